package io.doppel.source.extraction;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/// The text of XHTML as Tika's parsers give it: a blank line between blocks, a line an item, tabs between cells, other white
/// space as one space.
final class XhtmlText extends DefaultHandler {

  private static final Set<String> BLOCKS =
      Set.of(
          "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote", "table", "ul", "ol", "dl", "hr", "section",
          "article", "aside", "main", "header", "footer", "figure", "figcaption", "form", "fieldset", "details", "address");

  private static final Set<String> LINES = Set.of("li", "tr", "br", "dt", "dd", "caption", "option", "summary", "title");

  private static final Set<String> CELLS = Set.of("td", "th");

  /// What nobody reads, or reads for what it says.
  private static final Set<String> UNREAD =
      Set.of("head", "script", "style", "template", "noscript", "svg", "nav", "button", "select", "textarea", "object", "iframe");

  /// What stands between two words, the strongest last.
  private enum Gap {
    NONE(""),
    SPACE(" "),
    CELL("\t"),
    LINE("\n"),
    BLOCK("\n\n");

    private final String letters;

    Gap(String letters) {
      this.letters = letters;
    }
  }

  private final int maxLength;
  private final boolean linesCount;
  private final List<StringBuilder> pages = new ArrayList<>(List.of(new StringBuilder()));
  private boolean pageSeen;
  private Gap gap = Gap.NONE;
  private int length;
  private int unread;
  private int preformatted;

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

  /// Whether there is more text than is wanted, which also ends the parsing.
  boolean isFull() {
    return length > maxLength;
  }

  @Override
  public void startElement(String uri, String localName, String name, Attributes attributes) {
    if (localName.equals("div") && "page".equals(attributes.getValue("class"))) {
      if (pageSeen) {
        pages.add(new StringBuilder());
        length++;
      }
      pageSeen = true;
    }
    unread += UNREAD.contains(localName) ? 1 : 0;
    preformatted += localName.equals("pre") ? 1 : 0;
    separate(localName);
  }

  @Override
  public void endElement(String uri, String localName, String name) {
    unread -= UNREAD.contains(localName) ? 1 : 0;
    preformatted -= localName.equals("pre") ? 1 : 0;
    separate(localName);
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
    for (int i = start; i < start + count; i++) {
      char c = letters[i];
      if (c == '\n' && (linesCount || preformatted > 0)) {
        widen(Gap.LINE);
      } else if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
        widen(Gap.SPACE);
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
        widen(letters[i] == '\n' ? Gap.LINE : Gap.SPACE);
      }
    }
  }
}
