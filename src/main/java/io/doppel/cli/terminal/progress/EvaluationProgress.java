package io.doppel.cli.terminal.progress;

import io.doppel.cli.terminal.Count;
import io.doppel.eval.Progress;
import io.doppel.eval.Task;
import java.io.Closeable;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Shows how a measurement goes on standard error: how long it may take, and a bar where that is a terminal.
public final class EvaluationProgress implements Progress, Closeable {

  private static final int WORTH_SAYING_SECONDS = 30;

  private String current = "";
  private @Nullable Bar bar;

  public EvaluationProgress(PrintWriter err, List<Task> tasks) {
    int seconds = Task.seconds(tasks);
    if (seconds >= WORTH_SAYING_SECONDS) {
      int minutes = Math.max(1, Math.round(seconds / 60f));
      err.printf("doppel: this takes about %s on two cores%n", Count.of(minutes, "minute"));
    }
  }

  @Override
  public synchronized void at(String task, long done, long total) {
    if (bar == null || !task.equals(current)) {
      close();
      current = task;
      bar = Bar.of(task, total);
    }
    bar.at(done);
  }

  @Override
  public synchronized void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
