package io.doppel.engine.scratch;

import io.doppel.engine.CollectionName;
import io.doppel.file.KeptFile;
import io.doppel.index.Catalog;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The sign that somebody still measures with a collection in a cluster: its name says when it was begun, and a file
/// beside it when it was last needed, again and again until this is closed. Of whoever was killed there is none after
/// some minutes, and the next one who measures deletes what he has left. Thread-safe.
final class Sign implements Closeable {

  private static final Logger LOG = Logger.getLogger(Sign.class.getName());

  static final String FILE = "scratch.sign";

  private static final Duration GIVEN = Duration.ofSeconds(20);

  /// Longer than clocks of machines differ.
  private static final Duration LASTS = Duration.ofMinutes(5);

  private static final Pattern NAME = Pattern.compile(ScratchPlace.PREFIX + "([0-9a-f]{12})-[0-9a-f]{8}");

  private final KeptFile file;
  private final InstantSource clock;
  private final CountDownLatch closed = new CountDownLatch(1);

  private Sign(KeptFile file, InstantSource clock) {
    this.file = file;
    this.clock = clock;
  }

  /// A name that says when it was made up, and that no other collection has.
  static CollectionName name(InstantSource clock) {
    HexFormat hex = HexFormat.of();
    return new CollectionName(
        "%s%s-%s"
            .formatted(
                ScratchPlace.PREFIX,
                hex.toHexDigits(clock.millis(), 12),
                hex.toHexDigits(ThreadLocalRandom.current().nextInt())));
  }

  /// Gives it for a collection, which need not be there yet.
  static Sign give(Catalog catalog, CollectionName name) {
    Sign sign = new Sign(catalog.file(name.value(), FILE), InstantSource.system());
    Thread.ofPlatform().daemon().name("scratch").start(sign::goOn);
    return sign;
  }

  private void goOn() {
    try {
      while (!closed.await(GIVEN.toSeconds(), TimeUnit.SECONDS)) {
        giveAgain();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void giveAgain() {
    if (closed.getCount() > 0) {
      give(file, clock);
    }
  }

  static void give(KeptFile file, InstantSource clock) {
    try {
      file.write(Long.toString(clock.millis()).getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchFileException e) {
      // Not made yet, or deleted already.
    } catch (IOException e) {
      LOG.log(Level.FINE, e, () -> "the cluster was not told that %s is still needed".formatted(file));
    }
  }

  /// Deletes the collections that somebody measured with who died over it, as far as that can be done now.
  static void deleteLeft(Catalog catalog, InstantSource clock) throws IOException {
    for (String name : catalog.names()) {
      if (isLeft(catalog, name, clock)) {
        try {
          catalog.delete(name);
          LOG.info(() -> "deleted collection \"%s\", left by a measurement that was killed".formatted(name));
        } catch (IOException e) {
          LOG.log(Level.WARNING, e, () -> "collection \"%s\" could not be deleted; delete it".formatted(name));
        }
      }
    }
  }

  private static boolean isLeft(Catalog catalog, String name, InstantSource clock) throws IOException {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      return false;
    }
    long begun = HexFormat.fromHexDigitsToLong(matcher.group(1));
    long given = catalog.file(name, FILE).read().flatMap(Sign::time).orElse(begun);
    return Math.max(begun, given) < clock.millis() - LASTS.toMillis();
  }

  private static Optional<Long> time(byte[] content) {
    try {
      return Optional.of(Long.parseLong(new String(content, StandardCharsets.US_ASCII)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /// Nothing is written any more when this returns.
  @Override
  public synchronized void close() {
    closed.countDown();
  }
}
