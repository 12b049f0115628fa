package io.doppel.eval.task;

import io.doppel.encoder.Encoder;
import io.doppel.eval.data.PairFile.Pair;
import io.doppel.eval.data.PairFile;
import io.doppel.learn.LogisticRegression;
import io.doppel.plagiarism.alignment.Evidence;
import io.doppel.plagiarism.reading.Reading;
import io.doppel.plagiarism.reading.Tile;
import io.doppel.plagiarism.reading.Tiling;
import io.doppel.text.Span;
import io.doppel.language.hash.HashedWords;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongConsumer;

/// Whole texts of which the first may reuse the second: how, is learned from the words that the product's plagiarism
/// check goes by.
///
/// Of each pair nine numbers are known, all but the first of them as parts of the first text's words: the cosine of
/// both texts, their longest common subsequence, the runs of one to five words that the second text has too, and what
/// lies in common runs of at least ten and at least twenty words. A logistic regression is fitted on all pairs but one
/// and asked about that one, for each pair in turn (leave-one-out).
public final class ReuseTask {

  private static final int MOST_PAIRS = 5_000;
  private static final int LONGEST_GRAM = 5;
  private static final int[] LONG_RUNS = {10, 20};

  /// The numbers hang together closely, and must not be held back much.
  private static final double COST = 10;

  private ReuseTask() {}

  /// @param done hears how many pairs are aligned
  public static void measure(PairFile file, Encoder encoder, LongConsumer done, Scores scores) {
    List<Pair> pairs = file.pairs();
    List<String> names = pairs.stream().map(Pair::label).distinct().sorted().toList();
    if (names.size() < 2 || pairs.size() > MOST_PAIRS) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "leave-one-out needs at least 2 labels and at most %,d pairs, got %d and %,d",
              MOST_PAIRS,
              names.size(),
              pairs.size()));
    }
    double[] cosines = PairTask.cosines(pairs, encoder, _ -> {});
    List<double[]> features = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i++) {
      features.add(features(pairs.get(i), cosines[i], encoder));
      done.accept(i + 1L);
    }
    List<double[]> scaled = scaled(features);
    int[] labels = pairs.stream().mapToInt(pair -> Collections.binarySearch(names, pair.label())).toArray();
    int right = 0;
    double[] probabilities = new double[pairs.size()];
    for (int i = 0; i < pairs.size(); i++) {
      LogisticRegression model = LogisticRegression.fit(without(scaled, i), without(labels, i), COST);
      right += model.predict(scaled.get(i)) == labels[i] ? 1 : 0;
      probabilities[i] = model.probability(scaled.get(i), 1);
    }
    switch (file.labels()) {
      case NAMED, GRADED -> scores.add("accuracy by leave-one-out", (double) right / pairs.size());
      case BINARY -> {
        boolean[] reused = new boolean[labels.length];
        for (int i = 0; i < labels.length; i++) {
          reused[i] = labels[i] == 1;
        }
        PairTask.binary(" by leave-one-out", probabilities, reused, scores);
      }
    }
  }

  private static double[] features(Pair pair, double cosine, Encoder encoder) {
    Reading here = Reading.of("", pair.text1(), encoder);
    Reading there = Reading.of("", pair.text2(), encoder);
    HashedWords words = here.words();
    double[] features = new double[2 + LONGEST_GRAM + LONG_RUNS.length];
    features[0] = cosine;
    Span whole = new Span(0, pair.text1().length());
    Evidence evidence = Evidence.of(here, whole, there, new Span(0, pair.text2().length()));
    double common = evidence.sharedWords() * (words.size() + there.words().size()) / 2;
    features[1] = words.size() == 0 ? 0 : common * evidence.inOrder() / words.size();
    for (int gram = 1; gram <= LONGEST_GRAM; gram++) {
      features[1 + gram] = containment(words, there.words(), gram);
    }
    for (int i = 0; i < LONG_RUNS.length; i++) {
      int inRuns = Tiling.of(words, there.words(), LONG_RUNS[i], 0).stream().mapToInt(Tile::length).sum();
      features[2 + LONGEST_GRAM + i] = words.size() == 0 ? 0 : (double) inRuns / words.size();
    }
    return features;
  }

  /// The part of a text's runs of `gram` words that another text has too (Broder, 1997, "On the resemblance and
  /// containment of documents").
  private static double containment(HashedWords here, HashedWords there, int gram) {
    Set<Long> known = new HashSet<>();
    for (int i = 0; i + gram <= there.size(); i++) {
      known.add(hash(there, i, gram));
    }
    int runs = here.size() - gram + 1;
    int shared = 0;
    for (int i = 0; i < runs; i++) {
      shared += known.contains(hash(here, i, gram)) ? 1 : 0;
    }
    return runs < 1 ? 0 : (double) shared / runs;
  }

  private static long hash(HashedWords words, int from, int gram) {
    long hash = gram;
    for (int i = from; i < from + gram; i++) {
      hash = HashedWords.mix(hash, words.form(i));
    }
    return hash;
  }

  /// Each feature with mean 0 and deviation 1 over all pairs, which tells nothing about labels.
  private static List<double[]> scaled(List<double[]> features) {
    int width = features.getFirst().length;
    List<double[]> scaled = features.stream().map(double[]::clone).toList();
    for (int column = 0; column < width; column++) {
      int c = column;
      double mean = features.stream().mapToDouble(row -> row[c]).average().orElseThrow();
      double deviation =
          Math.sqrt(features.stream().mapToDouble(row -> (row[c] - mean) * (row[c] - mean)).average().orElseThrow());
      for (double[] row : scaled) {
        row[c] = deviation == 0 ? 0 : (row[c] - mean) / deviation;
      }
    }
    return scaled;
  }

  private static List<double[]> without(List<double[]> rows, int left) {
    List<double[]> rest = new ArrayList<>(rows);
    rest.remove(left);
    return rest;
  }

  private static int[] without(int[] labels, int left) {
    int[] rest = new int[labels.length - 1];
    System.arraycopy(labels, 0, rest, 0, left);
    System.arraycopy(labels, left + 1, rest, left, rest.length - left);
    return rest;
  }
}
