package io.doppel.server.job;

import io.doppel.engine.CollectionBusyException;
import io.doppel.engine.CollectionName;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The last job of one kind of each collection, which keeps others from beginning until it ends. Thread-safe.
public final class ExclusiveJobs implements AutoCloseable {

  private final String kind;
  private final Map<String, Job<?>> jobs = new ConcurrentHashMap<>();

  /// @param kind what the jobs do, for people who read the log
  public ExclusiveJobs(String kind) {
    this.kind = kind;
  }

  /// @param total of what is counted as done
  /// @throws CollectionBusyException if the collection has such a job under way
  public Job<?> start(CollectionName collection, long total, Job.Work<?> work) {
    return jobs.compute(
        collection.value(),
        (name, last) -> {
          if (last != null && last.isRunning()) {
            throw new CollectionBusyException(collection);
          }
          return Job.start(kind + "-" + name, total, work);
        });
  }

  /// The last one of a collection since the server started; null if there was none.
  public @Nullable Job<?> last(CollectionName collection) {
    return jobs.get(collection.value());
  }

  /// Stops the job of a collection, if there is one, and waits for that.
  public void stop(CollectionName collection) {
    Job<?> job = last(collection);
    if (job != null) {
      job.close();
    }
  }

  /// Stops all that are under way.
  @Override
  public void close() {
    jobs.values().forEach(Job::close);
  }
}
