package io.doppel.source.extraction.office;

import io.doppel.source.extraction.content.DocumentText;
import io.doppel.source.extraction.content.PackagedXml;
import io.doppel.source.extraction.content.Unread;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import javax.xml.stream.XMLStreamReader;
import org.xml.sax.SAXException;

/// Reads what is written in the shapes of a slide or a drawing, in their order.
final class Shapes implements PackagedXml.Listener {

  private static final Set<String> SHAPES = Set.of("sp", "pic", "graphicFrame", "grpSp", "cxnSp");

  /// What stands on every slide alike, or is a small picture of the slide.
  private static final Set<String> FURNITURE = Set.of("ftr", "hdr", "dt", "sldNum");

  private final DocumentText read;
  private final Deque<Shape> shapes = new ArrayDeque<>();
  private final List<String> diagrams = new ArrayList<>();
  private boolean hiddenSlide;
  private boolean letters;
  private int tables;

  /// A shape that is open.
  private static final class Shape {
    boolean hidden;
    boolean furniture;
    boolean counted;
  }

  Shapes(DocumentText read) {
    this.read = read;
  }

  /// The relations that lead to what diagrams say.
  List<String> diagrams() {
    return diagrams;
  }

  @Override
  public boolean start(String name, XMLStreamReader element) throws IOException {
    if (name.equals("Fallback") || name.equals("extLst")) {
      return false; // What older programs show instead; what only newer ones know.
    }
    if (SHAPES.contains(name)) {
      shapes.push(new Shape());
    }
    switch (name) {
      case "sld" -> {
        hiddenSlide = PackagedXml.value(element, "show").equals("0");
        if (hiddenSlide) {
          read.startHidden();
        }
      }
      case "cNvPr" -> hide(PackagedXml.value(element, "hidden"));
      case "ph" -> {
        Shape shape = shapes.peek();
        if (shape != null && FURNITURE.contains(PackagedXml.value(element, "type"))) {
          shape.furniture = true;
        }
      }
      case "txBody", "txSp" -> {
        return isWanted();
      }
      case "tbl" -> {
        tables++;
        read.startParagraph();
      }
      case "tr" -> read.startLine();
      case "tc" -> read.startCell();
      case "br" -> read.startLine();
      case "t" -> letters = true;
      case "blip" -> count(Unread.Kind.IMAGE);
      case "chart", "oleObj", "videoFile", "audioFile" -> count(Unread.Kind.OBJECT);
      case "relIds" -> diagrams.add(OfficePackage.relation(element, "dm"));
      default -> {}
    }
    return true;
  }

  @Override
  public void end(String name) throws SAXException {
    if (SHAPES.contains(name)) {
      Shape shape = shapes.pop();
      read.endParagraph();
      if (shape.hidden) {
        read.endHidden();
      }
    }
    switch (name) {
      case "sld" -> {
        if (hiddenSlide) {
          read.endHidden();
        }
      }
      case "p" -> {
        if (tables > 0) {
          read.add(" ");
        } else {
          read.endParagraph();
        }
        read.breakUnseen();
      }
      case "tbl" -> {
        tables--;
        read.endParagraph();
      }
      case "t" -> letters = false;
      default -> {}
    }
  }

  @Override
  public void text(String text) throws SAXException {
    if (letters) {
      read.add(text);
    }
  }

  private void hide(String hidden) {
    Shape shape = shapes.peek();
    if (shape != null && !shape.hidden && (hidden.equals("1") || hidden.equals("true"))) {
      shape.hidden = true;
      read.startHidden();
    }
  }

  private boolean isWanted() {
    Shape shape = shapes.peek();
    if (shape != null && shape.furniture) {
      count(Unread.Kind.HEADER);
      return false;
    }
    return true;
  }

  /// Counts what is not read of a shape, once.
  private void count(Unread.Kind kind) {
    Shape shape = shapes.peek();
    if (shape == null || !shape.counted) {
      read.addUnread(kind, 1);
    }
    if (shape != null) {
      shape.counted = true;
    }
  }
}
