package io.doppel.encoder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.ByteArrayDataType;

/// Embeddings on disk, by what they were made from: fingerprint of the encoder, prompt and text.
/// One file, an H2 MVStore, which writes only at its end and after a crash goes on from its last
/// commit, at most about a second back.
///
/// Holds two generations. Once the younger is full, the older is dropped; whatever is read from the
/// older moves to the younger. So what stays is roughly what was used last. Thread-safe; one
/// process at a time.
public final class EmbeddingCache implements AutoCloseable {

  private static final int KEY_BYTES = 16;
  private static final int CACHED_MEGABYTES = 16;
  private static final MVMap.Builder<byte[], byte[]> MAP =
      new MVMap.Builder<byte[], byte[]>()
          .keyType(ByteArrayDataType.INSTANCE)
          .valueType(ByteArrayDataType.INSTANCE);

  private final MVStore store;
  private final long maxEntries;
  private final ReadWriteLock turning = new ReentrantReadWriteLock();
  private long generation;
  private MVMap<byte[], byte[]> younger;
  private MVMap<byte[], byte[]> older;

  private EmbeddingCache(MVStore store, long maxEntries) {
    this.store = store;
    this.maxEntries = maxEntries;
    generation =
        store.getMapNames().stream()
            .filter(name -> name.startsWith("generation-"))
            .mapToLong(name -> Long.parseLong(name.substring(name.indexOf('-') + 1)))
            .max()
            .orElse(1);
    younger = map(generation);
    older = map(generation - 1);
  }

  /// Opens the cache in `file`, or starts one. A file that is damaged is replaced by an empty
  /// cache.
  ///
  /// @param maxEntries the most embeddings to hold, at least 2; one of 384 coordinates takes some
  ///   1.6 kB
  /// @throws IOException if another process has it open, or it cannot be written; one sentence that
  ///   names the file
  public static EmbeddingCache open(Path file, long maxEntries) throws IOException {
    if (maxEntries < 2) {
      throw new IllegalArgumentException("maxEntries must be at least 2, got " + maxEntries);
    }
    try {
      return new EmbeddingCache(start(file), maxEntries);
    } catch (MVStoreException e) {
      if (e.getErrorCode() != DataUtils.ERROR_FILE_CORRUPT) {
        throw new IOException(
            "%s cannot be opened as a cache: %s".formatted(file, e.getMessage()), e);
      }
    }
    Files.delete(file);
    return new EmbeddingCache(start(file), maxEntries);
  }

  /// Number of embeddings held.
  public long size() {
    turning.readLock().lock();
    try {
      return younger.sizeAsLong() + older.sizeAsLong();
    } finally {
      turning.readLock().unlock();
    }
  }

  Optional<Embedding> get(byte[] key) {
    boolean moved;
    byte[] found;
    turning.readLock().lock();
    try {
      found = younger.get(key);
      moved = found == null;
      if (moved) {
        found = older.get(key);
      }
    } finally {
      turning.readLock().unlock();
    }
    if (found == null) {
      return Optional.empty();
    }
    float[] values = new float[found.length / Float.BYTES];
    ByteBuffer.wrap(found).asFloatBuffer().get(values);
    Embedding embedding = Embedding.ofUnit(values);
    if (moved) {
      put(key, embedding);
    }
    return Optional.of(embedding);
  }

  void put(byte[] key, Embedding embedding) {
    float[] values = embedding.toArray();
    byte[] bytes = new byte[values.length * Float.BYTES];
    ByteBuffer.wrap(bytes).asFloatBuffer().put(values);
    boolean full;
    turning.readLock().lock();
    try {
      younger.put(key, bytes);
      full = younger.sizeAsLong() >= maxEntries / 2;
    } finally {
      turning.readLock().unlock();
    }
    if (full) {
      turn();
    }
  }

  /// The key of a text: the beginning of a SHA-256, of which 128 bits keep texts apart.
  static byte[] key(Fingerprint fingerprint, Prompt prompt, String text) {
    MessageDigest digest = ModelFolder.sha256();
    for (String part : new String[] {fingerprint.toString(), prompt.name(), text}) {
      // All characters as they are: an encoding would make lone surrogates alike.
      ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + part.length() * Character.BYTES);
      bytes.putInt(part.length()).asCharBuffer().put(CharBuffer.wrap(part));
      digest.update(bytes.rewind());
    }
    return Arrays.copyOf(digest.digest(), KEY_BYTES);
  }

  @Override
  public void close() {
    store.close();
  }

  private static MVStore start(Path file) {
    return new MVStore.Builder().fileName(file.toString()).cacheSize(CACHED_MEGABYTES).open();
  }

  private MVMap<byte[], byte[]> map(long number) {
    return store.openMap("generation-" + number, MAP);
  }

  private void turn() {
    turning.writeLock().lock();
    try {
      if (younger.sizeAsLong() < maxEntries / 2) {
        return;
      }
      store.removeMap(older);
      generation++;
      older = younger;
      younger = map(generation);
    } finally {
      turning.writeLock().unlock();
    }
  }
}
