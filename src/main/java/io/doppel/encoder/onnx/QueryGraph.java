package io.doppel.encoder.onnx;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;

/// The model once more, with more threads a run, for single texts that find the encoder idle: such a text has the
/// shortest latency on several cores, many texts have the highest throughput on one each.
///
/// It takes memory for packed weights and some processor time to open. So it is opened in the background once single
/// texts come repeatedly, as they do at a server, and not for the one query of a command.
final class QueryGraph implements AutoCloseable {

  /// The word that tries a model at loading, and the query of a command.
  private static final int ANSWERED_WITHOUT = 2;

  private final OnnxGraph usual;
  private final FutureTask<OnnxGraph> opening;
  private final AtomicInteger asked = new AtomicInteger();
  private boolean started;
  private boolean closed;

  /// @param usual serves until this one is open, and always where it has as many threads
  QueryGraph(GraphFile file, OnnxGraph usual, EncoderSettings settings) {
    this.usual = usual;
    this.opening = new FutureTask<>(() -> OnnxGraph.open(file, settings.queryThreads()));
    this.closed = settings.queryThreads() == settings.threadsPerRun();
  }

  /// The graph for a single text.
  OnnxGraph forOneText() {
    if (asked.get() <= ANSWERED_WITHOUT && asked.incrementAndGet() > ANSWERED_WITHOUT) {
      start();
    }
    return isOpen() ? opening.resultNow() : usual;
  }

  boolean isOpen() {
    return opening.state() == Future.State.SUCCESS;
  }

  private synchronized void start() {
    if (!closed && !started) {
      started = true;
      Thread.ofPlatform().daemon().name("model-loading").start(opening);
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      if (!started) {
        return;
      }
    }
    try {
      opening.get().close();
    } catch (ExecutionException e) {
      // It never opened, and the usual graph did its work.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
