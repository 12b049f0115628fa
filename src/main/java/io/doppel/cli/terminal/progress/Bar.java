package io.doppel.cli.terminal.progress;

import io.doppel.cli.terminal.Terminal;
import java.io.Closeable;
import java.util.function.Supplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/// A bar of progress on standard error, where that is a terminal. Any thread may tell how far it is.
public final class Bar implements Closeable {

  private static final int WIDEST = 100;

  /// From here on MB are counted, which come by often enough.
  private static final long LARGE_BYTES = 20 << 20;

  private final @Nullable ProgressBar bar;

  private Bar(@Nullable ProgressBar bar) {
    this.bar = bar;
  }

  /// @param total what [#at] will reach, -1 if that is not known
  public static Bar of(String name, long total) {
    return shown(() -> builder(name, total));
  }

  /// @param total bytes of what is read
  public static Bar ofBytes(String name, long total) {
    return shown(() -> bytes(name, total));
  }

  /// One that tells how fast it goes, too.
  ///
  /// @param total bytes of what is fetched
  public static Bar ofDownload(String name, long total) {
    return shown(() -> bytes(name, total).showSpeed());
  }

  private static Bar shown(Supplier<ProgressBarBuilder> builder) {
    return new Bar(Terminal.isError() ? builder.get().build() : null);
  }

  private static ProgressBarBuilder bytes(String name, long total) {
    boolean large = total >= LARGE_BYTES;
    return builder(name, total).setUnit(large ? " MB" : " kB", large ? 1 << 20 : 1 << 10);
  }

  private static ProgressBarBuilder builder(String name, long total) {
    return new ProgressBarBuilder()
        .setTaskName(name)
        .setStyle(ProgressBarStyle.UNICODE_BLOCK)
        .setConsumer(new ConsoleProgressBarConsumer(System.err, Math.min(WIDEST, Terminal.errorColumns() - 1)))
        .setUpdateIntervalMillis(200)
        .setInitialMax(total);
  }

  public void at(long done) {
    if (bar != null) {
      bar.stepTo(done);
    }
  }

  /// Shows this behind the bar.
  public void say(String message) {
    if (bar != null) {
      bar.setExtraMessage(message);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
