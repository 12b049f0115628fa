package io.doppel.duplicates.calibration;

import io.doppel.learn.PriorRegression;
import io.doppel.text.Bounds;
import java.util.List;
import java.util.Optional;

/// How much a cross-encoder counts where a calibration alone is uncertain: a logistic regression over the logarithm of
/// the odds that the calibration gives and the logit of the cross-encoder (stacked generalization: Wolpert, 1992).
///
/// @param model the name of the cross-encoder
/// @param fingerprint of its files, see [io.doppel.encoder.CrossEncoder#fingerprint]
/// @param intercept the logarithm of the odds where both are 0
/// @param own the weight of the calibration's logarithm of the odds, 0 or more
/// @param score the weight of the logit, more than 0
public record SecondOpinion(String model, String fingerprint, double intercept, double own, double score) {

  /// The cross-encoder is asked where the calibration says more than the one and less than the other: about others it
  /// could change the verdict of few, and they are most of all pairs.
  private static final double LOW = .1;

  private static final double HIGH = .9;

  /// How far the intercept and the calibration's weight are expected to be from 0 and 1, and how far a usual logit is
  /// expected to move the logarithm of the odds: so that few pairs let the second judge say little.
  private static final double INTERCEPT_DEVIATION = 1;

  private static final double OWN_DEVIATION = .5;
  private static final double MOVES = 2;

  /// The weight of what the calibration says where the second judge has less of a say is no matter of learning.
  private static final double FIXED = 1e-6;

  /// From either end of the band it has more and more of a say, so that no pair jumps over another one there.
  private static final double RAMP = .1;

  private static final int MAX_NAME = 255;

  public SecondOpinion {
    if (model == null
        || fingerprint == null
        || model.length() > MAX_NAME
        || fingerprint.length() > MAX_NAME
        || model.chars().anyMatch(Character::isISOControl)) {
      throw new Bounds.Violation(
          "second_opinion",
          "a second opinion needs the name and the fingerprint of a model, of up to %d letters".formatted(MAX_NAME));
    }
    boolean finite = Double.isFinite(intercept + own + score);
    if (!finite || own < 0 || score <= 0) {
      throw new Bounds.Violation(
          "second_opinion",
          "a second opinion needs a finite intercept, own of 0 or more and score of more than 0, got %s, %s and %s"
              .formatted(intercept, own, score));
    }
  }

  /// Whether the second judge is asked.
  ///
  /// @param probability by the calibration alone, where no guard fires
  public static boolean isWanted(double probability) {
    return probability > LOW && probability < HIGH;
  }

  /// What both say together, 0 to 1.
  ///
  /// @param logOdds by the calibration alone
  /// @param logit of the cross-encoder
  public double probability(double logOdds, double logit) {
    double say = say(logOdds);
    return Logistic.probability(say * (intercept + own * logOdds + score * logit) + (1 - say) * logOdds);
  }

  /// How much of a say the second judge has, from 0 at the ends of the band to 1 in its middle.
  private static double say(double logOdds) {
    double probability = Logistic.probability(logOdds);
    return Math.clamp(Math.min(probability - LOW, HIGH - probability) / RAMP, 0, 1);
  }

  /// The most probable weights for pairs that were scored; empty where the logits say nothing for duplicates.
  ///
  /// @param judge the cross-encoder that scored them
  /// @param logistic what judges them first
  static Optional<SecondOpinion> fit(SecondJudge judge, LogisticByKind logistic, List<LabelledFeatures> scored) {
    double[] weights = LabelledFeatures.alike(scored);
    double deviation = deviation(scored);
    if (deviation == 0) {
      return Optional.empty();
    }
    double[] learned =
        PriorRegression.fit(
            scored.stream().map(row -> vector(logistic.logOdds(row.features()), row.score().orElseThrow())).toList(),
            LabelledFeatures.labels(scored),
            weights,
            new double[] {0, 1, 0, 1},
            new double[] {INTERCEPT_DEVIATION, OWN_DEVIATION, MOVES / deviation, FIXED});
    return learned[2] > 0
        ? Optional.of(
            new SecondOpinion(
                judge.name(),
                judge.fingerprint(),
                learned[0],
                Math.max(learned[1], 0),
                learned[2]))
        : Optional.empty();
  }

  private static double[] vector(double logOdds, double logit) {
    double say = say(logOdds);
    return new double[] {say, say * logOdds, say * logit, (1 - say) * logOdds};
  }

  private static double deviation(List<LabelledFeatures> scored) {
    double mean = scored.stream().mapToDouble(row -> row.score().orElseThrow()).average().orElse(0);
    return Math.sqrt(
        scored.stream().mapToDouble(row -> Math.pow(row.score().orElseThrow() - mean, 2)).average().orElse(0));
  }
}
