package io.doppel.engine.job;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/// The jobs of a process: those under way and the last ones that ended, within [JobLimits]. A few compute at once, and
/// others wait for them in the order in which they came, but those of an owner who has fewer under way come first.
/// Thread-safe.
public final class Jobs implements AutoCloseable {

  private static final int ID_BYTES = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(4);
  private static final ScopedValue<String> OWNER = ScopedValue.newInstance();

  private final SecureRandom random = new SecureRandom();
  private final JobLimits limits;
  private final Clock clock;

  /// By id, in the order in which they were begun; guarded by `this`, as is all below.
  private final Map<String, Job<?>> jobs = new LinkedHashMap<>();

  /// Guarded by itself.
  private final Map<End, Long> ended = new HashMap<>();

  private final Queue<Job<?>> waiting = new ArrayDeque<>();
  private int running;

  /// How many of each owner compute.
  private final Map<String, Integer> runningOf = new HashMap<>();

  private volatile boolean ending;

  /// How jobs of a kind end.
  public record End(String kind, JobState state) {}

  /// How many there are now.
  public record Load(int running, int waiting) {}

  public Jobs() {
    this(JobLimits.STANDARD, Clock.systemUTC());
  }

  /// @param clock tells when a job began and ended, and whether it is too old to be kept
  public Jobs(JobLimits limits, Clock clock) {
    this.limits = limits;
    this.clock = clock;
  }

  /// Begins jobs for somebody, who leaves a place to others: of those that compute at once, all but one may be his.
  ///
  /// @param beginning calls [#start]
  public static <T, X extends Throwable> T of(String owner, ScopedValue.CallableOp<? extends T, X> beginning)
      throws X {
    return ScopedValue.where(OWNER, owner).call(beginning);
  }

  /// Begins a job, or lets it wait for its turn.
  ///
  /// @param collection the name of the one that it works on
  /// @param total of what is counted as done; 0 where nobody knows
  /// @throws JobBusyException if there is one under way beside which its kind may not be begun
  /// @throws JobsFullException if too many wait
  public synchronized <R> Job<R> start(JobKind<R> kind, String collection, long total, JobWork<R> work) {
    prune();
    List<Job<?>> others = jobs.values().stream().filter(job -> job.kind() == kind).toList();
    List<Job<?>> own = others.stream().filter(job -> job.collection().equals(collection)).toList();
    switch (kind.repetition()) {
      case BESIDE -> {}
      case ONE_A_COLLECTION -> {
        if (own.stream().anyMatch(Job::isUnderWay)) {
          throw JobBusyException.sameCollection(kind, collection);
        }
      }
      case ONE -> {
        if (own.stream().anyMatch(Job::isUnderWay)) {
          throw JobBusyException.sameCollection(kind, collection);
        }
        if (others.stream().anyMatch(Job::isUnderWay)) {
          throw JobBusyException.otherCollection(kind);
        }
      }
      case ONE_AND_THE_NEWEST -> {
        if (others.stream().anyMatch(job -> job.isUnderWay() && !job.collection().equals(collection))) {
          throw JobBusyException.otherCollection(kind);
        }
      }
    }
    waiting.removeIf(job -> !job.isUnderWay());
    String owner = OWNER.orElse("");
    if (waiting.size() >= limits.waiting() && !(running < limits.running() && mayRun(owner))) {
      throw new JobsFullException(waiting.size());
    }
    if (kind.repetition() == JobKind.Repetition.ONE_AND_THE_NEWEST || kind.repetition() == JobKind.Repetition.ONE) {
      own.forEach(this::remove);
    }
    Job<R> job =
        new Job<>(
            newId(), kind, collection, owner, total, work, clock, state -> count(new End(kind.toString(), state)));
    jobs.put(job.id(), job);
    waiting.add(job);
    giveTurns();
    return job;
  }

  private void count(End end) {
    synchronized (ended) {
      ended.merge(end, 1L, Long::sum);
    }
  }

  /// How many have ended, and how, since the process began.
  public Map<End, Long> ended() {
    synchronized (ended) {
      return Map.copyOf(ended);
    }
  }

  /// How many are under way.
  public synchronized Load load() {
    return new Load(running, (int) waiting.stream().filter(Job::isUnderWay).count());
  }

