package io.doppel.cli.terminal.progress;

import io.doppel.models.pull.PullListener;
import java.io.Closeable;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/// Shows how the fetching of a model goes on standard error: a bar where that is a terminal.
public final class PullReport implements PullListener, Closeable {

  private final PrintWriter err;
  private final String name;
  private @Nullable Bar bar;

  public PullReport(PrintWriter err, String name) {
    this.err = err;
    this.name = name;
  }

  @Override
  public void progress(long done, long total) {
    if (bar == null) {
      bar = Bar.ofDownload(name, total);
    }
    bar.at(done);
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
