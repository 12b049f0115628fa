package io.doppel.index.lucene;

import io.doppel.index.Catalog;
import io.doppel.index.lucene.store.Directories;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// A clock that goes on only when it is told to.
public final class MovableClock implements LongSupplier {

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);

  /// Indexes in a folder, to which this tells the time.
  public Catalog over(Path folder) {
    return new LuceneCatalog(folder, new Environment(Directories.MAPPED, this));
  }

  @Override
  public long getAsLong() {
    return nanos.get();
  }

  public void forward(Duration by) {
    nanos.addAndGet(by.toNanos());
  }

  /// Until readers look for what others have committed.
  public void untilTheyLookAgain() {
    forward(Duration.ofSeconds(1));
  }
}
