package io.doppel.source.extraction.content;

import io.doppel.source.extraction.limit.ExtractionException;
import io.doppel.source.extraction.limit.TimeLimit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.regex.Pattern;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/// Tells a document's text what its XHTML says, as Tika's parsers give it: which elements are blocks, lines, cells and
/// notes, and which nobody sees or reads. For one parse.
final class XhtmlText extends DefaultHandler {

  private static final Set<String> BLOCKS =
      Set.of(
          "p",
          "div",
          "h1",
          "h2",
          "h3",
          "h4",
          "h5",
          "h6",
          "pre",
          "blockquote",
          "table",
          "ul",
          "ol",
          "dl",
          "hr",
          "section",
          "article",
          "aside",
          "main",
          "header",
          "footer",
          "figure",
          "figcaption",
          "form",
          "fieldset",
          "details",
          "address");

  private static final Set<String> LINES =
      Set.of("li", "tr", "br", "dt", "dd", "caption", "option", "summary", "title");

  private static final Set<String> NOTES =
      Set.of("footnote", "endnote", "rearnote", "doc-footnote", "doc-endnote");

  private static final Set<String> CELLS = Set.of("td", "th");

  /// What nobody reads, or reads for what it says.
  private static final Set<String> UNREAD =
      Set.of(
          "head",
          "script",
          "style",
          "template",
          "noscript",
          "svg",
          "nav",
          "button",
          "select",
          "textarea",
          "object",
          "iframe");

  private static final Pattern UNDISPLAYED =
      Pattern.compile(
          "(?:display\\s*:\\s*none|visibility\\s*:\\s*hidden|font-size\\s*:\\s*0(?:\\.0+)?(?:px|pt|em|rem|"
              + "%)?\\s*(?:;|!|$))",
          Pattern.CASE_INSENSITIVE);

  private final DocumentText read;

  /// How many elements are open that nobody reads.
  private int unread;

  private int preformatted;
  private int depth;

  /// The elements that are notes, by how deep they are in others.
  private final Deque<Integer> notes = new ArrayDeque<>();

  XhtmlText(DocumentText read) {
    this.read = read;
  }

  @Override
  public void startElement(String uri, String localName, String name, Attributes attributes) throws SAXException {
    if (localName.equals("div") && "page".equals(attributes.getValue("class"))) {
      read.startPage();
    }
    depth++;
    if (isNote(attributes) && read.hasRoomForNote()) {
      startNote();
    }
    if (!read.linesCount()) {
      countUnread(localName);
    }
    unread += UNREAD.contains(localName) ? 1 : 0;
    preformatted += localName.equals("pre") ? 1 : 0;
    if (read.isHidden() || isUndisplayed(attributes)) {
      read.startHidden();
    }
    separate(localName);
  }

  private void startNote() throws SAXException {
    try {
      read.startNote();
    } catch (ExtractionException e) {
      throw new SAXException(e);
    }
    notes.push(depth);
  }

  @Override
  public void endElement(String uri, String localName, String name) {
    unread -= UNREAD.contains(localName) ? 1 : 0;
    preformatted -= localName.equals("pre") ? 1 : 0;
    if (read.isHidden()) {
      read.endHidden();
    }
    separate(localName);
    if (!notes.isEmpty() && notes.element() == depth) {
      int _ = notes.pop();
      read.endNote();
    }
    depth--;
  }

  /// Whether an element is a note, as books say it.
  private static boolean isNote(Attributes attributes) {
    String type = attributes.getValue("epub:type");
    String role = attributes.getValue("role");
    return (type != null && NOTES.contains(type)) || (role != null && NOTES.contains(role));
  }

  private void countUnread(String element) {
    switch (element) {
      case "img" -> read.addUnread(Unread.Kind.IMAGE, 1);
      case "object", "embed", "iframe", "video", "audio", "canvas" -> read.addUnread(Unread.Kind.OBJECT, 1);
      default -> {}
    }
  }

  private static boolean isUndisplayed(Attributes attributes) {
    String style = attributes.getValue("style");
    return attributes.getValue("hidden") != null || (style != null && UNDISPLAYED.matcher(style).find());
  }

  private void separate(String element) {
    TimeLimit.check();
    if (BLOCKS.contains(element)) {
      read.startParagraph();
    } else if (LINES.contains(element)) {
      read.startLine();
    } else if (CELLS.contains(element)) {
      read.startCell();
    }
  }

  @Override
  public void characters(char[] letters, int start, int count) throws SAXException {
    if (unread == 0) {
      read.add(letters, start, count, read.linesCount() || preformatted > 0);
    }
  }

  /// White space that Tika puts in, such as the end of a printed line in a PDF file.
  @Override
  public void ignorableWhitespace(char[] letters, int start, int count) {
    if (read.linesCount()) {
      read.addSpace(letters, start, count);
    }
  }
}
