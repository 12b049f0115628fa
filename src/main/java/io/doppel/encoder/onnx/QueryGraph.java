package io.doppel.encoder.onnx;

import io.doppel.encoder.onnx.runtime.GraphFile;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The model once more, with more threads a run, for single texts that find the encoder idle: such a text has the
/// shortest latency on several cores, many texts have the highest throughput on one each.
///
/// It takes memory for packed weights and some processor time to open. So it is opened in the background once single
/// texts come repeatedly, as they do at a server, and not for the one query of a command.
final class QueryGraph implements AutoCloseable {

  /// The word that tries a model at loading, and the query of a command.
  private static final int ANSWERED_WITHOUT = 2;

  private final GraphFile file;
  private final OnnxGraph usual;
  private final int threads;
  private final AtomicInteger asked = new AtomicInteger();
  private volatile @Nullable Loading<OnnxGraph> opening;
  private boolean closed;

  /// @param usual serves until this one is open, and always where it has as many threads
  QueryGraph(GraphFile file, OnnxGraph usual, EncoderSettings settings) {
    this.file = file;
    this.usual = usual;
    this.threads = settings.queryThreads();
    this.closed = settings.queryThreads() == settings.threadsPerRun();
  }

  /// The graph for a single text.
  OnnxGraph forOneText() {
    if (asked.get() <= ANSWERED_WITHOUT && asked.incrementAndGet() > ANSWERED_WITHOUT) {
      open();
    }
    Loading<OnnxGraph> begun = opening;
    return begun == null ? usual : begun.resultOr(usual);
  }

  boolean isOpen() {
    Loading<OnnxGraph> begun = opening;
    return begun != null && begun.isLoaded();
  }

  private synchronized void open() {
    if (!closed && opening == null) {
      opening = Loading.start(() -> OnnxGraph.open(file, threads));
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    Loading<OnnxGraph> begun = opening;
    if (begun != null) {
      try {
        begun.result().close();
      } catch (IOException | RuntimeException e) {
        // It never opened, and the usual graph did its work.
      }
    }
  }
}
