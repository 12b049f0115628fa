package io.doppel.api.job;

import io.doppel.engine.Catalogs;
import io.doppel.engine.CollectionName;
import io.doppel.engine.Doppel;
import io.doppel.engine.indexing.ReindexOrder;
import io.doppel.engine.job.JobBusyException;
import io.doppel.engine.job.JobsFullException;
import io.doppel.index.upkeep.Rebuilding;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/// What other servers do that keep their collections in the same cluster: which of them they make anew. When one dies
/// over that, this one goes on with it; when one has done so with another model, this one takes that model, too. Looks
/// every few seconds, in a thread of its own that is a daemon; who asks hears what was seen last. Thread-safe.
public final class OtherServers implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(OtherServers.class.getName());
  private static final Duration LOOK = Duration.ofSeconds(5);

  private final Doppel doppel;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("other-servers").factory());
  private volatile List<Rebuilding> seen = List.of();
  private volatile boolean failed;

  /// Does nothing yet; see [#start].
  public OtherServers(Doppel doppel) {
    this.doppel = doppel;
  }

  /// Looks now and then, unless the collections are in a folder, which no other server has.
  public void start() {
    if (!Catalogs.isFolder(doppel.place())) {
      var ignored = thread.scheduleWithFixedDelay(this::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
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
    try {
      seen = doppel.rebuilds().ofOthers();
      for (Rebuilding rebuilding : seen) {
        if (rebuilding.abandoned()) {
          takeOver(rebuilding);
        }
      }
      doppel.rebuilds().notice();
      failed = false;
    } catch (IOException | RuntimeException e) {
      // The clock stops after a failure that reaches it; a cluster that is away is told once.
      LOG.log(failed ? Level.FINE : Level.WARNING, e, () -> "it cannot be seen what other servers do");
      failed = true;
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
          new CollectionJobs(doppel).takeOver(new CollectionName(rebuilding.index()), order.get());
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
    thread.shutdownNow();
  }
}
