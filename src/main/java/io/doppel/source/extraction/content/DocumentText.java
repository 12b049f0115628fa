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
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;

/// The text of a document as it flows, as its reader tells it: a blank line between blocks, a line an item, tabs
/// between cells, other white space as one space, or as two where there are more. Notes are kept for the end, text
/// boxes for the end of their paragraph; what is not displayed is kept apart, and what is not read is counted.
public final class DocumentText {

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
  private final StringBuilder unseen = new StringBuilder();
  private int undisplayed;
  private String title = "";

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

  /// Whether another note may begin here.
  boolean hasRoomForNote() {
    return around.size() < MAX_DEPTH;
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
    if (!hasRoomForNote()) {
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

  /// Whether what comes now is seen by nobody.
  boolean isHidden() {
    return undisplayed > 0;
  }

  /// Whether line feeds end lines, as they do not in web pages.
  boolean linesCount() {
    return linesCount;
  }

  /// Takes letters.
  ///
  /// @throws SAXException if there are more than wanted
  public void add(String letters) throws SAXException {
    add(letters.toCharArray(), 0, letters.length(), linesCount);
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

  private void widen(Gap least) {
    flow.gap = flow.gap.compareTo(least) < 0 ? least : flow.gap;
  }

  /// Takes letters.
  ///
  /// @param lines whether line feeds end lines
  /// @throws SAXException if there are more than wanted
  void add(char[] letters, int start, int count, boolean lines) throws SAXException {
    TimeLimit.check();
    if (undisplayed > 0) {
      addUnseen(new String(letters, start, count).replaceAll("\\s+", " "));
      return;
    }
    for (int i = start; i < start + count; i++) {
      char c = letters[i];
      if (c == '\n' && lines) {
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

  /// Takes white space that stands for nothing but itself, such as the end of a printed line.
  void addSpace(char[] space, int start, int count) {
    for (int i = start; i < start + count; i++) {
      widen(space[i] == '\n' ? Gap.LINE : flow.gap == Gap.SPACE ? Gap.WIDE : Gap.SPACE);
    }
  }
}
