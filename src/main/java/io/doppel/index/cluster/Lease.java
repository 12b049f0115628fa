package io.doppel.index.cluster;

import io.doppel.file.KeptFile;
import io.doppel.index.failure.IndexLockedException;
import io.doppel.index.upkeep.Rebuilding;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The word of a process that it makes an index anew. It is kept beside the index and renewed for as long as it is
/// held; when its owner has died, others may take it after a minute, and then he does not have it any more, even if he
/// comes back. Clocks of machines may differ by some seconds: what keeps two apart whatever clocks say is
/// [WriteAccess]. Thread-safe.
final class Lease implements Closeable {

  static final String FILE = "rebuild.lease";

  private static final Logger LOG = Logger.getLogger(Lease.class.getName());
  private static final Duration LASTS = Duration.ofSeconds(60);
  private static final Duration RENEWED = Duration.ofSeconds(15);

  private final KeptFile file;
  private final Holder holder;
  private final InstantSource clock;
  private final Instant since;
  private final String owner = UUID.randomUUID().toString();
  private final Thread renewing = Thread.ofPlatform().daemon().name("lease").unstarted(this::goOn);
  private volatile Work work = () -> {};
  private volatile String index = "";

  /// By the clock, which goes on while a machine sleeps, and by one that nobody sets.
  private volatile Instant until = Instant.MIN;

  private volatile long renewed;
  private volatile boolean lost;
  private volatile boolean finished;
  private volatile long done;
  private volatile long total;

  /// Who makes an index anew, and what for.
  ///
  /// @param process tells it from others
  /// @param order see [io.doppel.index.Catalog#rebuild(String, String)]
  record Holder(String process, String order) {}

  /// What is done now and then while a lease is held.
  @FunctionalInterface
  interface Work {
    void run() throws IOException;
  }

  /// @param owner whose it is; each attempt is another one
  /// @param index the index that is made anew, as the cluster calls it; empty if that is not known yet
  /// @param until the end, in milliseconds of the clock
  private record Kept(
      String owner,
      String process,
      String who,
      String order,
      String index,
      long since,
      long until,
      long done,
      long total) {

    static Optional<Kept> of(byte[] content) {
      try {
        JsonNode json = JsonMapper.shared().readTree(content);
        return Optional.of(
            new Kept(
                json.path("owner").asString(""),
                json.path("process").asString(""),
                json.path("who").asString("somebody"),
                json.path("order").asString(""),
                json.path("index").asString(""),
                json.path("since").asLong(0),
                json.path("until").asLong(0),
                json.path("done").asLong(0),
                json.path("total").asLong(0)));
      } catch (JacksonException e) {
        return Optional.empty();
      }
    }

    boolean isOver(InstantSource clock) {
      return clock.millis() > until;
    }

    IndexLockedException held() {
      return new IndexLockedException(
          "the collection is being made anew by %s; wait until that is done".formatted(who), null);
    }
  }

  private Lease(KeptFile file, Holder holder, InstantSource clock) {
    this.file = file;
    this.holder = holder;
    this.clock = clock;
    this.since = clock.instant();
  }

  /// @param file that keeps it
  /// @throws IndexLockedException if another process has it
  static Lease take(KeptFile file, Holder holder) throws IOException {
    Lease lease = take(file, holder, InstantSource.system());
    lease.renewing.start();
    return lease;
  }

  /// The same, which does not renew itself.
  static Lease take(KeptFile file, Holder holder, InstantSource clock) throws IOException {
    Lease lease = new Lease(file, holder, clock);
    lease.write(
        present -> {
          if (present.isPresent() && !present.get().isOver(clock)) {
            throw present.get().held();
          }
        });
    return lease;
  }

  /// @throws IndexLockedException if somebody has it
  static void requireFree(KeptFile file) throws IOException {
    Optional<Kept> present = file.read().flatMap(Kept::of);
    if (present.isPresent() && !present.get().isOver(InstantSource.system())) {
      throw present.get().held();
    }
  }

  /// What a lease tells others than the process that has it.
  ///
  /// @param index the name of the collection
  /// @param now its index, as the cluster calls it; where that is another one, the work is done
  /// @param content of the file
  /// @param process who asks
  static Optional<Rebuilding> told(String index, String now, byte[] content, String process) {
    InstantSource clock = InstantSource.system();
    return Kept.of(content)
        .filter(kept -> kept.index.isEmpty() || kept.index.equals(now))
        .filter(kept -> kept.isOver(clock) || !kept.process.equals(process))
        .map(kept ->
            new Rebuilding(
                kept.owner,
                index,
                kept.order,
                kept.who,
                Instant.ofEpochMilli(kept.since),
                kept.done,
                kept.total,
                kept.isOver(clock)));
  }

  /// @throws IndexLockedException if it was over, even if nobody else has it
  void renew() throws IOException {
    require();
    write(
        present -> {
          if (present.isEmpty() || !present.get().owner.equals(owner)) {
            throw lost();
          }
        });
  }

  private interface Check {
    void of(Optional<Kept> present) throws IOException;
  }

  private void write(Check check) throws IOException {
    long start = System.nanoTime();
    Instant end = clock.instant().plus(LASTS);
    file.change(
        before -> {
          check.of(before.flatMap(Kept::of));
          return Optional.of(content(end.toEpochMilli()));
        });
    until = end;
    renewed = start;
  }

  private byte[] content(long end) {
    String who = "process %d of %s".formatted(ProcessHandle.current().pid(), machine());
    Kept kept = new Kept(owner, holder.process, who, holder.order, index, since.toEpochMilli(), end, done, total);
    return JsonMapper.shared().writeValueAsBytes(kept);
  }

  private static String machine() {
    return Optional.ofNullable(System.getenv("HOSTNAME")).orElse("a machine without a name");
  }

  private void goOn() {
    while (!lost) {
      try {
        Thread.sleep(RENEWED);
        renew();
        work.run();
      } catch (InterruptedException e) {
        return;
      } catch (IndexLockedException e) {
        lost = true;
      } catch (IOException | RuntimeException e) {
        // It is lost when this lasts.
        LOG.log(Level.WARNING, "the right to make a collection anew could not be renewed: {0}", e.getMessage());
      }
    }
  }

  /// @throws IndexLockedException if it was lost meanwhile
  void require() throws IndexLockedException {
    if (lost || System.nanoTime() - renewed > LASTS.toNanos() || clock.instant().isAfter(until)) {
      lost = true;
      throw lost();
    }
  }

  private static IndexLockedException lost() {
    return new IndexLockedException(
        "the cluster was out of reach for so long that others may write to the collection; make it anew once more",
        null);
  }

  /// Whose it is: tells it from all other attempts.
  String owner() {
    return owner;
  }

  /// Tells others which index it is about.
  void tell(IndexName of) throws IOException {
    index = of.index();
    renew();
  }

  /// Does this with each renewal.
  void keep(Work other) {
    work = other;
  }

  /// How far it is, to be told with the next renewal.
  void tell(long read, long all) {
    done = read;
    total = all;
  }

  /// Nothing is left for others to go on with once this is closed.
  void finish() {
    finished = true;
  }

  /// Gives it back; where it was not finished, others may go on at once.
  @Override
  public void close() throws IOException {
    renewing.interrupt();
    file.change(
        before -> {
          boolean ours = before.flatMap(Kept::of).filter(present -> present.owner.equals(owner)).isPresent();
          return !ours ? before : finished ? Optional.empty() : Optional.of(content(0));
        });
  }
}
