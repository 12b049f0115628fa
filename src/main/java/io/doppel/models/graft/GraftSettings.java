package io.doppel.models.graft;

import io.doppel.text.Bounds;

/// How a graft is made.
///
/// @param pieces word pieces to learn, 100 to 100,000; those that the model has already, and letters by themselves, are
///     not counted
/// @param heldBack pairs that nothing is learned from, to measure with; 0 to 10,000, and at most a tenth of all
/// @param body how the body of the model is trained
/// @param seed chooses the pairs that are held back, those that are read where there are too many, and what is trained
///     by when
public record GraftSettings(int pieces, int heldBack, BodySettings body, long seed) {

  public GraftSettings {
    Bounds.check("pieces", pieces, 100, 100_000);
    Bounds.check("held-back", heldBack, 0, 10_000);
  }
}
