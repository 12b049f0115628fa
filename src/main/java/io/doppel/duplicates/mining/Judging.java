package io.doppel.duplicates.mining;

import io.doppel.duplicates.judgement.Judge;
import io.doppel.duplicates.judgement.Judgement;
import io.doppel.duplicates.resemblance.Boilerplate;
import io.doppel.duplicates.resemblance.Resemblance;
import io.doppel.index.EmbeddedDocument;
import io.doppel.text.Document;
import io.doppel.work.Cancellation;
import io.doppel.work.RightOfWay;
import io.doppel.work.SharedWork;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// Judges pairs of documents, each once and as a whole ([Resemblance]).
final class Judging {

  /// Pairs that are judged in one go, and whose documents are read together.
  private static final int JUDGED_TOGETHER = 64;

  /// The documents at each side of a square: 2⁶.
  private static final int SIDE_BITS = 6;

  private static final long SIDE = (1 << SIDE_BITS) - 1;

  /// Documents by their numbers.
  @FunctionalInterface
  interface Lookup {
    Map<Integer, EmbeddedDocument> get(Set<Integer> documents) throws IOException;
  }

  private final Lookup documents;
  private final Optional<Judge> judge;
  private final float threshold;
  private final Boilerplate boilerplate;

  /// @param judge empty where none is known
  /// @param threshold the least similarity of a pair
  /// @param boilerplate what does not count
  Judging(Lookup documents, Optional<Judge> judge, float threshold, Boilerplate boilerplate) {
    this.documents = documents;
    this.judge = judge;
    this.threshold = threshold;
    this.boilerplate = boilerplate;
  }

  /// Hears which part is done, 0 to 1.
  interface Progress {
    void at(double part);
  }

  /// @param sightings what may say the same
  PairTable of(Sightings sightings, Progress progress, BooleanSupplier cancelled) throws IOException {
    long[] pairs = inSquares(sightings.pairs());
    Cancellation.check(cancelled);
    float[] similarities = new float[pairs.length];
    float[] probabilities = new float[pairs.length];
    boolean[] templates = new boolean[pairs.length];
    Arrays.fill(similarities, Float.NaN);
    Arrays.fill(probabilities, Float.NaN);
    try (SharedWork work =
        SharedWork.begin(
            "judging",
            chunks ->
                progress.at(
                    Math.min(1, chunks * (double) JUDGED_TOGETHER / Math.max(1, pairs.length))),
            cancelled)) {
      for (int from = 0; from < pairs.length; from += JUDGED_TOGETHER) {
        int start = from;
        work.add(() -> judge(pairs, start, similarities, probabilities, templates));
      }
      work.finish();
    }
    return PairTable.of(pairs, similarities, probabilities, templates);
  }

  /// The same pairs in squares of documents beside each other. Where many are alike, the words of a document are found
  /// once for a square, and not again for each pair.
  ///
  /// @param pairs the lesser number in the upper half; both below 2³¹
  static long[] inSquares(long[] pairs) {
    long[] squares = new long[pairs.length];
    for (int i = 0; i < pairs.length; i++) {
      long one = pairs[i] >>> 32;
      long other = pairs[i] & 0xffffffffL;
      squares[i] =
          (one >>> SIDE_BITS) << (31 + SIDE_BITS)
              | (other >>> SIDE_BITS) << (2 * SIDE_BITS)
              | (one & SIDE) << SIDE_BITS
              | (other & SIDE);
    }
    Arrays.sort(squares);
    for (int i = 0; i < squares.length; i++) {
      long square = squares[i];
      long one = square >>> (31 + SIDE_BITS) << SIDE_BITS | (square >>> SIDE_BITS & SIDE);
      long other = (square >>> (2 * SIDE_BITS) & 0x1ffffffL) << SIDE_BITS | (square & SIDE);
      squares[i] = one << 32 | other;
    }
    return squares;
  }

  private void judge(long[] pairs, int start, float[] similarities, float[] probabilities, boolean[] templates)
      throws IOException {
    int end = Math.min(start + JUDGED_TOGETHER, pairs.length);
    Set<Integer> wanted = new HashSet<>();
    for (int i = start; i < end; i++) {
      wanted.add((int) (pairs[i] >>> 32));
      wanted.add((int) pairs[i]);
    }
    Map<Integer, EmbeddedDocument> read = documents.get(wanted);
    for (int i = start; i < end; i++) {
      Cancellation.check();
      RightOfWay.give();
      EmbeddedDocument one = read.get((int) (pairs[i] >>> 32));
      EmbeddedDocument other = read.get((int) pairs[i]);
      if (one != null && other != null) {
        if (isCopy(one.document(), other.document())) {
          similarities[i] = 1;
          probabilities[i] = judge.isPresent() ? 1 : Float.NaN;
          continue;
        }
        Resemblance resemblance = Resemblance.of(one, other, boilerplate);
        if (resemblance.similarity() >= threshold) {
          similarities[i] = resemblance.similarity();
          Optional<Judgement> judged = resemblance.judge(judge);
          probabilities[i] = judged.map(judgement -> (float) judgement.probability()).orElse(Float.NaN);
          templates[i] = judged.flatMap(Judgement::template).isPresent();
        }
      }
    }
  }

  private static boolean isCopy(Document one, Document other) {
    return one.text().equals(other.text()) && one.title().equals(other.title());
  }
}
