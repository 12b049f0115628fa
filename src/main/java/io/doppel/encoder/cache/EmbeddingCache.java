package io.doppel.encoder.cache;

import io.doppel.encoder.Embedding;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/// Embeddings on disk, by what they were made from: fingerprint of the encoder, prompt and text. The
/// texts themselves are not kept.
///
/// A folder with two generations, a file each. Once the younger has half the allowed size, the older
/// is deleted; whatever is read from the older moves to the younger. So what stays is roughly what was used last.
///
/// Opened by the first who asks it. It is there to save time and never in the way: while it cannot be used, because
/// another process has it open or the disk is full, it knows nothing and keeps nothing, [#problem()] says why, and a
/// later call tries again. Thread-safe.
public final class EmbeddingCache implements Closeable {

  /// What a cache takes of the disk if nobody says otherwise: some 600,000 embeddings of 384
  /// coordinates.
  public static final long STANDARD_BYTES = 1L << 30;

  private static final Pattern FILE = Pattern.compile("generation-(\\d{1,18})\\.mv");
  private static final long RETRY_NANOS = Duration.ofSeconds(10).toNanos();

  private final Path folder;
  private final long maxBytes;

  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();

  private @Nullable Generation younger;
  private @Nullable Generation older;
  private @Nullable String problem;
  private long problemSince;

  private EmbeddingCache(Path folder, long maxBytes) {
    this.folder = folder;
    this.maxBytes = maxBytes;
  }

  /// The cache in `folder`, which is made if it is missing.
  ///
  /// @param maxBytes what it may take of the disk, give or take some megabytes; 0 switches it off
  public static EmbeddingCache in(Path folder, long maxBytes) {
    if (maxBytes < 0) {
      throw new IllegalArgumentException("maxBytes must be at least 0, got " + maxBytes);
    }
    return new EmbeddingCache(folder, maxBytes);
  }

  /// A cache that is switched off.
  public static EmbeddingCache none() {
    return new EmbeddingCache(Path.of(""), 0);
  }

  /// Where it is.
  public Path folder() {
    return folder;
  }

  /// Why it cannot be used at the moment: one sentence that names the file; empty if it can, or is switched off.
  public synchronized Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  /// How often an embedding was looked up, and was there or not.
  public record Lookups(long hits, long misses) {}

  /// Since it was made.
  public Lookups lookups() {
    return new Lookups(hits.sum(), misses.sum());
  }

  /// What it takes of the disk.
  public synchronized long bytes() throws IOException {
    long bytes = 0;
    for (Path file : files()) {
      bytes += Files.size(file);
    }
    return bytes;
  }

  /// Forgets everything, and gives back the disk space.
  ///
  /// @throws IOException if another process uses it
  public synchronized void clear() throws IOException {
    for (Path file : files()) {
      // Whoever cannot open it must not delete it.
      try {
        if (younger == null) {
          Generation.open(0, file).abandon();
        }
      } catch (MVStoreException e) {
        if (e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED) {
          throw new IOException(sentence(file, e), e);
        }
      }
    }
    abandon();
    for (Path file : files()) {
      Files.delete(file);
    }
    Files.deleteIfExists(folder);
  }

  /// The embeddings of `keys`, null where it has none.
  synchronized List<@Nullable Embedding> get(List<Key> keys) {
    List<@Nullable Embedding> found = new ArrayList<>(keys.size());
    use(() -> {
      for (Key key : keys) {
        found.add(get(key));
      }
    });
    while (found.size() < keys.size()) {
      found.add(null);
    }
    found.forEach(each -> (each == null ? misses : hits).increment());
    return found;
  }

  synchronized void put(List<Key> keys, List<Embedding> embeddings) {
    use(() -> {
      for (int i = 0; i < keys.size(); i++) {
        open().put(keys.get(i), bytes(embeddings.get(i)));
      }
      if (open().bytes() >= maxBytes / 2) {
        turn();
      }
    });
  }

