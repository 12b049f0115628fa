package io.doppel.source.extraction.content;

import io.doppel.source.extraction.limit.ExtractionException;
import io.doppel.source.extraction.limit.TimeLimit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/// The text of a document as it flows, from XHTML as Tika's parsers give it, or told by a reader of ours: a blank line
/// between blocks, a line an item, tabs between cells, other white space as one space, or as two where there are more.
/// Notes are kept for the end, text boxes for the end of their paragraph; what is not displayed is kept apart, and what
/// is not read is counted.
public final class DocumentText extends DefaultHandler {

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

  /// What stands between two words, the strongest last.
  private enum Gap {
    NONE(""),
    SPACE(" "),
    WIDE("  "),
    CELL("\t"),
    LINE("\n"),
    BLOCK("\n\n");

    private final String letters;

    Gap(String letters) {
      this.letters = letters;
    }
  }

  /// Where letters go: the text, or a note or text box in it.
  private static final class Flow {
    private final StringBuilder letters;
    private final List<String> boxes = new ArrayList<>();
    private Gap gap = Gap.NONE;

    Flow(StringBuilder letters) {
      this.letters = letters;
    }
  }

  /// Notes and boxes are at most so deep in each other.
  private static final int MAX_DEPTH = 100;

  private static final char NO_BREAK_SPACE = '\u00a0';

  private final int maxLength;
  private final boolean linesCount;
  private final List<StringBuilder> pages = new ArrayList<>(List.of(new StringBuilder()));
  private final List<String> notes = new ArrayList<>();
  private final Map<Unread.Kind, Unread> leftOut = new EnumMap<>(Unread.Kind.class);
  private final Map<String, String> fields = new LinkedHashMap<>();
  private final Deque<Flow> around = new ArrayDeque<>();
  private Flow flow = new Flow(pages.getFirst());
  private boolean pageSeen;
  private int length;
  private int unread;
  private int preformatted;
  private final StringBuilder unseen = new StringBuilder();
  private int undisplayed;
  private String title = "";
  private int depth;

  /// The elements that are notes, by how deep they are in others.
  private final Deque<Integer> noteElements = new ArrayDeque<>();

  /// @param maxLength the most characters
  /// @param linesCount whether line feeds end lines, as they do not in web pages
  public DocumentText(int maxLength, boolean linesCount) {
    this.maxLength = maxLength;
    this.linesCount = linesCount;
  }

  /// The pages, one for a document without pages, and the notes behind the last of them; some may be empty.
  public List<String> pages() {
    while (!around.isEmpty()) {
      endNote();
    }
    endParagraph();
    List<String> all = new ArrayList<>(pages.stream().map(StringBuilder::toString).toList());
    if (!notes.isEmpty()) {
      String behind = String.join("\n\n", notes);
      all.set(all.size() - 1, all.getLast().isEmpty() ? behind : all.getLast() + "\n\n" + behind);
    }
    return all;
  }

  /// What was not read.
  public List<Unread> unread() {
    return List.copyOf(leftOut.values());
  }

  /// Counts what is not read.
  public void addUnread(Unread.Kind kind, int count) {
    if (count > 0) {
      addUnread(kind, count, "");
    }
  }

  /// As [#addUnread(Unread.Kind, int)], of one that has a name; an empty one is none.
  public void addUnread(Unread.Kind kind, String name) {
    addUnread(kind, 1, name);
  }

  /// As [#addUnread(Unread.Kind, int)], of what another document within this one left out.
  public void addUnread(Unread other) {
    int unnamed = other.count() - other.names().size();
    other.names().forEach(name -> addUnread(other.kind(), 1, name));
    addUnread(other.kind(), unnamed);
  }

  private void addUnread(Unread.Kind kind, int count, String name) {
    Unread known = leftOut.get(kind);
    leftOut.put(
        kind,
        known == null
            ? new Unread(kind, count, name.isEmpty() ? List.of() : List.of(name))
            : known.and(count, name));
  }

  /// What the document says of itself.
  public Map<String, String> fields() {
    return Map.copyOf(fields);
  }

  /// Takes what the document says of itself; an empty value is none.
  public void setField(String name, String value) {
    if (!value.isBlank()) {
      fields.put(name, value.strip());
    }
  }

  /// What nobody sees, in lines.
  public String unseen() {
    return unseen.toString().strip();
  }

  /// How the document calls itself; empty if it does not.
  public String title() {
    return title;
  }

  public void setTitle(@Nullable String title) {
    this.title = title == null ? "" : title.strip();
  }

  /// Begins a page.
  public void startPage() {
    endParagraph();
    if (pageSeen) {
      pages.add(new StringBuilder());
      flow = new Flow(pages.getLast());
      length++;
    }
    pageSeen = true;
  }

  public void startParagraph() {
    widen(Gap.BLOCK);
  }

  /// Ends a paragraph, behind which the boxes in it stand.
  public void endParagraph() {
    widen(Gap.BLOCK);
    for (String box : flow.boxes) {
      flow.letters.append(flow.letters.isEmpty() ? "" : "\n\n").append(box);
    }
    flow.boxes.clear();
  }

  public void startSpace() {
    widen(Gap.SPACE);
  }

  public void startLine() {
    widen(Gap.LINE);
  }

  public void startCell() {
    widen(Gap.CELL);
  }

  /// Begins what stands behind the text.
  ///
  /// @throws ExtractionException if it is in too many others
  public void startNote() throws ExtractionException {
    startApart();
  }

