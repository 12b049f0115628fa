package io.doppel.source.extraction.markup;

import io.doppel.source.extraction.content.DocumentText;
import io.doppel.source.extraction.content.Unread;
import org.xml.sax.SAXException;

/// Passes formulas, and tells them from signs that begin none.
final class LatexFormulas {

  private static final int MAX_MATH = 20_000;

  private final LatexSource source;
  private final DocumentText read;

  /// Up to where a dollar begins no formula.
  private int notMath;

  LatexFormulas(LatexSource source, DocumentText read) {
    this.source = source;
    this.read = read;
  }

  /// What one or two dollars here begin.
  void dollar() throws SAXException {
    String mark = source.starts("$$") ? "$$" : "$";
    int start = source.at();
    source.pass(mark.length());
    if (start < notMath) {
      read.add(mark);
      return;
    }
    for (int i = source.at(); i < Math.min(source.end(), start + MAX_MATH); i++) {
      char c = source.letter(i);
      if (c == '\\') {
        i++;
      } else if (c == '$') {
        source.goTo(i + mark.length());
        read.addUnread(Unread.Kind.FORMULA, 1);
        return;
      } else if (c == '\n' && source.is('\n', i + 1)) {
        break; // A formula has no paragraphs.
      }
      notMath = i;
    }
    read.add(mark);
  }

  /// A formula has neither paragraphs nor the beginning of another; what has is text behind a sign that began none.
  void between(String open, String close) {
    int found = source.next(close);
    if (found < 0 || found - source.at() > MAX_MATH) {
      return;
    }
    String formula = source.between(source.at(), found);
    if (!formula.contains("\n\n") && !formula.contains(open)) {
      source.goTo(found + close.length());
      read.addUnread(Unread.Kind.FORMULA, 1);
    }
  }
}
