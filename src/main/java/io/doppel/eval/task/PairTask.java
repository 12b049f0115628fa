package io.doppel.eval.task;

import io.doppel.duplicates.calibration.Calibration;
import io.doppel.duplicates.calibration.CalibrationFile;
import io.doppel.duplicates.calibration.Reliability;
import io.doppel.duplicates.judgement.Judge;
import io.doppel.duplicates.guard.Comparison;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.PairCosines;
import io.doppel.encoder.Prompt;
import io.doppel.eval.data.PairFile.Pair;
import io.doppel.eval.data.PairFile;
import io.doppel.eval.measure.BinaryMeasures.Threshold;
import io.doppel.eval.measure.BinaryMeasures;
import io.doppel.index.Passport;
import io.doppel.learn.statistic.Correlation;
import io.doppel.text.PassageSplitter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Pairs of texts, scored by their cosine.
public final class PairTask {

  /// The language, the kind, and a number.
  private static final Pattern KIND = Pattern.compile("([a-z]{2}-[a-z]+)-\\d+");

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
        Passport passport =
            Passport.of(
                encoder.fingerprint(),
                PassageSplitter.sentences(encoder, encoder.maxContentTokens()).name());
        judged(file.pairs(), cosines, labels, CalibrationFile.standard(passport, encoder), scores);
        kinds(file.pairs(), labels, scores);
      }
      case NAMED -> {} // A cosine alone does not tell several classes apart; ReuseTask does.
    }
  }

  /// What the calibration that comes with the program makes of the cosines, on the scale of the model. To call
  /// duplicates means to be at or above its threshold; one is lost to guards if it would be without them.
  private static void judged(
      List<Pair> pairs, double[] cosines, boolean[] labels, Calibration calibration, Scores scores) {
    Judge judge = Judge.of(calibration);
    double[] plain = new double[cosines.length];
    double[] guarded = new double[cosines.length];
    for (int i = 0; i < cosines.length; i++) {
      Pair pair = pairs.get(i);
      plain[i] = judge.unguarded().judge(pair.text1(), pair.text2(), cosines[i]).probability();
      guarded[i] = judge.judge(pair.text1(), pair.text2(), cosines[i]).probability();
    }
    double threshold = calibration.threshold();
    scores.add("average precision of probability", BinaryMeasures.averagePrecision(guarded, labels));
    scores.add("calibration error", Reliability.of(guarded, labels).expectedCalibrationError());
    scores.add("different, called duplicates without guards", share(labels, false, i -> plain[i] >= threshold));
    scores.add("different, called duplicates", share(labels, false, i -> guarded[i] >= threshold));
    scores.add("duplicates, called so without guards", share(labels, true, i -> plain[i] >= threshold));
    scores.add("duplicates, called so", share(labels, true, i -> guarded[i] >= threshold));
    scores.add(
        "duplicates, lost to guards", share(labels, true, i -> plain[i] >= threshold && guarded[i] < threshold));
  }

  /// Of minimal pairs, whose ids say of what kind they are: how often a guard fires just where the two differ.
  private static void kinds(List<Pair> pairs, boolean[] labels, Scores scores) {
    if (!pairs.stream().allMatch(pair -> KIND.matcher(pair.id()).matches())) {
      return;
    }
    Map<String, int[]> counts = new TreeMap<>();
    for (int i = 0; i < labels.length; i++) {
      Pair pair = pairs.get(i);
      Matcher kind = KIND.matcher(pair.id());
      boolean fired = !Comparison.of(pair.text1(), pair.text2()).contrasts().isEmpty();
      int[] count =
          counts.computeIfAbsent(kind.matches() ? kind.group(1).replace('-', ' ') : "", _ -> new int[2]);
      count[0]++;
      count[1] += fired == labels[i] ? 0 : 1;
    }
    counts.forEach((kind, count) -> scores.add("guards right, " + kind, (double) count[1] / count[0]));
  }

  /// The share of the pairs with that label for which something holds; 0 if there are none.
  private static double share(boolean[] labels, boolean label, IntPredicate holds) {
    long all = IntStream.range(0, labels.length).filter(i -> labels[i] == label).count();
    long hits = IntStream.range(0, labels.length).filter(i -> labels[i] == label).filter(holds).count();
    return all == 0 ? 0 : (double) hits / all;
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
    return PairCosines.of(pairs, Pair::text1, Pair::text2, encoder, Prompt.NONE, done);
  }
}
