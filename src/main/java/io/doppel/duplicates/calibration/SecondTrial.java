package io.doppel.duplicates.calibration;

import io.doppel.work.Cancellation;
import io.doppel.work.SharedWork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// Whether a second judge is worth being asked, by pairs of which each is judged by what others taught: it is kept only
/// where it lowers the log loss of those about which it is asked.
///
/// @param model the name of the cross-encoder
/// @param asked about how many pairs it was
/// @param logLoss of these pairs with it; weights count
/// @param logLossAlone of the same without it
/// @param averagePrecision of all pairs with it
/// @param averagePrecisionAlone of all pairs without it
public record SecondTrial(
    String model,
    int asked,
    double logLoss,
    double logLossAlone,
    double averagePrecision,
    double averagePrecisionAlone) {

  /// What is sure and wrong counts as much as this.
  private static final double LEAST = 1e-12;

  /// Whether it is asked from now on.
  public boolean kept() {
    return logLoss < logLossAlone;
  }

  /// A trial with all that it found.
  ///
  /// @param opinion learned from all pairs; empty if it is not kept
  /// @param heldOut the probabilities of all pairs, with it if it is kept
  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  record Result(SecondTrial trial, Optional<SecondOpinion> opinion, double[] heldOut) {}

  /// @param pairs with their texts
  /// @param rows the same
  /// @param fit learns what judges first
  /// @param guardFactor what a probability is multiplied with where a guard fires, 0 to 1
  /// @param alone the probabilities without a second judge, on held-out folds
  /// @return empty if it is asked about too few pairs of either label to tell
  static Optional<Result> of(
      SecondJudge judge,
      List<LabelledPair> pairs,
      List<LabelledFeatures> rows,
      Function<List<LabelledFeatures>, LogisticByKind> fit,
      double guardFactor,
      double[] alone) {
    LogisticByKind first = fit.apply(rows);
    List<LabelledFeatures> scored = scored(judge, pairs, rows, first);
    List<LabelledFeatures> asked = asked(scored);
    long duplicates = asked.stream().filter(LabelledFeatures::duplicate).count();
    if (Math.min(duplicates, asked.size() - duplicates) < Folds.COUNT) {
      return Optional.empty();
    }
    double[] both =
        Folds.heldOut(
            scored,
            others -> {
              LogisticByKind logistic = fit.apply(others);
              return judging(logistic, SecondOpinion.fit(judge, logistic, asked(others)), guardFactor);
            });
    Optional<SecondOpinion> opinion = SecondOpinion.fit(judge, first, asked);
    boolean[] labels = LabelledFeatures.labels(rows);
    double[] weights = LabelledFeatures.weights(rows);
    SecondTrial trial =
        new SecondTrial(
            judge.model().name(),
            asked.size(),
            logLoss(both, scored),
            logLoss(alone, scored),
            CalibrationReport.averagePrecision(both, labels, weights),
            CalibrationReport.averagePrecision(alone, labels, weights));
    return Optional.of(
        trial.kept() ? new Result(trial, opinion, both) : new Result(trial, Optional.empty(), alone));
  }

  private static ToDoubleFunction<LabelledFeatures> judging(
      LogisticByKind logistic, Optional<SecondOpinion> opinion, double guardFactor) {
    return row -> {
      OptionalDouble score = row.score();
      return opinion.isPresent() && score.isPresent()
          ? opinion.get().probability(logistic.logOdds(row.features()), score.getAsDouble())
          : row.probability(logistic, guardFactor);
    };
  }

  private static List<LabelledFeatures> asked(List<LabelledFeatures> rows) {
    return rows.stream().filter(row -> row.score().isPresent()).toList();
  }

  /// The same pairs, with what the cross-encoder says of those about which it is asked.
  private static List<LabelledFeatures> scored(
      SecondJudge judge, List<LabelledPair> pairs, List<LabelledFeatures> rows, LogisticByKind first) {
    AtomicReferenceArray<LabelledFeatures> scored =
        new AtomicReferenceArray<>(rows.toArray(LabelledFeatures[]::new));
    try (SharedWork work = SharedWork.begin("second judge", _ -> {}, Cancellation.current())) {
      for (int i = 0; i < rows.size(); i++) {
        int place = i;
        LabelledFeatures row = rows.get(place);
        LabelledPair pair = pairs.get(place);
        if (!row.guarded() && SecondOpinion.isWanted(first.probability(row.features()))) {
          work.add(
              () -> {
                double score = judge.score(pair.text1(), pair.text2());
                if (Double.isFinite(score)) {
                  scored.set(place, row.scored(score));
                }
              });
        }
      }
      work.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return IntStream.range(0, rows.size()).mapToObj(scored::get).toList();
  }

  private static double logLoss(double[] probabilities, List<LabelledFeatures> rows) {
    double loss = 0;
    double all = 0;
    for (int i = 0; i < probabilities.length; i++) {
      LabelledFeatures row = rows.get(i);
      if (row.score().isPresent()) {
        double right = row.duplicate() ? probabilities[i] : 1 - probabilities[i];
        loss -= row.weight() * Math.log(Math.max(right, LEAST));
        all += row.weight();
      }
    }
    return all == 0 ? 0 : loss / all;
  }
}
