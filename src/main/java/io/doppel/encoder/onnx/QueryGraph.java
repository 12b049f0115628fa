package io.doppel.encoder.onnx;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The graph for single texts, which may use more threads than a run among others. It is opened in the background, so that a
/// program of one query need not wait for it; there is none where it would not be faster.
final class QueryGraph implements AutoCloseable {

  private final GraphFile file;
  private final EncoderSettings settings;
  private volatile @Nullable Loading<OnnxGraph> loading;

  QueryGraph(GraphFile file, EncoderSettings settings) {
    this.file = file;
    this.settings = settings;
  }

  void startToOpen() {
    if (settings.queryThreads() > settings.threadsPerRun()) {
      loading = Loading.start(() -> OnnxGraph.open(file, settings.queryThreads()));
    }
  }

  boolean isOpen() {
    Loading<OnnxGraph> started = loading;
    return started != null && started.isDone();
  }

  /// This graph if it is open, or else the other one.
  OnnxGraph or(OnnxGraph other) {
    Loading<OnnxGraph> started = loading;
    return started != null && started.isDone() ? started.resultNow() : other;
  }

  /// Waits until it is open, if it is being opened.
  @Override
  public void close() {
    Loading<OnnxGraph> started = loading;
    if (started != null) {
      try {
        started.result().close();
      } catch (IOException | RuntimeException e) {
        // It never opened, and the other graph did its work.
      }
    }
  }
}
