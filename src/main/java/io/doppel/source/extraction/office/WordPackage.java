package io.doppel.source.extraction.office;

import io.doppel.source.extraction.content.DocumentText;
import io.doppel.source.extraction.content.PackagedXml;
import io.doppel.source.extraction.content.Unread;
import io.doppel.source.extraction.limit.TimeLimit;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLEventFactory;
import javax.xml.stream.XMLEventReader;
import javax.xml.stream.XMLEventWriter;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.events.Attribute;
import javax.xml.stream.events.StartElement;
import javax.xml.stream.events.XMLEvent;
import org.jspecify.annotations.Nullable;

/// Makes of a Word document one that holds its text only, each of it once: text boxes stand behind the paragraphs they
/// are anchored in, hidden text is told apart, and comments, headers, footers, pictures and what else is packed in are
/// empty.
public final class WordPackage {

  private static final Pattern TEXTS = Pattern.compile("word/(?:document|footnotes|endnotes)\\d*\\.xml");
  private static final Pattern REMARKS = Pattern.compile("word/(?:comments|header|footer)\\w*\\.xml");
  private static final byte[] NOTHING = "<?xml version=\"1.0\"?><nothing/>".getBytes(StandardCharsets.US_ASCII);
  private static final String STYLES = "word/styles.xml";
  private static final Set<String> LETTERS = Set.of("t", "tab", "br", "cr", "sym", "noBreakHyphen");

  private static final XMLEventFactory EVENTS = XMLEventFactory.newDefaultFactory();

  private final DocumentText read;
  private final Set<String> hiddenStyles = new HashSet<>();
  private final Set<String> shadedStyles = new HashSet<>();

  private WordPackage(DocumentText read) {
    this.read = read;
  }

