package io.doppel.duplicates.calibration;

import io.doppel.duplicates.guard.Comparison;

/// A labelled pair with all that a probability is made of, so that it can be learned from and judged without its texts.
public final class LabelledFeatures {

  private final Features features;
  private final boolean guarded;
  private final boolean duplicate;
  private final double weight;

  private LabelledFeatures(Features features, boolean guarded, boolean duplicate, double weight) {
    this.features = features;
    this.guarded = guarded;
    this.duplicate = duplicate;
    this.weight = weight;
  }

  /// @param cosine of the embeddings, on the standard scale
  static LabelledFeatures of(LabelledPair pair, double cosine) {
    Comparison words = Comparison.of(pair.text1(), pair.text2());
    return new LabelledFeatures(
        Features.of(words, pair.text1(), pair.text2(), cosine),
        !words.contrasts().isEmpty(),
        pair.duplicate(),
        pair.weight());
  }

  /// The same pair, standing for so many.
  ///
  /// @param other more than 0
  public LabelledFeatures weighing(double other) {
    return new LabelledFeatures(features, guarded, duplicate, other);
  }

  /// How likely it is a duplicate.
  ///
  /// @param guardFactor what the probability is multiplied with where a guard fires, 0 to 1
  public double probability(LogisticByKind logistic, double guardFactor) {
    return (guarded ? guardFactor : 1) * logistic.probability(features);
  }

  Features features() {
    return features;
  }

  /// Whether a guard fires.
  public boolean guarded() {
    return guarded;
  }

  public boolean duplicate() {
    return duplicate;
  }

  double weight() {
    return weight;
  }
}
