package io.doppel.duplicates;

import io.doppel.encoder.CosineScale;
import io.doppel.text.Bounds;

/// A question that may have been asked before.
///
/// @param text the question, 1 to [#MAX_TEXT] characters
/// @param threshold the least cosine of a candidate, -1 to 1
/// @param k the most candidates, 1 to [#MAX_K]
public record DuplicateQuery(String text, float threshold, int k) {

  public static final int MAX_TEXT = 20_000;
  public static final int MAX_K = 1_000;
  public static final int DEFAULT_K = 20;

  /// Of the sample questions, paraphrases lie at a median cosine of .65 on the standard scale.
  public static final float STANDARD_THRESHOLD = 0.65f;

  public DuplicateQuery {
    Bounds.check("text", text, MAX_TEXT);
    Bounds.check("threshold", threshold, -1, 1);
    Bounds.check("k", k, 1, MAX_K);
  }

  /// The least cosine where nobody says otherwise: 0.65 on the standard scale.
  ///
  /// @param scale of the model
  public static float defaultThreshold(CosineScale scale) {
    return scale.own(STANDARD_THRESHOLD);
  }
}