  /// Copies a document without what is not seen, of which `read` is told.
  public static void seen(Path file, Path copy, DocumentText read) throws IOException {
    WordPackage parts = new WordPackage(read);
    try (ZipFile zip = new ZipFile(file.toFile());
        OutputStream out = Files.newOutputStream(copy);
        ZipOutputStream copied = new ZipOutputStream(out)) {
      copied.setLevel(Deflater.BEST_SPEED);
      ZipEntry styles = zip.getEntry(STYLES);
      if (styles != null) {
        try (InputStream in = zip.getInputStream(styles)) {
          parts.readStyles(in);
        }
      }
      for (ZipEntry entry : zip.stream().toList()) {
        count(entry.getName(), read);
        copied.putNextEntry(new ZipEntry(entry.getName()));
        try (InputStream in = zip.getInputStream(entry)) {
          if (TEXTS.matcher(entry.getName()).matches()) {
            parts.copy(in, copied);
          } else if (REMARKS.matcher(entry.getName()).matches()) {
            copied.write(NOTHING);
            countRemarks(entry.getName(), in, read);
          } else if (entry.getName().endsWith(".xml") || entry.getName().endsWith(".rels")) {
            long _ = in.transferTo(copied);
          }
        }
        copied.closeEntry();
      }
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
  }

  private static void count(String part, DocumentText read) {
    if (part.startsWith("word/media/")) {
      read.addUnread(Unread.Kind.IMAGE, 1);
    } else if (part.startsWith("word/embeddings/") || part.matches("word/(?:charts/chart|diagrams/data)\\d+\\.xml")) {
      read.addUnread(Unread.Kind.OBJECT, 1);
    }
  }

  private static void countRemarks(String part, InputStream in, DocumentText read) throws XMLStreamException {
    boolean comments = part.contains("comments");
    int found = 0;
    XMLEventReader events = PackagedXml.reader(in);
    while (events.hasNext()) {
      TimeLimit.check();
      if (events.nextEvent() instanceof StartElement start) {
        found += start.getName().getLocalPart().equals(comments ? "comment" : "t") ? 1 : 0;
      }
    }
    read.addUnread(comments ? Unread.Kind.COMMENT : Unread.Kind.HEADER, comments ? found : Math.min(1, found));
  }

  private void readStyles(InputStream in) throws XMLStreamException {
    XMLEventReader events = PackagedXml.reader(in);
    String style = "";
    while (events.hasNext()) {
      TimeLimit.check();
      if (events.nextEvent() instanceof StartElement start) {
        switch (start.getName().getLocalPart()) {
          case "style" -> style = value(start, "styleId");
          case "vanish" -> {
            if (isOn(start)) {
              hiddenStyles.add(style);
            }
          }
          case "shd" -> shadedStyles.add(style);
          default -> {}
        }
      }
    }
    hiddenStyles.remove("");
  }

  /// A run of letters, by what is said of it.
  private static final class Run {
    boolean hidden;
    boolean white;
    boolean shaded;

    boolean isUnseen() {
      return hidden || (white && !shaded);
    }
  }

  /// A paragraph, and the text boxes in it.
  private static final class Paragraph {
    final List<XMLEvent> boxes = new ArrayList<>();
    boolean hidden;
    boolean shaded;
  }

  private void copy(InputStream in, OutputStream out) throws XMLStreamException {
    XMLEventReader events = PackagedXml.reader(in);
    XMLEventWriter writer = PackagedXml.writer(out);
    new Copy(events, writer).run();
    writer.flush();
  }

  /// One part of the package on its way.
  private final class Copy {
    private final XMLEventReader events;
    private final XMLEventWriter writer;
    private final Deque<String> open = new ArrayDeque<>();
    private final Deque<Paragraph> paragraphs = new ArrayDeque<>();
    private final Deque<Run> runs = new ArrayDeque<>();
    private final Deque<List<XMLEvent>> boxes = new ArrayDeque<>();
    private int tables;

    Copy(XMLEventReader events, XMLEventWriter writer) {
      this.events = events;
      this.writer = writer;
    }

    void run() throws XMLStreamException {
      while (events.hasNext()) {
        TimeLimit.check();
        XMLEvent event = events.nextEvent();
        if (event instanceof StartElement start) {
          start(start);
        } else if (event.isEndElement()) {
          end(event);
        } else {
          add(event);
        }
      }
    }

    private void start(StartElement start) throws XMLStreamException {
      String name = start.getName().getLocalPart();
      if (name.equals("footnoteReference") || name.equals("endnoteReference")) {
        skip(); // The notes stand behind the text; their marks are no words of it.
        return;
      }
      if (name.equals("Fallback")) {
        skip(); // What older programs show instead.
        return;
      }
      Run run = runs.peek();
      if (LETTERS.contains(name) && run != null && run.isUnseen() && "r".equals(open.peek())) {
        addUnseen(name);
        return;
      }
      if (name.equals("noBreakHyphen") && "r".equals(open.peek())) {
        addHyphen(start); // Tika passes over it, and two words become one.
        return;
      }
      properties(start, name, run);
      open.push(name);
      switch (name) {
        case "p" -> paragraphs.push(new Paragraph());
        case "r" -> {
          Run begun = new Run();
          Paragraph paragraph = paragraphs.peek();
          begun.hidden = paragraph != null && paragraph.hidden;
          // A table or a text box may have a colour behind it that is told elsewhere.
          begun.shaded = tables > 0 || !boxes.isEmpty() || (paragraph != null && paragraph.shaded);
          runs.push(begun);
        }
        case "tbl" -> tables++;
        case "txbxContent" -> {
          boxes.push(new ArrayList<>());
          return;
        }
        default -> {}
      }
      add(start);
    }

    /// Hears what is said of the paragraph or the run that is open.
    private void properties(StartElement start, String name, @Nullable Run run) {
      Paragraph paragraph = paragraphs.peek();
      boolean ofRun = "rPr".equals(open.peek()) && isIn("r");
      if (ofRun && run != null) {
        switch (name) {
          case "vanish" -> run.hidden = isOn(start);
          case "rStyle" -> run.hidden |= hiddenStyles.contains(value(start, "val"));
          case "color" -> run.white = value(start, "val").equalsIgnoreCase("FFFFFF");
          case "shd", "highlight" -> run.shaded = true;
          default -> {}
        }
      } else if ("pPr".equals(open.peek()) && paragraph != null) {
        switch (name) {
          case "pStyle" -> {
            paragraph.hidden = hiddenStyles.contains(value(start, "val"));
            paragraph.shaded |= shadedStyles.contains(value(start, "val"));
          }
          case "shd" -> paragraph.shaded = true;
          default -> {}
        }
      }
    }

    /// Whether the properties that are open are those of such an element.
    private boolean isIn(String parent) {
      return open.size() > 1 && open.stream().skip(1).findFirst().orElse("").equals(parent);
    }

    private void addUnseen(String name) throws XMLStreamException {
      read.addUnseen(name.equals("t") ? "" : " ");
      for (XMLEvent event = events.nextEvent(); !event.isEndElement(); event = events.nextEvent()) {
        if (event.isCharacters()) {
          read.addUnseen(event.asCharacters().getData());
        }
      }
    }

    private void addHyphen(StartElement in) throws XMLStreamException {
      QName text = new QName(in.getName().getNamespaceURI(), "t", in.getName().getPrefix());
      skip();
      add(EVENTS.createStartElement(text, null, null));
      add(EVENTS.createCharacters("-"));
      add(EVENTS.createEndElement(text, null));
    }

    private void end(XMLEvent event) throws XMLStreamException {
      String name = open.isEmpty() ? "" : open.pop();
      switch (name) {
        case "txbxContent" -> {
          List<XMLEvent> box = boxes.pop();
          if (!paragraphs.isEmpty()) {
            paragraphs.peek().boxes.addAll(box);
          }
          return;
        }
        case "r" -> runs.poll();
        case "tbl" -> tables--;
        default -> {}
      }
      add(event);
      if (name.equals("p")) {
        read.breakUnseen();
        for (XMLEvent each : paragraphs.pop().boxes) {
          add(each);
        }
      }
    }

    private void skip() throws XMLStreamException {
      for (int depth = 1; depth > 0; ) {
        TimeLimit.check();
        XMLEvent event = events.nextEvent();
        depth += event.isStartElement() ? 1 : event.isEndElement() ? -1 : 0;
      }
    }

    private void add(XMLEvent event) throws XMLStreamException {
      if (boxes.isEmpty()) {
        writer.add(event);
      } else {
        boxes.peek().add(event);
      }
    }
  }

  private static boolean isOn(StartElement property) {
    return !Set.of("0", "false", "off").contains(value(property, "val"));
  }

  /// The value of an attribute of the element's own namespace; empty if it has none.
  private static String value(StartElement element, String name) {
    Attribute attribute = element.getAttributeByName(new QName(element.getName().getNamespaceURI(), name));
    return attribute == null ? "" : attribute.getValue();
  }
}
