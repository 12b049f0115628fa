package io.doppel.server.route.search;

import io.doppel.api.job.CollectionJobs;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.job.Job;
import io.doppel.projection.CollectionMap;
import io.doppel.projection.MapQuery;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/// The maps that were asked for last, drawn or being drawn. A map is drawn anew when its collection has changed.
/// Thread-safe.
final class Maps {

  /// Each holds the embeddings of its documents: up to 30 MB with 384 dimensions.
  private static final int MOST = 3;

  private record Key(String collection, MapQuery query) {}

  private final class Drawing {
    private final String generation;
    private final Job<CollectionMap> job;
    private boolean handedOut;

    private Drawing(String generation, Job<CollectionMap> job) {
      this.generation = generation;
      this.job = job;
    }

    /// Whether this is what to answer with. A drawing is finished and handed out once even if the collection changes
    /// meanwhile, or one that changes all the time would never have a map.
    private boolean isGood(String now) {
      boolean known = jobs.doppel().jobs().get(job.id()).isPresent();
      return known && (job.isUnderWay() || (job.status().error() == null && (!handedOut || generation.equals(now))));
    }
  }

  /// Those asked for most recently come last; guarded by `this`.
  private final Map<Key, Drawing> drawings = new LinkedHashMap<>(MOST, 0.75f, true);

  private final CollectionJobs jobs;

  Maps(CollectionJobs jobs) {
    this.jobs = jobs;
  }

  /// The drawing of a map, begun if need be.
  ///
  /// @param patience how long to wait for its end
  Job<CollectionMap> of(DocumentCollection collection, MapQuery query, Duration patience) throws IOException {
    Drawing drawing = drawing(collection, query);
    var ignored = drawing.job.await(patience);
    synchronized (this) {
      drawing.handedOut |= !drawing.job.isUnderWay();
    }
    return drawing.job;
  }

  private synchronized Drawing drawing(DocumentCollection collection, MapQuery query) throws IOException {
    Key key = new Key(collection.name().value(), query);
    String generation = collection.generation();
    Drawing known = drawings.get(key);
    if (known != null && known.isGood(generation)) {
      return known;
    }
    Drawing drawing = new Drawing(generation, jobs.draw(collection, query));
    Drawing replaced = drawings.put(key, drawing);
    if (replaced != null) {
      jobs.doppel().jobs().forget(replaced.job);
    }
    Iterator<Drawing> oldest = drawings.values().iterator();
    while (drawings.size() > MOST) {
      jobs.doppel().jobs().forget(oldest.next().job);
      oldest.remove();
    }
    return drawing;
  }
}
