package io.doppel.encoder.cache;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Logger;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.LongDataType;
import org.jspecify.annotations.Nullable;

/// One file of the cache, an H2 MVStore that only grows. Commits by itself about once a second, and
/// after a crash goes on from there. Everything may throw an `MVStoreException`. Not thread-safe.
final class Generation implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Generation.class.getName());

  private static final int CACHED_MEGABYTES = 8;

  private final long number;
  private final Path file;
  private final MVStore store;

  /// What writing in the background failed with, which closed the store.
  private final AtomicReference<@Nullable Throwable> failure;

  // Values lie in the order in which they came. Directly under their keys, which are hashes, each would rewrite a page
  // of its own at every commit, and the file would grow to five times its content.
  private final MVMap<byte[], Long> places;
  private final MVMap<Long, byte[]> values;

  private Generation(long number, Path file, MVStore store, AtomicReference<@Nullable Throwable> failure) {
    this.number = number;
    this.file = file;
    this.store = store;
    this.failure = failure;
    this.places =
        store.openMap(
            "places",
            new MVMap.Builder<byte[], Long>()
                .keyType(ByteArrayDataType.INSTANCE)
                .valueType(LongDataType.INSTANCE));
    this.values =
        store.openMap(
            "values",
            new MVMap.Builder<Long, byte[]>()
                .keyType(LongDataType.INSTANCE)
                .valueType(ByteArrayDataType.INSTANCE));
  }

  static Generation open(long number, Path file) {
    // A file that another process has is told by what is thrown here.
    AtomicBoolean open = new AtomicBoolean();
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    MVStore store =
        new MVStore.Builder()
            .fileName(file.toString())
            .cacheSize(CACHED_MEGABYTES)
            // The next call finds the store closed, and tells.
            .backgroundExceptionHandler(
                (thread, e) -> {
                  if (open.get() && failure.compareAndSet(null, e)) {
                    LOG.warning(() -> "the cache %s cannot be written: %s".formatted(file, e.getMessage()));
                  }
                })
            .open();
    open.set(true);
    return new Generation(number, file, store, failure);
  }

  long number() {
    return number;
  }

  Path file() {
    return file;
  }

  byte @Nullable [] get(Key key) {
    Long place = places.get(key.bytes());
    return place == null ? null : values.get(place);
  }

  /// Keeps a value, unless there is one of this key.
  void put(Key key, byte[] value) {
    if (places.containsKey(key.bytes())) {
      return;
    }
    Long last = values.lastKey();
    long place = last == null ? 0 : last + 1;
    values.put(place, value);
    places.put(key.bytes(), place);
  }

  /// Size of the file, without what is not committed yet.
  long bytes() {
    return store.getFileStore().size();
  }

  /// Writes what it was given last.
  @Override
  public void close() {
    // A write that fails closes the store; one that fails while it is being closed waits for that for ever.
    if (!store.isClosed()) {
      store.commit();
    }
    store.close();
    Throwable failed = failure.get();
    if (failed != null) {
      throw DataUtils.newMVStoreException(DataUtils.ERROR_WRITING_FAILED, "what was written last is lost", failed);
    }
  }

  /// Closes it without another write.
  void abandon() {
    store.closeImmediately();
  }
}
