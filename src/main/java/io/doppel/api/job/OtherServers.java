package io.doppel.api.job;

import io.doppel.engine.Catalogs;
import io.doppel.engine.CollectionName;
import io.doppel.engine.Doppel;
import io.doppel.engine.indexing.ReindexOrder;
import io.doppel.engine.job.JobBusyException;
import io.doppel.engine.job.JobsFullException;
import io.doppel.index.upkeep.Rebuilding;
import io.doppel.work.Recurring;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/// What other servers do that keep their collections in the same cluster: which of them they make anew. When one dies
/// over that, this one goes on with it; when one has done so with another model, this one takes that model, too. Looks
/// every few seconds, in a thread of its own that is a daemon; who asks hears what was seen last. Thread-safe.
public final class OtherServers implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(OtherServers.class.getName());
  private static final Duration LOOK = Duration.ofSeconds(5);

  private final Doppel doppel;
  private final Recurring looks = new Recurring("other-servers");
  private volatile List<Rebuilding> seen = List.of();

  /// What went wrong when it looked last: collections, and an empty name for all of them; for its thread.
  private Set<String> failed = Set.of();

  /// Does nothing yet; see [#start].
  public OtherServers(Doppel doppel) {
    this.doppel = doppel;
  }

  /// Looks now and then, unless the collections are in a folder, which no other server has.
  public void start() {
    if (!Catalogs.isFolder(doppel.place())) {
      looks.every(Duration.ZERO, LOOK, this::look);
    }
  }

  /// Their jobs, as they were told last.
  public List<JobJson> jobs() {
    return seen.stream().filter(each -> !each.abandoned()).map(JobJson::of).toList();
  }

  /// The one with that id.
  public Optional<JobJson> job(String id) {
    return jobs().stream().filter(job -> id.equals(job.id())).findFirst();
  }

  /// The one that makes a collection anew.
  public Optional<JobJson> reindexing(CollectionName name) {
    return jobs().stream().filter(job -> name.value().equals(job.collection())).findFirst();
  }

  void look() {
    Set<String> failures = new HashSet<>();
    attempt("", failures, () -> seen = doppel.rebuilds().ofOthers());
    // One that cannot be gone on with keeps nobody from the others.
    for (Rebuilding rebuilding : seen) {
      if (rebuilding.abandoned()) {
        attempt(rebuilding.index(), failures, () -> takeOver(rebuilding));
      }
    }
    attempt("", failures, () -> doppel.rebuilds().notice());
    failed = failures;
  }

  private interface Attempt {
    void run() throws IOException;
  }

  /// A failure keeps nobody from what comes behind it; one that lasts is told once.
  private void attempt(String collection, Set<String> failures, Attempt attempt) {
    try {
      attempt.run();
    } catch (IOException | RuntimeException | Error e) {
      failures.add(collection);
      LOG.log(
          failed.contains(collection) ? Level.FINE : Level.WARNING,
          e,
          () ->
              collection.isEmpty()
                  ? "it cannot be seen what other servers do"
                  : "collection \"%s\", which another server has left, cannot be made anew here".formatted(collection));
    }
  }

  private void takeOver(Rebuilding rebuilding) throws IOException {
    Optional<ReindexOrder> order = ReindexOrder.read(rebuilding.order());
    Optional<String> model = order.flatMap(ReindexOrder::model);
    if (model.isEmpty() || !doppel.rebuilds().canReindexBy(model.get())) {
      return;
    }
    try {
      var ignored =
          new CollectionJobs(doppel)
              .takeOver(new CollectionName(rebuilding.index()), rebuilding.total(), order.get());
      LOG.info(
          () ->
              "goes on with reindexing collection \"%s\", which %s has left"
                  .formatted(rebuilding.index(), rebuilding.who()));
    } catch (JobBusyException | JobsFullException e) {
      // The next time, if it is left to do then.
    }
  }

  @Override
  public void close() {
    looks.close();
  }
}
