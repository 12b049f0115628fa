package io.doppel.eval.task;

import io.doppel.encoder.Encoder;
import io.doppel.eval.data.PairFile.Pair;
import io.doppel.eval.data.PairFile;
import io.doppel.plagiarism.Plagiarism;
import io.doppel.plagiarism.alignment.Case;
import io.doppel.plagiarism.alignment.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongConsumer;

/// Whole texts of which the first may reuse the second: how, is learned from what the product's plagiarism check finds.
///
/// Of each pair six numbers are known: the cosine of both texts, the part of the first that lies in some case, and the
/// parts that lie in verbatim, lightly edited and paraphrased cases, and the mean similarity of the cases. A logistic
/// regression is fitted on all pairs but one and asked about that one, for each pair in turn (leave-one-out).
public final class ReuseTask {

  private static final int MOST_PAIRS = 5_000;

  private ReuseTask() {}

  /// @param done hears how many pairs are aligned
  public static void measure(PairFile file, Encoder encoder, LongConsumer done, Scores scores) {
    List<Pair> pairs = file.pairs();
    List<String> names = pairs.stream().map(Pair::label).distinct().sorted().toList();
    if (names.size() < 2 || pairs.size() > MOST_PAIRS) {
      throw new IllegalArgumentException(
          "leave-one-out needs at least 2 labels and at most %,d pairs, got %d and %,d"
              .formatted(MOST_PAIRS, names.size(), pairs.size()));
    }
    double[] cosines = PairTask.cosines(pairs, encoder, _ -> {});
    List<float[]> features = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i++) {
      features.add(features(pairs.get(i), (float) cosines[i], encoder));
      done.accept(i + 1L);
    }
    List<float[]> scaled = scaled(features);
    int[] labels = pairs.stream().mapToInt(pair -> Collections.binarySearch(names, pair.label())).toArray();
    int right = 0;
    double[] probabilities = new double[pairs.size()];
    for (int i = 0; i < pairs.size(); i++) {
      LogisticRegression model = LogisticRegression.fit(without(scaled, i), without(labels, i));
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

  private static float[] features(Pair pair, float cosine, Encoder encoder) {
    List<Case> cases = Plagiarism.compare(pair.text1(), pair.text2(), encoder);
    float[] features = new float[3 + Kind.values().length];
    features[0] = cosine;
    features[1] = (float) Plagiarism.coverage(pair.text1(), cases);
    features[2] = (float) cases.stream().mapToDouble(Case::similarity).average().orElse(0);
    int next = 3;
    for (Kind kind : Kind.values()) {
      List<Case> ofKind = cases.stream().filter(one -> one.kind() == kind).toList();
      features[next++] = (float) Plagiarism.coverage(pair.text1(), ofKind);
    }
    return features;
  }

  /// Each feature with mean 0 and deviation 1 over all pairs, which tells nothing about labels.
  private static List<float[]> scaled(List<float[]> features) {
    int width = features.getFirst().length;
    List<float[]> scaled = features.stream().map(float[]::clone).toList();
    for (int column = 0; column < width; column++) {
      int c = column;
      double mean = features.stream().mapToDouble(row -> row[c]).average().orElseThrow();
      double deviation =
          Math.sqrt(features.stream().mapToDouble(row -> (row[c] - mean) * (row[c] - mean)).average().orElseThrow());
      for (float[] row : scaled) {
        row[c] = deviation == 0 ? 0 : (float) ((row[c] - mean) / deviation);
      }
    }
    return scaled;
  }

  private static List<float[]> without(List<float[]> rows, int left) {
    List<float[]> rest = new ArrayList<>(rows);
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
