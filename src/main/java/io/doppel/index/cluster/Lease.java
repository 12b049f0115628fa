package io.doppel.index.cluster;

import io.doppel.file.KeptFile;
import io.doppel.index.failure.IndexLockedException;
import io.doppel.index.upkeep.Rebuilding;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The right to make an index anew, which one process at a time has. It is kept beside the index and renewed for as
/// long as it is held; when its owner has died, others may take it after a minute. Clocks of machines may differ by
/// some seconds. Thread-safe.
final class Lease implements Closeable {

  static final String FILE = "rebuild.lease";

  private static final Logger LOG = Logger.getLogger(Lease.class.getName());
  private static final Duration LASTS = Duration.ofSeconds(60);
  private static final Duration RENEWED = Duration.ofSeconds(15);

  private final KeptFile file;
  private final Holder holder;
  private final Instant since = Instant.now();
  private final String owner = UUID.randomUUID().toString();
  private final Thread renewing = Thread.ofPlatform().daemon().name("lease").unstarted(this::goOn);
  private volatile long renewed;
  private volatile boolean lost;
  private volatile boolean left;
  private volatile long done;
  private volatile long total;

  /// Who makes an index anew, and what for.
  ///
  /// @param process tells it from others
  /// @param order see [io.doppel.index.Catalog#rebuild(String, String)]
  record Holder(String process, String order) {}

  /// @param owner whose it is; each attempt is another one
  /// @param until the end, in milliseconds of the clock
  private record Kept(
      String owner, String process, String who, String order, long since, long until, long done, long total) {

    static Optional<Kept> of(byte[] content) {
      try {
        JsonNode json = JsonMapper.shared().readTree(content);
        return Optional.of(
            new Kept(
                json.path("owner").asString(""),
                json.path("process").asString(""),
                json.path("who").asString("somebody"),
                json.path("order").asString(""),
                json.path("since").asLong(0),
                json.path("until").asLong(0),
                json.path("done").asLong(0),
                json.path("total").asLong(0)));
      } catch (JacksonException e) {
        return Optional.empty();
      }
    }

    boolean isOver() {
      return Instant.now().toEpochMilli() > until;
    }
  }

  private Lease(KeptFile file, Holder holder) {
    this.file = file;
    this.holder = holder;
  }

  /// @param file that keeps it
  /// @throws IndexLockedException if another process has it
  static Lease take(KeptFile file, Holder holder) throws IOException {
    Lease lease = new Lease(file, holder);
    lease.renew();
    lease.renewing.start();
    return lease;
  }

  /// Whether somebody had it and has died since.
  static boolean isAbandoned(KeptFile file) throws IOException {
    return file.read().flatMap(Kept::of).map(Kept::isOver).orElse(false);
  }

  /// What a lease tells others than the process that has it.
  ///
  /// @param index the name of the index
  /// @param content of the file
  /// @param process who asks
  static Optional<Rebuilding> told(String index, byte[] content, String process) {
    return Kept.of(content)
        .filter(kept -> kept.isOver() || !kept.process.equals(process))
        .map(kept ->
            new Rebuilding(
                kept.owner,
                index,
                kept.order,
                kept.who,
                Instant.ofEpochMilli(kept.since),
                kept.done,
                kept.total,
                kept.isOver()));
  }

  private void renew() throws IOException {
    long start = System.nanoTime();
    file.change(
        before -> {
          Optional<Kept> present = before.flatMap(Kept::of);
          if (present.isPresent() && !present.get().owner.equals(owner) && !present.get().isOver()) {
            throw new IndexLockedException(
                "the collection is being made anew by %s; wait until that is done".formatted(present.get().who), null);
          }
          return Optional.of(content(Instant.now().plus(LASTS).toEpochMilli()));
        });
    renewed = start;
  }

  private byte[] content(long until) {
    String who = "process %d of %s".formatted(ProcessHandle.current().pid(), machine());
    Kept kept = new Kept(owner, holder.process, who, holder.order, since.toEpochMilli(), until, done, total);
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
    if (!isHeld()) {
      throw new IndexLockedException(
          "the cluster was out of reach for so long that others may write to the collection; make it anew once more",
          null);
    }
  }

  /// Whether it was not lost.
  boolean isHeld() {
    return !lost && System.nanoTime() - renewed <= LASTS.toNanos();
  }

  /// How far it is, to be told with the next renewal.
  void tell(long read, long all) {
    done = read;
    total = all;
  }

  /// Lets others go on once this is closed.
  void leave() {
    left = true;
  }

  /// Gives it back.
  @Override
  public void close() throws IOException {
    renewing.interrupt();
    file.change(
        before -> {
          boolean others = before.flatMap(Kept::of).filter(present -> !present.owner.equals(owner)).isPresent();
          return others ? before : left ? Optional.of(content(0)) : Optional.empty();
        });
  }
}
