package io.doppel.server.job;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The last job of one kind of each collection. One runs at a time.
///
/// @param <R> what comes of a job
public final class Jobs<R> implements AutoCloseable {

  private final String kind;
  private final Map<String, Job<R>> jobs = new ConcurrentHashMap<>();

  /// @param kind what the jobs do, for people who read the log
  public Jobs(String kind) {
    this.kind = kind;
  }

  /// Begins, in place of the collection's last job, which is stopped.
  ///
  /// @param total of what is counted as done
  /// @return whether it began: not while a job of another collection runs
  public synchronized boolean start(String collection, long total, Job.Work<R> work) {
    stop(collection);
    if (jobs.values().stream().anyMatch(Job::isRunning)) {
      return false;
    }
    jobs.put(collection, Job.start(kind + "-" + collection, total, work));
    return true;
  }

  /// How far the collection's last job is.
  public Job.Status<R> status(String collection) {
    Job<R> job = jobs.get(collection);
    return job == null ? Job.Status.none() : job.status();
  }

  /// Stops the collection's job and forgets what came of it.
  public void stop(String collection) {
    Job<R> job = jobs.remove(collection);
    if (job != null) {
      job.close();
    }
  }

  /// Stops what is under way.
  @Override
  public void close() {
    jobs.values().forEach(Job::close);
  }
}
