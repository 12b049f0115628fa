package io.doppel.cli.terminal;

import io.doppel.models.pull.PullListener;
import java.io.Closeable;
import java.io.PrintWriter;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/// Shows how the fetching of a model goes on standard error: a bar where that is a terminal.
public final class PullReport implements PullListener, Closeable {

  private static final int BAR_WIDTH = 100;

  private final PrintWriter err;
  private final String name;
  private @Nullable ProgressBar bar;

  public PullReport(PrintWriter err, String name) {
    this.err = err;
    this.name = name;
  }

  @Override
  public void progress(long done, long total) {
    if (!Terminal.isError()) {
      return;
    }
    if (bar == null) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(name)
              .setStyle(ProgressBarStyle.UNICODE_BLOCK)
              .setConsumer(new ConsoleProgressBarConsumer(System.err, BAR_WIDTH))
              .setUpdateIntervalMillis(200)
              .setUnit(" MB", 1 << 20)
              .setInitialMax(total)
              .showSpeed()
              .build();
    }
    bar.stepTo(done);
  }

  @Override
  public void waiting(String host, long seconds) {
    err.printf("doppel: %s is busy; trying again in %,d s%n", host, seconds);
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
