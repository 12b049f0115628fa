package io.doppel.server.route.search;

import io.doppel.api.job.CollectionJobs;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.job.Job;
import io.doppel.projection.CollectionMap;
import io.doppel.projection.MapQuery;
import io.doppel.server.limit.Allowance;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The maps that were asked for last, drawn or being drawn. A map is drawn anew when its collection has changed. How
/// many there are in all, and how much memory they take, is bounded by the registry of jobs. Thread-safe.
final class Maps {

  /// Of one collection. A new one takes the place of an old one of the same collection, never of another: whoever may
  /// look at one collection must not be able to stop what others wait for.
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
      return isKnown()
          && (job.isUnderWay() || (job.status().error() == null && (!handedOut || generation.equals(now))));
    }

    private boolean isKnown() {
      return jobs.doppel().jobs().get(job.id()).isPresent();
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
  /// @param allowance of whoever wants it
  /// @param patience how long to wait for its end
  Job<CollectionMap> of(DocumentCollection collection, MapQuery query, Allowance allowance, Duration patience)
      throws IOException {
    Drawing drawing = drawing(collection, query, allowance);
    var ignored = drawing.job.await(patience);
    synchronized (this) {
      drawing.handedOut |= !drawing.job.isUnderWay();
    }
    return drawing.job;
  }

  private Drawing drawing(DocumentCollection collection, MapQuery query, Allowance allowance) throws IOException {
    // Neither to look at the collection nor to wait until a job has stopped keeps anybody else waiting.
    String generation = collection.generation();
    List<Job<CollectionMap>> superfluous = new ArrayList<>();
    Drawing drawing =
        drawing(
            new Key(collection.name().value(), query),
            generation,
            superfluous,
            () -> allowance.job(() -> jobs.draw(collection, query)));
    superfluous.forEach(jobs.doppel().jobs()::forget);
    return drawing;
  }

  @FunctionalInterface
  private interface Begin {
    Job<CollectionMap> drawing() throws IOException;
  }

  /// @param superfluous gets what is to be forgotten
  private synchronized Drawing drawing(
      Key key, String generation, List<Job<CollectionMap>> superfluous, Begin begin) throws IOException {
    Drawing known = drawings.get(key);
    if (known != null && known.isGood(generation)) {
      return known;
    }
    Drawing drawing = new Drawing(generation, begin.drawing());
    Drawing replaced = drawings.put(key, drawing);
    if (replaced != null) {
      superfluous.add(replaced.job);
    }
    makeRoom(key.collection(), superfluous);
    return drawing;
  }

  /// Takes out what the registry of jobs has forgotten, and of one collection the oldest, ended ones first.
  private void makeRoom(String collection, List<Job<CollectionMap>> superfluous) {
    drawings.values().removeIf(drawing -> !drawing.isKnown());
    List<Map.Entry<Key, Drawing>> own =
        drawings.entrySet().stream()
            .filter(entry -> entry.getKey().collection().equals(collection))
            .sorted(Comparator.comparing(entry -> entry.getValue().job.isUnderWay()))
            .toList();
    for (Map.Entry<Key, Drawing> entry : own.subList(0, Math.max(0, own.size() - MOST))) {
      drawings.remove(entry.getKey());
      superfluous.add(entry.getValue().job);
    }
  }
}
