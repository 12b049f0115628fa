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
/// where it lowers the log loss of those about which it is asked by more than twice the standard error of that, so that
/// one that says anything at all is not taken for one that knows something.
///
/// @param model the name of the cross-encoder
/// @param asked about how many pairs it was
/// @param kept whether it is asked from now on; never where it was asked about fewer than [Folds#COUNT] of either label
/// @param logLoss of these pairs with it; weights count
/// @param logLossAlone of the same without it
/// @param averagePrecision of all pairs with it
/// @param averagePrecisionAlone of all pairs without it
public record SecondTrial(
    String model,
    int asked,
    boolean kept,
    double logLoss,
    double logLossAlone,
    double averagePrecision,
    double averagePrecisionAlone) {

  /// What is sure and wrong counts as much as this.
  private static final double LEAST = 1e-12;

  private static final double ERRORS = 2;

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
  static Result of(
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
    boolean enough = Math.min(duplicates, asked.size() - duplicates) >= Folds.COUNT;
    double[] both =
        enough
            ? Folds.heldOut(
                scored,
                others -> {
                  LogisticByKind logistic = fit.apply(others);
                  return judging(logistic, SecondOpinion.fit(judge, logistic, asked(others)), guardFactor);
                })
            : alone;
    Optional<SecondOpinion> opinion =
        enough && isBetter(both, alone, scored) ? SecondOpinion.fit(judge, first, asked) : Optional.empty();
    boolean[] labels = LabelledFeatures.labels(rows);
    double[] weights = LabelledFeatures.weights(rows);
    SecondTrial trial =
        new SecondTrial(
            judge.name(),
            asked.size(),
            opinion.isPresent(),
            logLoss(both, scored),
            logLoss(alone, scored),
            CalibrationReport.averagePrecision(both, labels, weights),
            CalibrationReport.averagePrecision(alone, labels, weights));
    return new Result(trial, opinion, trial.kept() ? both : alone);
  }

  /// Whether what the loss falls by is more than chance would have it.
  private static boolean isBetter(double[] both, double[] alone, List<LabelledFeatures> rows) {
    double mean = logLoss(alone, rows) - logLoss(both, rows);
    double squares = 0;
    double all = 0;
    for (int i = 0; i < both.length; i++) {
      LabelledFeatures row = rows.get(i);
      if (row.score().isPresent()) {
        double gain = loss(alone[i], row) - loss(both[i], row);
        squares += Math.pow(row.weight() * (gain - mean), 2);
        all += row.weight();
      }
    }
    return mean > ERRORS * Math.sqrt(squares) / all;
  }

  private static double loss(double probability, LabelledFeatures row) {
    return -Math.log(Math.max(row.duplicate() ? probability : 1 - probability, LEAST));
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
        loss += row.weight() * loss(probabilities[i], row);
        all += row.weight();
      }
    }
    return all == 0 ? 0 : loss / all;
  }
}