  /// Writes what it was given last, and lets other processes have it; [#problem()] says if that failed. The next call
  /// opens it again.
  @Override
  public synchronized void close() {
    for (Generation generation : new Generation[] {younger, older}) {
      try {
        if (generation != null) {
          generation.close();
        }
      } catch (MVStoreException e) {
        // What was written last is lost; it is only a cache.
        problem = sentence(folder, e);
        problemSince = System.nanoTime();
        generation.abandon();
      }
    }
    younger = null;
    older = null;
  }

  private interface Work {
    void run() throws IOException;
  }

  private void use(Work work) {
    if (maxBytes == 0 || (problem != null && System.nanoTime() - problemSince < RETRY_NANOS)) {
      return;
    }
    try {
      work.run();
      problem = null;
    } catch (MVStoreException e) {
      fail(sentence(folder, e));
      if (e.getErrorCode() == DataUtils.ERROR_FILE_CORRUPT) {
        discard();
      }
    } catch (IOException e) {
      fail("the cache %s cannot be used: %s".formatted(folder, e));
    }
  }

  private void fail(String reason) {
    abandon();
    problem = reason;
    problemSince = System.nanoTime();
  }

  private void abandon() {
    for (Generation generation : new Generation[] {younger, older}) {
      if (generation != null) {
        generation.abandon();
      }
    }
    younger = null;
    older = null;
  }

  /// A damaged cache is of no use; the next call starts an empty one.
  private void discard() {
    try {
      clear();
      problem = null;
    } catch (IOException e) {
      fail("the cache %s is damaged and cannot be deleted: %s".formatted(folder, e.getMessage()));
    }
  }

  private static String sentence(Path file, MVStoreException e) {
    return e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED
        ? "the cache %s is in use by another process".formatted(file)
        : "the cache %s cannot be used: %s".formatted(file, reason(e));
  }

  /// What the system says, as that there is no room, rather than what the store makes of it.
  private static @Nullable String reason(MVStoreException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException) {
        return cause.getMessage();
      }
    }
    return e.getMessage();
  }

  /// The younger generation; opens both, if need be.
  private Generation open() throws IOException {
    if (younger != null) {
      return younger;
    }
    Files.createDirectories(folder);
    List<Path> files = files();
    Generation opened = open(files.isEmpty() ? 1 : number(files.getLast()));
    younger = opened;
    if (files.size() > 1) {
      older = open(number(files.get(files.size() - 2)));
    }
    // Left by a process that died between making one and deleting another.
    for (Path file : files.subList(0, Math.max(0, files.size() - 2))) {
      Files.delete(file);
    }
    return opened;
  }

  private Generation open(long number) {
    return Generation.open(number, folder.resolve("generation-" + number + ".mv"));
  }

  private @Nullable Embedding get(Key key) throws IOException {
    Generation first = open();
    byte[] value = first.get(key);
    if (value == null && older != null) {
      value = older.get(key);
      if (value != null) {
        first.put(key, value);
      }
    }
    return value == null ? null : embedding(value);
  }

  private void turn() throws IOException {
    Generation full = open();
    younger = open(full.number() + 1);
    Generation oldest = older;
    older = full;
    if (oldest != null) {
      oldest.abandon();
      Files.delete(oldest.file());
    }
  }

  /// The files of the generations, the oldest first.
  private List<Path> files() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> FILE.matcher(file.getFileName().toString()).matches())
          .sorted(Comparator.comparingLong(EmbeddingCache::number))
          .toList();
    }
  }

  private static long number(Path file) {
    return Long.parseLong(file.getFileName().toString().replaceAll("\\D", ""));
  }

  private static byte[] bytes(Embedding embedding) {
    float[] values = embedding.toArray();
    byte[] bytes = new byte[values.length * Float.BYTES];
    ByteBuffer.wrap(bytes).asFloatBuffer().put(values);
    return bytes;
  }

  private static Embedding embedding(byte[] bytes) {
    float[] values = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
    return Embedding.ofUnit(values);
  }
}
