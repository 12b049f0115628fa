package io.doppel.eval.task;

import io.doppel.encoder.Embedding;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.Prompt;
import io.doppel.eval.data.PairFile;
import io.doppel.eval.data.PairFile.Pair;
import io.doppel.eval.measure.BinaryMeasures;
import io.doppel.eval.measure.BinaryMeasures.Threshold;
import io.doppel.eval.measure.Correlation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/// Pairs of texts, scored by their cosine.
public final class PairTask {

  private static final int WINDOW = 1024;

  private PairTask() {}

  /// @param done hears how many pairs are scored
  public static void measure(PairFile file, Encoder encoder, LongConsumer done, Scores scores) {
    double[] cosines = cosines(file.pairs(), encoder, done);
    switch (file.labels()) {
      case GRADED -> {
        double[] gold = file.pairs().stream().mapToDouble(pair -> Double.parseDouble(pair.label())).toArray();
        scores.add("spearman", Correlation.spearman(cosines, gold));
        scores.add("pearson", Correlation.pearson(cosines, gold));
      }
      case BINARY -> {
        boolean[] labels = new boolean[cosines.length];
        for (int i = 0; i < labels.length; i++) {
          labels[i] = file.pairs().get(i).label().equals("1");
        }
        binary("", cosines, labels, scores);
      }
      case NAMED -> {} // A cosine alone does not tell several classes apart; ReuseTask does.
    }
  }

  /// @param suffix stands behind the names of the measures
  static void binary(String suffix, double[] scoresOfPairs, boolean[] labels, Scores scores) {
    Threshold best = BinaryMeasures.bestF1(scoresOfPairs, labels);
    scores.add("average precision" + suffix, BinaryMeasures.averagePrecision(scoresOfPairs, labels));
    scores.add("f1" + suffix, best.f1());
    scores.add("f1 threshold" + suffix, best.value());
    scores.add("accuracy" + suffix, BinaryMeasures.bestAccuracy(scoresOfPairs, labels).accuracy());
  }

  static double[] cosines(List<Pair> pairs, Encoder encoder, LongConsumer done) {
    double[] cosines = new double[pairs.size()];
    for (int from = 0; from < pairs.size(); from += WINDOW) {
      List<Pair> window = pairs.subList(from, Math.min(from + WINDOW, pairs.size()));
      List<String> texts = new ArrayList<>();
      for (Pair pair : window) {
        texts.add(pair.text1());
        texts.add(pair.text2());
      }
      List<Embedding> embeddings = encoder.encode(texts, Prompt.NONE);
      for (int i = 0; i < window.size(); i++) {
        cosines[from + i] = embeddings.get(2 * i).cosine(embeddings.get(2 * i + 1));
      }
      done.accept(from + window.size());
    }
    return cosines;
  }
}
