package io.doppel.source.extraction.office;

import io.doppel.source.extraction.content.DocumentText;
import io.doppel.source.extraction.content.PackagedXml;
import io.doppel.source.extraction.content.PackagedXml.Listener;
import io.doppel.source.extraction.content.Unread;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLStreamReader;
import org.xml.sax.SAXException;

/// Reads documents of Hangul in the standard OWPML (HWPX, KS X 6101). Foot- and endnotes stand behind the text, tables
/// and text boxes behind the paragraph they are anchored in.
public final class HangulPackage {

  private static final Pattern SECTION = Pattern.compile("Contents/section(\\d{1,6})\\.xml");

  /// Elements of which nothing is read that is text.
  private static final Set<String> APART = Set.of("secPr", "subText", "parameters", "shapeComment");

  private final DocumentText read;
  private final Set<String> paintedFills = new HashSet<>();
  private final Set<String> whiteLetters = new HashSet<>();
  private final Set<String> paintedParagraphs = new HashSet<>();

  private HangulPackage(DocumentText read) {
    this.read = read;
  }

  /// @throws io.doppel.source.extraction.limit.ExtractionException if it is encrypted
  public static void read(Path file, DocumentText read) throws IOException, SAXException {
    HangulPackage document = new HangulPackage(read);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      PackagedXml.refuseEncrypted(zip);
      PackagedXml.walk(zip, "Contents/header.xml", document.new Head());
      for (String section : sections(zip)) {
        PackagedXml.walk(zip, section, document.new Section());
        read.endParagraph();
      }
    }
  }

  /// The sections as the document orders them; those that it does not name stand behind, by their numbers.
  private static Set<String> sections(ZipFile zip) throws IOException, SAXException {
    Map<String, String> items = new HashMap<>();
    List<String> spine = new ArrayList<>();
    PackagedXml.walk(
        zip,
        "Contents/content.hpf",
        (name, element) -> {
          switch (name) {
            case "item" -> items.put(PackagedXml.value(element, "id"), PackagedXml.value(element, "href"));
            case "itemref" -> spine.add(PackagedXml.value(element, "idref"));
            default -> {}
          }
          return true;
        });
    Set<String> sections = new LinkedHashSet<>();
    for (String id : spine) {
      String href = items.getOrDefault(id, "");
      String part = href.startsWith("Contents/") ? href : "Contents/" + href;
      if (SECTION.matcher(part).matches()) {
        sections.add(part);
      }
    }
    zip.stream()
        .map(ZipEntry::getName)
        .filter(name -> SECTION.matcher(name).matches())
        .sorted(Comparator.comparingInt(HangulPackage::number))
        .forEach(sections::add);
    return sections;
  }

  private static int number(String section) {
    Matcher matcher = SECTION.matcher(section);
    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  /// What letters and paragraphs look like.
  private final class Head implements Listener {
    private String border = "";
    private String paragraph = "";

    @Override
    public boolean start(String name, XMLStreamReader element) {
      switch (name) {
        case "borderFill" -> border = PackagedXml.value(element, "id");
        case "winBrush" -> {
          if (!isNone(PackagedXml.value(element, "faceColor"))) {
            paintedFills.add(border);
          }
        }
        case "gradation", "imgBrush" -> paintedFills.add(border);
        case "charPr" -> {
          boolean painted =
              !isNone(PackagedXml.value(element, "shadeColor"))
                  || paintedFills.contains(PackagedXml.value(element, "borderFillIDRef"));
          if (PackagedXml.value(element, "textColor").equalsIgnoreCase("#FFFFFF") && !painted) {
            whiteLetters.add(PackagedXml.value(element, "id"));
          }
        }
        case "paraPr" -> paragraph = PackagedXml.value(element, "id");
        case "border" -> {
          if (paintedFills.contains(PackagedXml.value(element, "borderFillIDRef"))) {
            paintedParagraphs.add(paragraph);
          }
        }
        default -> {}
      }
      return true;
    }

    private static boolean isNone(String colour) {
      return colour.isEmpty() || colour.equalsIgnoreCase("none");
    }
  }

  /// One section on its way.
  private final class Section implements Listener {
    private final Deque<Integer> tables = new ArrayDeque<>(List.of(0));
    private final Deque<Boolean> painted = new ArrayDeque<>();
    private final Deque<Boolean> white = new ArrayDeque<>();
    private int letters;
    private boolean deleted;

    @Override
    public boolean start(String name, XMLStreamReader element) throws IOException, SAXException {
      switch (name) {
        case "header", "footer" -> {
          return unread(Unread.Kind.HEADER);
        }
        case "hiddenComment" -> {
          return unread(Unread.Kind.COMMENT);
        }
        case "fieldBegin" -> {
          if (PackagedXml.value(element, "type").equals("MEMO")) {
            return unread(Unread.Kind.COMMENT);
          }
        }
        case "equation" -> {
          return unread(Unread.Kind.FORMULA);
        }
        case "pic" -> read.addUnread(Unread.Kind.IMAGE, 1);
        case "ole", "video", "chart" -> read.addUnread(Unread.Kind.OBJECT, 1);
        case "textart" -> addBox(PackagedXml.value(element, "text"));
        case "footNote", "endNote" -> {
          read.startNote();
          tables.push(0);
        }
        case "drawText" -> {
          read.startBox();
          tables.push(0);
        }
        case "tbl" -> {
          if (tables.element() == 0) {
            read.startBox();
          }
          tables.push(tables.pop() + 1);
        }
        case "tr" -> read.startLine();
        case "tc" -> read.startCell();
        case "p" -> painted.push(paintedParagraphs.contains(PackagedXml.value(element, "paraPrIDRef")));
        case "run" -> {
          // A table or a text box may have a colour behind it that is told elsewhere.
          boolean hidden =
              tables.size() == 1
                  && tables.element() == 0
                  && !painted.isEmpty()
                  && !painted.element()
                  && whiteLetters.contains(PackagedXml.value(element, "charPrIDRef"));
          white.push(hidden);
        }
        default -> {
          return !APART.contains(name) && letters(name, element);
        }
      }
      return true;
    }

    /// Hears what stands among letters.
    private boolean letters(String name, XMLStreamReader element) throws SAXException {
      switch (name) {
        case "t" -> letters++;
        case "lineBreak" -> read.startLine();
        case "tab", "nbSpace", "fwSpace" -> text(" ");
        case "hyphen" -> text("-");
        case "compose" -> read.add(PackagedXml.value(element, "composeText"));
        case "mainText" -> letters++;
        case "deleteBegin" -> {
          deleted = true;
          read.addUnread(Unread.Kind.DELETION, 1);
        }
        case "deleteEnd" -> deleted = false;
        default -> {}
      }
      return true;
    }

    @Override
    public void end(String name) throws SAXException {
      switch (name) {
        case "footNote", "endNote" -> {
          tables.pop();
          read.endNote();
        }
        case "drawText" -> {
          tables.pop();
          read.endBox();
        }
        case "tbl" -> {
          int around = tables.pop() - 1;
          tables.push(around);
          if (around == 0) {
            read.endBox();
          }
        }
        case "p" -> {
          boolean _ = painted.pop();
          if (tables.element() > 0) {
            read.add(" ");
          } else {
            read.endParagraph();
          }
          read.breakUnseen();
        }
        case "run" -> {
          boolean _ = white.pop();
        }
        case "t", "mainText" -> letters--;
        default -> {}
      }
    }

    @Override
    public void text(String text) throws SAXException {
      if (letters == 0 || deleted) {
        return;
      }
      if (!white.isEmpty() && white.element()) {
        read.addUnseen(text);
      } else {
        read.add(text);
      }
    }

    private boolean unread(Unread.Kind kind) {
      read.addUnread(kind, 1);
      return false;
    }

    private void addBox(String letters) throws IOException, SAXException {
      read.startBox();
      read.add(letters);
      read.endBox();
    }
  }
}
