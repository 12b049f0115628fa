package io.doppel.api.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppel.api.report.print.PrintedPage;
import io.doppel.work.Cancellation;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Pages on paper.
class PrintedPageTest {

  private static final int PARAGRAPHS = 300;
  private static final String PAGE =
      "<html><body>" + "<p>The sea comes in and goes out twice a day.</p>".repeat(PARAGRAPHS) + "</body></html>";

  @Test
  void a_page_that_nobody_waits_for_any_more_is_not_laid_out_to_its_end() {
    AtomicInteger asked = new AtomicInteger();
    assertThatThrownBy(
            () ->
                Cancellation.within(
                    () -> asked.incrementAndGet() > 10, () -> PrintedPage.pdf(PAGE, Optional.empty())))
        .isInstanceOf(CancellationException.class);
    assertThat(asked).hasValueLessThan(PARAGRAPHS);
  }

  @Test
  void a_page_that_somebody_waits_for_is_whole() {
    assertThat(Cancellation.within(() -> false, () -> PrintedPage.pdf(PAGE, Optional.empty())))
        .startsWith("%PDF".getBytes(StandardCharsets.US_ASCII));
  }
}
