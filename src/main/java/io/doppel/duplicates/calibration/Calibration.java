package io.doppel.duplicates.calibration;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.doppel.duplicates.guard.Comparison;
import io.doppel.encoder.CosineScale;
import io.doppel.text.Bounds;
import java.util.Map;
import java.util.Optional;

/// Turns a similarity into a probability and a verdict. Learned from labelled pairs by [CalibrationLearner], and valid
/// only for the passport it was learned with. With another model, whose cosines lie elsewhere, it is a makeshift:
/// [#on(CosineScale)]. Immutable.
///
/// @param origin what it was learned from, for people
/// @param passport of the collection, as flat text
/// @param pairs how many labelled pairs it was learned from
/// @param duplicates how many of them are duplicates
/// @param logistic the probability where no guard fires
/// @param guardFactor what the probability is multiplied with where one does, 0 to 1
/// @param targetPrecision the share of true ones that was asked for among those called duplicates
/// @param threshold the least probability of what is called a duplicate
/// @param precision the share of true ones among those called duplicates, on held-out folds
/// @param recall the share of all duplicates that is called so, on held-out folds
/// @param calibrationError the expected calibration error, on held-out folds
/// @param scale where the cosines lie that it judges by; its weights are for the standard scale
/// @param secondOpinion how much a cross-encoder counts, if it was learned with one
public record Calibration(
    String origin,
    Map<String, String> passport,
    long pairs,
    long duplicates,
    LogisticByKind logistic,
    double guardFactor,
    double targetPrecision,
    double threshold,
    Interval precision,
    Interval recall,
    double calibrationError,
    CosineScale scale,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<SecondOpinion> secondOpinion) {

  /// As likely as not: from here on a pair is at least [Verdict#POSSIBLE].
  public static final double EVEN = .5;

  public Calibration {
    passport = Map.copyOf(passport);
    Bounds.check("guard_factor", (float) guardFactor, 0, 1);
    Bounds.check("threshold", (float) threshold, 0, 1);
  }

  /// On the standard scale, without a second judge.
  public Calibration(
      String origin,
      Map<String, String> passport,
      long pairs,
      long duplicates,
      LogisticByKind logistic,
      double guardFactor,
      double targetPrecision,
      double threshold,
      Interval precision,
      Interval recall,
      double calibrationError) {
    this(
        origin,
        passport,
        pairs,
        duplicates,
        logistic,
        guardFactor,
        targetPrecision,
        threshold,
        precision,
        recall,
        calibrationError,
        CosineScale.STANDARD,
        Optional.empty());
  }

  /// The same for cosines of another model.
  public Calibration on(CosineScale other) {
    return with(guardFactor, other);
  }

  /// The same, as if no guard lowered a probability; which of them fire is told all the same.
  public Calibration unguarded() {
    return with(1, scale);
  }

  private Calibration with(double factor, CosineScale other) {
    return new Calibration(
        origin,
        passport,
        pairs,
        duplicates,
        logistic,
        factor,
        targetPrecision,
        threshold,
        precision,
        recall,
        calibrationError,
        other,
        secondOpinion);
  }

  /// The logarithm of the odds that two texts are duplicates, before any guard.
  ///
  /// @param words of both
  /// @param cosine of their embeddings
  public double logOdds(Comparison words, String text1, String text2, double cosine) {
    return logistic.logOdds(Features.of(words, text1, text2, scale.standard(cosine)));
  }

  /// The probability of which this is the logarithm of the odds.
  public static double probability(double logOdds) {
    return Logistic.probability(logOdds);
  }

  public Verdict verdict(double probability) {
    if (probability >= threshold) {
      return Verdict.DUPLICATE;
    }
    return probability >= EVEN ? Verdict.POSSIBLE : Verdict.DIFFERENT;
  }
}
