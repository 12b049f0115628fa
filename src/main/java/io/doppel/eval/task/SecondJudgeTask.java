package io.doppel.eval.task;

import io.doppel.duplicates.calibration.Calibration;
import io.doppel.duplicates.calibration.CalibrationLearner;
import io.doppel.duplicates.calibration.LabelledPair;
import io.doppel.duplicates.calibration.Reliability;
import io.doppel.duplicates.calibration.SecondJudge;
import io.doppel.duplicates.judgement.Judge;
import io.doppel.duplicates.judgement.Judgement;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.PairCosines;
import io.doppel.encoder.Prompt;
import io.doppel.eval.data.LabelledPairs;
import io.doppel.eval.measure.BinaryMeasures;
import io.doppel.index.Passport;
import io.doppel.text.PassageSplitter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/// What a cross-encoder is worth where a calibration is uncertain: one calibration is learned from pairs without it and
/// one with it, and both judge other pairs. A cross-encoder that has seen the labels of the pairs to learn from looks
/// better on these than it is.
public final class SecondJudgeTask {

  private SecondJudgeTask() {}

  /// @param train pairs to learn from
  /// @param test pairs that are judged
  /// @param limit the most pairs of each
  /// @param done hears how many pairs are embedded
  public static void measure(
      Path train, Path test, int limit, Encoder encoder, SecondJudge second, LongConsumer done, Scores scores)
      throws IOException {
    Passport passport =
        Passport.of(encoder.fingerprint(), PassageSplitter.sentences(encoder, encoder.maxContentTokens()).name());
    List<LabelledPair> known = first(train, limit);
    List<LabelledPair> asked = first(test, limit);
    double[] cosines =
        PairCosines.of(asked, LabelledPair::text1, LabelledPair::text2, encoder, Prompt.DOCUMENT, done);
    Calibration alone = learned(new CalibrationLearner(encoder, passport), known, done);
    Calibration both = learned(new CalibrationLearner(encoder, passport, Optional.of(second)), known, done);
    scores.add("second judge kept", both.secondOpinion().isPresent() ? 1 : 0);
    Judgements with = Judgements.of(new Judge(both, Optional.of(second)), asked, cosines);
    Judgements without = Judgements.of(Judge.of(alone), asked, cosines);
    scores.add("asked about", with.share(with.asked));
    without.tell(", without", with.asked, scores);
    with.tell("", with.asked, scores);
  }

  private static List<LabelledPair> first(Path file, int limit) throws IOException {
    List<LabelledPair> pairs = LabelledPairs.read(file);
    return pairs.subList(0, Math.min(limit, pairs.size()));
  }

  private static Calibration learned(CalibrationLearner learner, List<LabelledPair> pairs, LongConsumer done) {
    return learner
        .learn(pairs, false, CalibrationLearner.DEFAULT_TARGET_PRECISION, "pairs to learn from", done)
        .calibration();
  }

  /// What a judge says of pairs.
  ///
  /// @param asked whether a second judge was asked about each
  @SuppressWarnings("ArrayRecordComponent") // made, read and dropped here
  private record Judgements(double threshold, double[] probabilities, boolean[] labels, boolean[] asked) {

    static Judgements of(Judge judge, List<LabelledPair> pairs, double[] cosines) {
      Judgements all =
          new Judgements(
              judge.calibration().threshold(),
              new double[cosines.length],
              new boolean[cosines.length],
              new boolean[cosines.length]);
      for (int i = 0; i < cosines.length; i++) {
        LabelledPair pair = pairs.get(i);
        Judgement judged = judge.judge(pair.text1(), pair.text2(), cosines[i]);
        all.probabilities[i] = judged.probability();
        all.labels[i] = pair.duplicate();
        all.asked[i] = judged.first().isPresent();
      }
      return all;
    }

    double share(boolean[] which) {
      return (double) IntStream.range(0, which.length).filter(i -> which[i]).count() / Math.max(1, which.length);
    }

    /// @param uncertain pairs of which the accuracy is told by itself
    void tell(String suffix, boolean[] uncertain, Scores scores) {
      scores.add("average precision" + suffix, BinaryMeasures.averagePrecision(probabilities, labels));
      scores.add(
          "calibration error" + suffix, Reliability.of(probabilities, labels).expectedCalibrationError());
      long called = count(i -> probabilities[i] >= threshold);
      long rightly = count(i -> probabilities[i] >= threshold && labels[i]);
      scores.add("precision at the threshold" + suffix, (double) rightly / Math.max(1, called));
      scores.add("recall at the threshold" + suffix, (double) rightly / Math.max(1, count(i -> labels[i])));
      long pairs = count(i -> uncertain[i]);
      if (pairs > 0) {
        long right = count(i -> uncertain[i] && (probabilities[i] >= Calibration.EVEN) == labels[i]);
        scores.add("accuracy where asked" + suffix, (double) right / pairs);
      }
    }

    private long count(IntPredicate which) {
      return IntStream.range(0, labels.length).filter(which).count();
    }
  }
}
