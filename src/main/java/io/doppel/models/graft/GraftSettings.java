package io.doppel.models.graft;

import io.doppel.models.ModelName;
import io.doppel.text.Bounds;
import org.jspecify.annotations.Nullable;

/// How a graft is made.
///
/// @param pieces word pieces to learn, 100 to 100,000; those that the model has already, and letters by themselves, are
///     not counted
/// @param heldBack pairs that nothing is learned from, to measure with; 0 to 10,000, and at most a tenth of all
/// @param from an earlier graft of the same base to go on from, whose words, rows and matrices are where it begins:
///     then no pieces are learned, and the rank of the body's matrices is theirs; null to begin anew
/// @param body how the body of the model is trained
/// @param seed chooses the pairs that are held back, those that are read where there are too many, and what is trained
///     by when
public record GraftSettings(int pieces, int heldBack, @Nullable ModelName from, BodySettings body, long seed) {

  /// One that begins anew.
  public GraftSettings(int pieces, int heldBack, BodySettings body, long seed) {
    this(pieces, heldBack, null, body, seed);
  }

  public GraftSettings {
    Bounds.check("pieces", pieces, 100, 100_000);
    Bounds.check("held-back", heldBack, 0, 10_000);
    if (from != null && body.trained() == 0) {
      throw new Bounds.Violation("from", "--from needs --train: without it nothing is learned beyond " + from);
    }
  }
}
