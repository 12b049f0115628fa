package io.doppel.index.cluster;

import io.doppel.file.KeptFile;
import io.doppel.index.failure.IndexLockedException;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import tools.jackson.core.JacksonException;
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
  private final String owner = UUID.randomUUID().toString();
  private final Thread renewing = Thread.ofPlatform().daemon().name("lease").unstarted(this::goOn);
  private volatile long renewed;
  private volatile boolean lost;

  private record Kept(String owner, String who, long until) {

    boolean isOver() {
      return Instant.now().toEpochMilli() > until;
    }
  }

  private Lease(KeptFile file) {
    this.file = file;
  }

  /// @param file that keeps it
  /// @throws IndexLockedException if another process has it
  static Lease take(KeptFile file) throws IOException {
    Lease lease = new Lease(file);
    lease.renew();
    lease.renewing.start();
    return lease;
  }

  /// Whether somebody had it and has died since.
  static boolean isAbandoned(KeptFile file) throws IOException {
    return kept(file.read()).map(Kept::isOver).orElse(false);
  }

  private static Optional<Kept> kept(Optional<byte[]> content) {
    try {
      return content.map(bytes -> JsonMapper.shared().readValue(bytes, Kept.class));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private void renew() throws IOException {
    long start = System.nanoTime();
    String who = "process %d of %s".formatted(ProcessHandle.current().pid(), machine());
    file.change(
        before -> {
          Optional<Kept> present = kept(before);
          if (present.isPresent() && !present.get().owner.equals(owner) && !present.get().isOver()) {
            throw new IndexLockedException(
                "the collection is being made anew by %s; wait until that is done".formatted(present.get().who), null);
          }
          long until = Instant.now().plus(LASTS).toEpochMilli();
          return Optional.of(JsonMapper.shared().writeValueAsBytes(new Kept(owner, who, until)));
        });
    renewed = start;
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

  /// Gives it back.
  @Override
  public void close() throws IOException {
    renewing.interrupt();
    file.change(before -> kept(before).filter(present -> !present.owner.equals(owner)).flatMap(_ -> before));
  }
}
