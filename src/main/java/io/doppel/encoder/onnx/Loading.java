package io.doppel.encoder.onnx;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/// A part of a model that is loaded on a thread of its own, while other parts are.
final class Loading<T> {

  private final FutureTask<T> task;

  private Loading(Callable<T> work) {
    this.task = new FutureTask<>(work);
  }

  static <T> Loading<T> start(Callable<T> work) {
    Loading<T> loading = new Loading<>(work);
    Thread.ofPlatform().daemon().name("model-loading").start(loading.task);
    return loading;
  }

  boolean isLoaded() {
    return task.state() == Future.State.SUCCESS;
  }

  /// What was loaded, if it is by now, else something in its stead.
  T resultOr(T other) {
    return isLoaded() ? task.resultNow() : other;
  }

  /// Waits for it.
  T result() throws IOException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException known) {
        throw known;
      }
      throw new IllegalStateException("a model could not be loaded", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while loading a model");
    }
  }
}