  private String newId() {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private void giveTurns() {
    waiting.removeIf(job -> !job.isUnderWay());
    while (running < limits.running()) {
      Optional<Job<?>> next =
          waiting.stream()
              .filter(job -> mayRun(job.owner()))
              .min(Comparator.comparingInt(job -> runningOf.getOrDefault(job.owner(), 0)));
      if (next.isEmpty()) {
        return;
      }
      Job<?> job = next.get();
      waiting.remove(job);
      running++;
      runningOf.merge(job.owner(), 1, Integer::sum);
      var ignored = Thread.ofPlatform().name(job.kind() + "-" + job.collection()).start(() -> run(job));
    }
  }

  /// Nobody in particular may have all places, as may the only one there is.
  private boolean mayRun(String owner) {
    return owner.isEmpty() || runningOf.getOrDefault(owner, 0) < Math.max(1, limits.running() - 1);
  }

  private void run(Job<?> job) {
    try {
      job.run();
    } finally {
      synchronized (this) {
        running--;
        runningOf.computeIfPresent(job.owner(), (_, count) -> count == 1 ? null : count - 1);
        prune();
        giveTurns();
      }
    }
  }

  /// Forgets those that ended which are too old, and the oldest of those that are too many or too large together.
  private void prune() {
    Instant oldest = clock.instant().minus(limits.keptFor());
    int kept = 0;
    long bytes = 0;
    for (Job<?> job : new ArrayList<>(jobs.values()).reversed()) {
      Instant end = job.status().finishedAt();
      if (end == null) {
        continue;
      }
      boolean tooLarge = bytes > 0 && bytes + job.bytes() > limits.keptBytes();
      if (end.isBefore(oldest) || kept == limits.kept() || (job.bytes() > 0 && tooLarge)) {
        jobs.remove(job.id());
      } else {
        kept++;
        bytes += job.bytes();
      }
    }
  }

  /// All that are known, the newest first.
  public synchronized List<Job<?>> list() {
    prune();
    return new ArrayList<>(jobs.values()).reversed();
  }

  /// The one with that id; nothing if it is forgotten.
  public synchronized Optional<Job<?>> get(String id) {
    prune();
    return Optional.ofNullable(jobs.get(id));
  }

  /// The last one of that kind of a collection; nothing if there was none, or if it is forgotten.
  public synchronized <R> Optional<Job<R>> last(JobKind<R> kind, String collection) {
    return list().stream()
        .filter(job -> job.kind() == kind && job.collection().equals(collection))
        .map(Jobs::<R>typed)
        .findFirst();
  }

  /// A kind is a constant, so that a job of it has its type.
  @SuppressWarnings("unchecked")
  private static <R> Job<R> typed(Job<?> job) {
    return (Job<R>) job;
  }

  /// Stops a job if it is under way, and waits for that, some seconds at most.
  public void stop(Job<?> job) {
    job.cancel();
    var ignored = job.await(PATIENCE);
  }

  /// Stops a job if it is under way, and forgets it with what came of it.
  public void forget(Job<?> job) {
    synchronized (this) {
      remove(job);
    }
    stop(job);
  }

  /// Tells all jobs of a collection to stop, and forgets them: what came of them is of no use to another one of that
  /// name.
  public synchronized void forget(String collection) {
    List.copyOf(jobs.values()).stream().filter(job -> job.collection().equals(collection)).forEach(this::remove);
  }

  private void remove(Job<?> job) {
    jobs.remove(job.id());
    job.cancel();
  }

  /// Whether all were told to stop, since the process ends.
  public boolean isEnding() {
    return ending;
  }

  /// Tells all that are under way to stop, for the process ends.
  public void cancelAll() {
    ending = true;
    underWay().forEach(Job::cancel);
  }

  private synchronized List<Job<?>> underWay() {
    return jobs.values().stream().filter(Job::isUnderWay).toList();
  }

  /// Stops all that are under way, and waits for it, some seconds at most.
  @Override
  public void close() {
    ending = true;
    List<Job<?>> left = underWay();
    left.forEach(Job::cancel);
    Instant latest = Instant.now().plus(PATIENCE);
    left.forEach(job -> job.await(Duration.between(Instant.now(), latest)));
  }
}
