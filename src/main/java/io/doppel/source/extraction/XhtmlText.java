package io.doppel.source.extraction;

import io.doppel.source.extraction.limit.TimeLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/// The text of XHTML as Tika's parsers give it: a blank line between blocks, a line an item, tabs between cells, other
/// white space as one space, or as two where there are more. What is not displayed is kept apart.
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

  private static final char NO_BREAK_SPACE = '\u00a0';

  private final int maxLength;
  private final boolean linesCount;
  private final List<StringBuilder> pages = new ArrayList<>(List.of(new StringBuilder()));
  private boolean pageSeen;
  private Gap gap = Gap.NONE;
  private int length;
  private int unread;
  private int preformatted;
  private final StringBuilder unseen = new StringBuilder();
  private int undisplayed;
  private String title = "";

  /// @param maxLength the most characters
  /// @param linesCount whether line feeds end lines, as they do not in web pages
  XhtmlText(int maxLength, boolean linesCount) {
    this.maxLength = maxLength;
    this.linesCount = linesCount;
  }

  /// The pages, one for a document without pages; some may be empty.
  List<String> pages() {
    return pages.stream().map(StringBuilder::toString).toList();
  }

  /// What nobody sees, in lines.
  String unseen() {
    return unseen.toString().strip();
  }

  /// How the document calls itself; empty if it does not.
  String title() {
    return title;
  }

  void setTitle(@Nullable String title) {
    this.title = title == null ? "" : title.strip();
  }

  /// Begins a page.
  void startPage() {
    if (pageSeen) {
      pages.add(new StringBuilder());
      length++;
    }
    pageSeen = true;
  }

  void startParagraph() {
    widen(Gap.BLOCK);
  }

  /// Takes letters that nobody sees, as far as there is room for them.
  void addUnseen(String letters) {
    if (length + letters.length() <= maxLength) {
      unseen.append(letters);
      length += letters.length();
    }
  }

  /// Ends a line of what nobody sees.
  void breakUnseen() {
    if (!unseen.isEmpty() && unseen.charAt(unseen.length() - 1) != '\n') {
      unseen.append('\n');
    }
  }

  /// Whether there is more text than is wanted, which also ends the parsing.
  boolean isFull() {
    return length > maxLength;
  }

  @Override
  public void startElement(String uri, String localName, String name, Attributes attributes) {
    if (localName.equals("div") && "page".equals(attributes.getValue("class"))) {
      startPage();
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
    gap = gap.compareTo(least) < 0 ? least : gap;
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
        widen(gap == Gap.SPACE && (linesCount || c == NO_BREAK_SPACE) ? Gap.WIDE : Gap.SPACE);
      } else if (!Character.isISOControl(c)) {
        add(c);
      }
    }
  }

  private void add(char c) throws SAXException {
    StringBuilder page = pages.getLast();
    if (!page.isEmpty()) {
      page.append(gap.letters);
      length += gap.letters.length();
    }
    gap = Gap.NONE;
    page.append(c);
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
        widen(letters[i] == '\n' ? Gap.LINE : gap == Gap.SPACE ? Gap.WIDE : Gap.SPACE);
      }
    }
  }
}
