package io.doppel.server.route.search;

import io.doppel.engine.DocumentCollection;
import io.doppel.projection.CollectionMap;
import io.doppel.projection.MapQuery;
import io.doppel.server.job.Job;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/// The maps that were asked for last, drawn or being drawn. A map is drawn anew when its collection has changed. Thread-safe.
final class Maps implements AutoCloseable {

  /// Each holds the embeddings of its documents: up to 30 MB with 384 dimensions.
  private static final int MOST = 3;

  /// Progress is counted in so many parts.
  private static final int PARTS = 1_000;

  private record Key(String collection, MapQuery query) {}

  private static final class Drawing {
    private final String generation;
    private final Job<CollectionMap> job;
    private boolean handedOut;

    private Drawing(String generation, Job<CollectionMap> job) {
      this.generation = generation;
      this.job = job;
    }

    /// Whether this is what to answer with. A drawing is finished and handed out once even if the collection changes meanwhile, or
    /// one that changes all the time would never have a map.
    private boolean isGood(String now) {
      return job.isRunning() || (job.status().error() == null && (!handedOut || generation.equals(now)));
    }
  }

  /// Those asked for most recently come last; guarded by `this`.
  private final Map<Key, Drawing> drawings = new LinkedHashMap<>(MOST, 0.75f, true);

  /// The drawing of a map, begun if need be.
  ///
  /// @param patience how long to wait for its end
  Job<CollectionMap> of(DocumentCollection collection, MapQuery query, Duration patience) throws IOException {
    Drawing drawing = drawing(collection, query);
    drawing.job.await(patience);
    synchronized (this) {
      drawing.handedOut |= !drawing.job.isRunning();
    }
    return drawing.job;
  }

  private synchronized Drawing drawing(DocumentCollection collection, MapQuery query) throws IOException {
    Key key = new Key(collection.name().value(), query);
    String generation = collection.index().generation();
    Drawing known = drawings.get(key);
    if (known != null && known.isGood(generation)) {
      return known;
    }
    Drawing drawing =
        new Drawing(
            generation,
            Job.start(
                "map-" + collection.name(),
                PARTS,
                (progress, cancelled) ->
                    CollectionMap.of(collection.index(), query, part -> progress.accept(Math.round(PARTS * part)), cancelled)));
    drawings.put(key, drawing);
    Iterator<Drawing> oldest = drawings.values().iterator();
    while (drawings.size() > MOST) {
      oldest.next().job.close();
      oldest.remove();
    }
    return drawing;
  }

  /// Tells what is under way to stop.
  synchronized void stop() {
    drawings.values().forEach(drawing -> drawing.job.stop());
  }

  /// Stops what is under way, and waits for it, but no longer than some seconds.
  @Override
  public synchronized void close() {
    drawings.values().forEach(drawing -> drawing.job.close());
  }
}
