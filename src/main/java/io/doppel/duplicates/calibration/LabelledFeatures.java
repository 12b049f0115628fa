package io.doppel.duplicates.calibration;

import io.doppel.duplicates.guard.Comparison;
import java.util.List;
import java.util.OptionalDouble;

/// A labelled pair with all that a probability is made of, so that it can be learned from and judged without its texts.
public final class LabelledFeatures {

  private final Features features;
  private final boolean guarded;
  private final boolean duplicate;
  private final double weight;
  private final OptionalDouble score;

  private LabelledFeatures(
      Features features, boolean guarded, boolean duplicate, double weight, OptionalDouble score) {
    this.features = features;
    this.guarded = guarded;
    this.duplicate = duplicate;
    this.weight = weight;
    this.score = score;
  }

  /// @param cosine of the embeddings, on the standard scale
  static LabelledFeatures of(LabelledPair pair, double cosine) {
    Comparison words = Comparison.of(pair.text1(), pair.text2());
    return new LabelledFeatures(
        Features.of(words, pair.text1(), pair.text2(), cosine),
        !words.contrasts().isEmpty(),
        pair.duplicate(),
        pair.weight(),
        OptionalDouble.empty());
  }

  /// The same pair, standing for so many.
  ///
  /// @param other more than 0
  public LabelledFeatures weighing(double other) {
    return new LabelledFeatures(features, guarded, duplicate, other, score);
  }

  /// The same pair, about which a second judge was asked.
  ///
  /// @param logit what it said
  LabelledFeatures scored(double logit) {
    return new LabelledFeatures(features, guarded, duplicate, weight, OptionalDouble.of(logit));
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

  /// What a second judge said; empty where none was asked.
  OptionalDouble score() {
    return score;
  }

  static boolean[] labels(List<LabelledFeatures> rows) {
    boolean[] labels = new boolean[rows.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = rows.get(i).duplicate();
    }
    return labels;
  }

  static double[] weights(List<LabelledFeatures> rows) {
    return rows.stream().mapToDouble(LabelledFeatures::weight).toArray();
  }

  /// The weights, together as much as so many pairs that count alike would tell (Kish, 1965): however many pairs each
  /// stands for, people decided about a few.
  static double[] alike(List<LabelledFeatures> rows) {
    double all = rows.stream().mapToDouble(LabelledFeatures::weight).sum();
    double squares = rows.stream().mapToDouble(row -> row.weight() * row.weight()).sum();
    return rows.stream().mapToDouble(row -> row.weight() * all / squares).toArray();
  }
}
