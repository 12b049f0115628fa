package io.doppel.duplicates.mining;

import io.doppel.duplicates.calibration.Calibration;
import io.doppel.encoder.Embedding;
import io.doppel.index.Effort;
import io.doppel.index.Hit;
import io.doppel.index.Hits;
import io.doppel.index.PassageIndex;
import io.doppel.text.Bounds;
import io.doppel.text.Passage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Finds all pairs of a collection that may say the same. Documents with the very same text are paired by their text. Up to
/// [#EXACT_PASSAGES] passages are compared each with each; more of them through the index, each with its neighbourhood, so
/// that the time grows with their number and not with its square.
///
/// Memory: ids and hashes of the passages, sixteen bytes a sighting, and for the exact way the vectors. For one call.
public final class Miner {

  /// Up to this many passages every pair is looked at.
  public static final int EXACT_PASSAGES = 20_000;

  /// Pairs are seen from both sides.
  private static final int MAX_SIGHTINGS = 10_000_000;

  /// Passages looked at around each passage. A text with more duplicates shows some of them only from their side.
  private static final int NEIGHBOURS = 100;

  private static final int AT_WORK = 256;
  private static final int PROGRESS_EVERY = 500;

  private final PassageIndex index;
  private final Optional<Calibration> calibration;
  private final int exactPassages;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> ids = new ArrayList<>();
  private final Sightings sightings = new Sightings(MAX_SIGHTINGS);
  private final Map<Content, Integer> contents = new HashMap<>();
  private long exact;

  /// A passage by what it says and where it lies: equal ones have the same title as well, whose words are in the vector.
  private record Content(long text, int vector) {}

  private record Item(int document, String text, Embedding embedding) {}

  /// @param calibration empty where none is known, and then every pair counts as a duplicate
  public Miner(PassageIndex index, Optional<Calibration> calibration) {
    this(index, calibration, EXACT_PASSAGES);
  }

  /// @param exactPassages up to so many passages each is compared with each
  public Miner(PassageIndex index, Optional<Calibration> calibration, int exactPassages) {
    this.index = index;
    this.calibration = calibration;
    this.exactPassages = exactPassages;
  }

  /// Looks through the collection; once only.
  ///
  /// @param threshold the least cosine of a pair, -1 to 1
  /// @param done hears how many passages are looked at
  /// @param cancelled asked now and then; once true, a [CancellationException] ends it
  public Mined mine(float threshold, LongConsumer done, BooleanSupplier cancelled) throws IOException {
    Bounds.check("threshold", threshold, -1, 1);
    if (index.passages() <= exactPassages) {
      compareAll(threshold, cancelled);
    } else {
      askIndex(threshold, done, cancelled);
    }
    done.accept(index.passages());
    MinedPairs pairs = new MinedPairs(ids, sightings);
    int duplicates = pairs.likely(calibration.map(Calibration::threshold).orElse(0.0));
    int possible = pairs.likely(calibration.isPresent() ? Calibration.EVEN : 0) - duplicates;
    return new Mined(pairs, duplicates, Math.max(possible, 0), Stars.of(ids.size(), pairs, duplicates), exact);
  }

  private void compareAll(float threshold, BooleanSupplier cancelled) throws IOException {
    List<Item> items = new ArrayList<>();
    index.scan((passage, embedding) -> {
      stopIf(cancelled);
      items.add(item(passage, embedding));
    });
    new ExactPairs(items.stream().map(item -> item.embedding().toArray()).toList())
        .find(
            threshold,
            (one, other, similarity) -> {
              stopIf(cancelled);
              add(items.get(one), items.get(other), similarity);
            });
  }

  private void add(Item one, Item other, float similarity) {
    if (one.document() != other.document()) {
      sightings.add(one.document(), other.document(), similarity, probability(one.text(), other.text(), similarity));
    }
  }

  private void askIndex(float threshold, LongConsumer done, BooleanSupplier cancelled) throws IOException {
    numberAll();
    int threads = Runtime.getRuntime().availableProcessors();
    AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
    AtomicLong looked = new AtomicLong();
    Semaphore room = new Semaphore(AT_WORK);
    try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
      index.scan(
          (passage, embedding) -> {
            stopIf(cancelled);
            Item item = item(passage, embedding);
            room.acquireUninterruptibly();
            workers.execute(
                () -> {
                  try {
                    around(item, threshold);
                  } catch (IOException e) {
                    failure.compareAndSet(null, e);
                  } finally {
                    room.release();
                  }
                });
            long count = looked.incrementAndGet();
            if (count % PROGRESS_EVERY == 0) {
              done.accept(count);
            }
          });
    }
    IOException failed = failure.get();
    if (failed != null) {
      throw failed;
    }
  }

  /// Before any worker asks for a number.
  private void numberAll() throws IOException {
    List<String> page = index.documentIds("", PassageIndex.MAX_HITS);
    while (!page.isEmpty()) {
      page.forEach(this::number);
      page = index.documentIds(page.getLast(), PassageIndex.MAX_HITS);
    }
  }

  private void around(Item item, float threshold) throws IOException {
    Hits near = index.within(item.embedding(), threshold, NEIGHBOURS, Effort.APPROXIMATE);
    if (near.truncated()) {
      sightings.cut();
    }
    for (Hit hit : near.list()) {
      Integer other = numbers.get(hit.passage().documentId());
      // A document put since the ids were read is left for the next time.
      if (other != null && other != item.document()) {
        sightings.add(
            item.document(), other, hit.similarity(), probability(item.text(), hit.passage().text(), hit.similarity()));
      }
    }
  }

  /// The passage as it is compared. One whose very text was there before is paired with that at once: of hundreds of copies
  /// a neighbourhood shows some only.
  private Item item(Passage passage, Embedding embedding) {
    int document = number(passage.documentId());
    Integer first = contents.putIfAbsent(new Content(hash(passage.text()), Arrays.hashCode(embedding.toArray())), document);
    if (first != null && first != document) {
      exact++;
      sightings.add(first, document, 1, calibration.isPresent() ? 1 : Float.NaN);
    }
    return new Item(document, passage.text(), embedding);
  }

  /// 64 bits; together with those of the vector they keep texts apart.
  private static long hash(String text) {
    long hash = text.length();
    for (int i = 0; i < text.length(); i++) {
      hash = hash * 0x9e3779b97f4a7c15L + text.charAt(i);
    }
    return hash;
  }

  private int number(String id) {
    Integer known = numbers.get(id);
    if (known != null) {
      return known;
    }
    ids.add(id);
    numbers.put(id, ids.size() - 1);
    return ids.size() - 1;
  }

  private float probability(String one, String other, float similarity) {
    return calibration.isEmpty() ? Float.NaN : (float) calibration.get().judge(one, other, similarity).probability();
  }

  private static void stopIf(BooleanSupplier cancelled) {
    if (cancelled.getAsBoolean()) {
      throw new CancellationException("stopped");
    }
  }
}
