package io.doppel.server.job;

import io.doppel.engine.CollectionBusyException;
import io.doppel.engine.CollectionName;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.server.body.Parameters;
import io.doppel.server.compute.Addresses;
import io.doppel.server.compute.Load;
import io.doppel.server.problem.RequestException;
import io.javalin.http.HttpStatus;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The last job of one kind of each collection. Thread-safe.
///
/// @param <R> what comes of a job
public final class Jobs<R> implements AutoCloseable {

  private final String kind;
  private final Map<CollectionName, Begun<R>> jobs = new ConcurrentHashMap<>();

  /// @param of what the job was begun with, where a result is of no use to another collection of that name
  private record Begun<R>(Job<R> job, @Nullable DocumentCollection of) {}

  /// @param kind what the jobs are, for people who read the log, and for codes of problems
  public Jobs(String kind) {
    this.kind = kind;
  }

  /// Begins, unless the collection has such a job under way.
  ///
  /// @param total of what is counted as done
  /// @throws CollectionBusyException if it has
  public synchronized Job<R> start(CollectionName collection, long total, Job.Work<R> work) {
    if (last(collection).filter(Job::isRunning).isPresent()) {
      throw new CollectionBusyException(collection);
    }
    return begin(collection, null, total, work);
  }

  /// Begins in place of the collection's last job, which is stopped; but nothing while another collection has such a job under way,
  /// since one is enough for the machine. What comes of it is of this very collection: it ends with it, also where another one
  /// gets its name.
  ///
  /// @param total of what is counted as done
  /// @throws RequestException if another has
  public synchronized Job<R> restart(DocumentCollection collection, long total, Job.Work<R> work) {
    forget(collection.name());
    if (jobs.values().stream().anyMatch(begun -> begun.job().isRunning())) {
      throw new RequestException(
          HttpStatus.CONFLICT,
          kind + "_busy",
          "the %s of another collection is under way; wait until that is done, or stop it".formatted(kind));
    }
    return begin(collection.name(), collection, total, work);
  }

  private Job<R> begin(CollectionName name, @Nullable DocumentCollection of, long total, Job.Work<R> work) {
    Job<R> job = Job.start(kind + "-" + name, total, work);
    jobs.put(name, new Begun<>(job, of));
    return job;
  }

  /// The last one of a collection since the server started; nothing if there was none.
  public Optional<Job<R>> last(CollectionName collection) {
    return Optional.ofNullable(jobs.get(collection)).map(Begun::job);
  }

  /// The last one that this very collection was given; one of a collection that had its name before is forgotten.
  public Optional<Job<R>> last(DocumentCollection collection) {
    Begun<R> begun = jobs.get(collection.name());
    if (begun != null && begun.of() != null && begun.of() != collection && jobs.remove(collection.name(), begun)) {
      begun.job().close();
    }
    return last(collection.name());
  }

  /// How far that is.
  public Job.Status<R> status(CollectionName collection) {
    return last(collection).map(Job::status).orElseGet(Job.Status::none);
  }

  /// How far that is.
  public Job.Status<R> status(DocumentCollection collection) {
    return last(collection).map(Job::status).orElseGet(Job.Status::none);
  }

  /// Lets clients ask at this address how far the job of a collection is and what came of it, and stop it, which forgets that.
  public void register(Addresses addresses, String path, Doppel doppel) {
    addresses.get(path, Load.LIGHT, ctx -> ctx.json(status(Parameters.collection(ctx, doppel))));
    addresses.delete(
        path,
        Load.LIGHT,
        ctx -> {
          forget(Parameters.collection(ctx, doppel).name());
          ctx.status(HttpStatus.NO_CONTENT);
        });
  }

  /// Stops the job of a collection, if there is one, and waits for that.
  public void stop(CollectionName collection) {
    last(collection).ifPresent(Job::close);
  }

  /// Stops the job of a collection, and forgets what came of it.
  public void forget(CollectionName collection) {
    Begun<R> begun = jobs.remove(collection);
    if (begun != null) {
      begun.job().close();
    }
  }

  /// Tells all that are under way to stop.
  public void stop() {
    jobs.values().forEach(begun -> begun.job().stop());
  }

  /// Stops all that are under way, and waits for it, but no longer than some seconds.
  @Override
  public void close() {
    stop();
    jobs.values().forEach(begun -> begun.job().close());
  }
}
