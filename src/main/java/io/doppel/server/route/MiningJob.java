package io.doppel.server.route;

import io.doppel.api.duplicates.ClusterJson;
import io.doppel.duplicates.mining.Mined;
import io.doppel.engine.DocumentCollection;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One look through a whole collection, in a thread of its own.
final class MiningJob implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(MiningJob.class.getName());

  /// More clusters than these are for files: `doppel duplicates --all`.
  private static final int MAX_CLUSTERS = 100;

  private final DocumentCollection collection;
  private final float threshold;
  private final long total;
  private final Thread thread;
  private volatile long done;
  private volatile boolean cancelled;
  private volatile @Nullable Result result;
  private volatile @Nullable String failure;

  private MiningJob(DocumentCollection collection, float threshold) throws IOException {
    this.collection = collection;
    this.threshold = threshold;
    this.total = collection.index().passages();
    this.thread = Thread.ofPlatform().name("mining-" + collection.name()).unstarted(this::run);
  }

  static MiningJob start(DocumentCollection collection, float threshold) throws IOException {
    MiningJob job = new MiningJob(collection, threshold);
    job.thread.start();
    return job;
  }

  /// What was found. `superfluous` documents are in a cluster whose representative is another one; `exact` ones have the very
  /// text of another one.
  record Result(
      int documents, int pairs, int clusters, long superfluous, long exact, boolean truncated, List<ClusterJson> largest) {

    static Result of(Mined mined, DocumentCollection collection) throws IOException {
      return new Result(
          mined.pairs().documents(),
          mined.pairs().size(),
          mined.clusters().size(),
          mined.clusters().stream().mapToLong(cluster -> cluster.size() - 1L).sum(),
          mined.exact(),
          mined.pairs().truncated(),
          ClusterJson.largest(mined, collection.index(), MAX_CLUSTERS));
    }
  }

  /// Where a job is. `state` is `none`, `running`, `done` or `failed`; `done` and `total` count passages.
  record Status(String state, long done, long total, @Nullable Result result, @Nullable String error) {

    static final Status NONE = new Status("none", 0, 0, null, null);
  }

  Status status() {
    Result found = result;
    String error = failure;
    return new Status(found != null ? "done" : error != null ? "failed" : "running", done, total, found, error);
  }

  boolean isRunning() {
    return thread.isAlive();
  }

  /// Stops the job and waits for it.
  @Override
  public void close() {
    cancelled = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      Mined mined = collection.duplicates().mine(threshold, count -> done = count, () -> cancelled);
      result = Result.of(mined, collection);
    } catch (CancellationException e) {
      failure = "stopped";
    } catch (IOException | RuntimeException e) {
      failure = String.valueOf(e.getMessage());
      LOG.log(Level.WARNING, e, () -> "looking through \"%s\" failed".formatted(collection.name()));
    }
  }
}
