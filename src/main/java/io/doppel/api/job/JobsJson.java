package io.doppel.api.job;

import io.doppel.engine.job.Jobs;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Jobs as programs see them, the newest first, without their results and events.
public record JobsJson(List<JobJson> jobs) {

  /// Of those that ended, so many are told to who listens all the time.
  private static final int RECENT = 20;

  /// All that are known; those of other servers come last.
  public static JobsJson of(Jobs jobs, OtherServers others) {
    return new JobsJson(Stream.concat(jobs.list().stream().map(JobJson::of), others.jobs().stream()).toList());
  }

  /// All that are under way, and those that ended among the last ones.
  public static JobsJson recent(Jobs jobs, OtherServers others) {
    List<JobJson> all = of(jobs, others).jobs();
    List<JobJson> last = all.subList(0, Math.min(RECENT, all.size()));
    return new JobsJson(
        all.stream().filter(job -> job.isUnderWay() || last.contains(job)).toList());
  }

  /// Those of some collections.
  public JobsJson in(Predicate<@Nullable String> collections) {
    return new JobsJson(jobs.stream().filter(job -> collections.test(job.collection())).toList());
  }
}
