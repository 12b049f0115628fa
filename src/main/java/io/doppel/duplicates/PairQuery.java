package io.doppel.duplicates;

import io.doppel.encoder.CosineScale;
import io.doppel.text.Bounds;

/// Asks for all pairs within a collection.
///
/// @param threshold the least cosine of a pair, -1 to 1
/// @param k the most pairs, 1 to [#MAX_K]
public record PairQuery(float threshold, int k) {

  public static final int MAX_K = 100_000;
  public static final int DEFAULT_K = 100;

  /// On the standard scale.
  public static final float STANDARD_THRESHOLD = 0.75f;

  public PairQuery {
    Bounds.check("threshold", threshold, -1, 1);
    Bounds.check("k", k, 1, MAX_K);
  }

  /// The least cosine where nobody says otherwise: 0.75 on the standard scale.
  ///
  /// @param scale of the model
  public static float defaultThreshold(CosineScale scale) {
    return scale.own(STANDARD_THRESHOLD);
  }
}
