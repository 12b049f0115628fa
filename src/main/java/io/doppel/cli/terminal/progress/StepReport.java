package io.doppel.cli.terminal.progress;

import java.io.Closeable;
import org.jspecify.annotations.Nullable;

/// Shows the steps of some work, one after the other, each with a bar on standard error where that is a terminal.
public final class StepReport implements Closeable {

  private String step = "";
  private @Nullable Bar bar;

  /// @param what the step's name
  public void at(String what, long done, long total) {
    if (!what.equals(step)) {
      close();
      step = what;
      bar = Bar.of(what, total);
    }
    if (bar != null) {
      bar.at(done);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
