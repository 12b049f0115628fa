package io.doppel.models.graft;

import io.doppel.text.Bounds;

/// How a graft is made.
///
/// @param pieces word pieces to learn, 100 to 100,000; those that the model has already, and letters by themselves, are
///     not counted
/// @param heldBack pairs that nothing is learned from, to measure with; 0 to 10,000, and at most a tenth of all
/// @param trained pairs that the body of the model is trained by once its words are learned, 0 to 10,000,000; some come
///     again if there are fewer. At 0 all that it learns is words
/// @param joined share of them that is joined with those that follow in the file, to texts of up to
///     [Lessons#LONGEST_PASSAGE] tokens; 0 to 1
/// @param seed chooses the pairs that are held back, those that are read where there are too many, and what is trained
///     by when
public record GraftSettings(int pieces, int heldBack, int trained, float joined, long seed) {

  public GraftSettings {
    Bounds.check("pieces", pieces, 100, 100_000);
    Bounds.check("held-back", heldBack, 0, 10_000);
    Bounds.check("train", trained, 0, 10_000_000);
    Bounds.check("joined", joined, 0, 1);
  }
}