  public void endNote() {
    String note = endApart();
    if (!note.isEmpty()) {
      notes.add(note);
    }
  }

  /// Begins what stands behind the paragraph that is open.
  ///
  /// @throws ExtractionException if it is in too many others
  public void startBox() throws ExtractionException {
    startApart();
  }

  public void endBox() {
    String box = endApart();
    if (!box.isEmpty()) {
      flow.boxes.add(box);
    }
  }

  /// Takes what another one has, behind what is here.
  ///
  /// @throws SAXException if it is more than is wanted
  public void addAll(DocumentText other) throws SAXException {
    for (String page : other.pages()) {
      for (String paragraph : page.split("\n\n", -1)) {
        endParagraph();
        add(paragraph);
      }
    }
    endParagraph();
    addUnseen(other.unseen());
    breakUnseen();
    other.unread().forEach(this::addUnread);
  }

  private void startApart() throws ExtractionException {
    if (around.size() >= MAX_DEPTH) {
      throw new ExtractionException("it is nested too deep");
    }
    around.push(flow);
    flow = new Flow(new StringBuilder());
  }

  private String endApart() {
    endParagraph();
    String letters = flow.letters.toString();
    length += 2;
    flow = around.pop();
    return letters;
  }

  /// Begins what nobody sees, until as many ends.
  public void startHidden() {
    undisplayed++;
  }

  public void endHidden() {
    undisplayed--;
    if (undisplayed == 0) {
      breakUnseen();
    }
  }

  /// Takes letters.
  ///
  /// @throws SAXException if there are more than wanted
  public void add(String letters) throws SAXException {
    characters(letters.toCharArray(), 0, letters.length());
  }

  /// Takes letters that nobody sees, as far as there is room for them.
  public void addUnseen(String letters) {
    if (length + letters.length() <= maxLength) {
      unseen.append(letters);
      length += letters.length();
    }
  }

  /// Ends a line of what nobody sees.
  public void breakUnseen() {
    if (!unseen.isEmpty() && unseen.charAt(unseen.length() - 1) != '\n') {
      unseen.append('\n');
    }
  }

  /// How much more text is wanted, in UTF-16 units.
  public int room() {
    return Math.max(0, maxLength - length);
  }

  /// Whether there is more text than is wanted, which also ends the parsing.
  public boolean isFull() {
    return length > maxLength;
  }

  @Override
  public void startElement(String uri, String localName, String name, Attributes attributes) {
    if (localName.equals("div") && "page".equals(attributes.getValue("class"))) {
      startPage();
    }
    depth++;
    if (isNote(attributes) && around.size() < MAX_DEPTH) {
      around.push(flow);
      flow = new Flow(new StringBuilder());
      noteElements.push(depth);
    }
    if (!linesCount) {
      countUnread(localName);
    }
    unread += UNREAD.contains(localName) ? 1 : 0;
    undisplayed += undisplayed > 0 || isUndisplayed(attributes) ? 1 : 0;
    preformatted += localName.equals("pre") ? 1 : 0;
    separate(localName);
  }

  @Override
  public void endElement(String uri, String localName, String name) {
    unread -= UNREAD.contains(localName) ? 1 : 0;
    preformatted -= localName.equals("pre") ? 1 : 0;
    if (undisplayed > 0) {
      undisplayed--;
      if (undisplayed == 0) {
        breakUnseen();
      }
    }
    separate(localName);
    if (!noteElements.isEmpty() && noteElements.element() == depth) {
      int _ = noteElements.pop();
      endNote();
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
      case "img" -> addUnread(Unread.Kind.IMAGE, 1);
      case "object", "embed", "iframe", "video", "audio", "canvas" -> addUnread(Unread.Kind.OBJECT, 1);
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
      widen(Gap.BLOCK);
    } else if (LINES.contains(element)) {
      widen(Gap.LINE);
    } else if (CELLS.contains(element)) {
      widen(Gap.CELL);
    }
  }

  private void widen(Gap least) {
    flow.gap = flow.gap.compareTo(least) < 0 ? least : flow.gap;
  }

  @Override
  public void characters(char[] letters, int start, int count) throws SAXException {
    TimeLimit.check();
    if (unread > 0) {
      return;
    }
    if (undisplayed > 0) {
      addUnseen(new String(letters, start, count).replaceAll("\\s+", " "));
      return;
    }
    for (int i = start; i < start + count; i++) {
      char c = letters[i];
      if (c == '\n' && (linesCount || preformatted > 0)) {
        widen(Gap.LINE);
      } else if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
        widen(flow.gap == Gap.SPACE && (linesCount || c == NO_BREAK_SPACE) ? Gap.WIDE : Gap.SPACE);
      } else if (!Character.isISOControl(c)) {
        add(c);
      }
    }
  }

  private void add(char c) throws SAXException {
    if (!flow.letters.isEmpty()) {
      flow.letters.append(flow.gap.letters);
      length += flow.gap.letters.length();
    }
    flow.gap = Gap.NONE;
    flow.letters.append(c);
    length++;
    if (isFull()) {
      throw new SAXException("the text is too long");
    }
  }

  /// White space that Tika puts in, such as the end of a printed line in a PDF file.
  @Override
  public void ignorableWhitespace(char[] letters, int start, int count) {
    if (linesCount) {
      for (int i = start; i < start + count; i++) {
        widen(letters[i] == '\n' ? Gap.LINE : flow.gap == Gap.SPACE ? Gap.WIDE : Gap.SPACE);
      }
    }
  }
}
