package io.doppel.models.graft;

import io.doppel.text.Bounds;

/// How the body of a model is trained once its words are learned.
///
/// @param trained texts that it is trained by, 0 to 10,000,000; some come again if there are fewer. At 0 all that it
///     learns is words
/// @param joined share of the pairs of sentences among them that is joined with those that follow in the file, to texts
///     of up to [Lessons#LONGEST_PASSAGE] tokens; 0 to 1
/// @param rank of the matrices beside its weights, 1 to 256
/// @param rate of learning for the matrices, at its highest; 0.00001 to 0.1
/// @param rateOfRows that for the rows of the new tokens, 0 to 0.1
public record BodySettings(int trained, float joined, int rank, double rate, double rateOfRows) {

  public static final BodySettings NONE = standard(0, 0);

  public BodySettings {
    Bounds.check("train", trained, 0, 10_000_000);
    Bounds.check("joined", joined, 0, 1);
    Bounds.check("rank", rank, 1, 256);
    Bounds.check("rate", (float) rate, 0.00001f, 0.1f);
    Bounds.check("rate-of-rows", (float) rateOfRows, 0, 0.1f);
  }

  /// With the rank and the rates that suit most.
  public static BodySettings standard(int trained, float joined) {
    return new BodySettings(trained, joined, 16, 1e-3, 3e-4);
  }
}
