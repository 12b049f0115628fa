package io.doppel.api.report.print;

import com.openhtmltopdf.extend.FSTextBreaker;
import com.openhtmltopdf.layout.UrlAwareLineBreakIterator;
import io.doppel.work.Cancellation;
import java.text.BreakIterator;
import java.util.Locale;

/// Where lines of a page may end, as Open HTML to PDF has it. It asks for each text that it lays out, so here the
/// layout hears that nobody waits for it any more.
final class HeardLines implements FSTextBreaker {

  private final FSTextBreaker lines = new UrlAwareLineBreakIterator(BreakIterator.getLineInstance(Locale.US));

  @Override
  public int next() {
    return lines.next();
  }

  /// @throws java.util.concurrent.CancellationException once nobody waits for the page
  @Override
  public void setText(String text) {
    Cancellation.check();
    lines.setText(text);
  }
}
