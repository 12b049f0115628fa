package io.doppel.duplicates.calibration;

import io.doppel.encoder.CrossEncoder;
import java.util.List;

/// A cross-encoder that is asked about pairs of which a calibration alone is uncertain: it reads both texts together,
/// and costs two runs of the model a pair. Thread-safe.
///
/// @param model stays the caller's
public record SecondJudge(CrossEncoder model) {

  /// What the model says of two texts: the mean of its logits for either order, since two texts say the same or do not
  /// whichever comes first.
  public double score(String text1, String text2) {
    return ((double) model.scores(text1, List.of(text2))[0] + model.scores(text2, List.of(text1))[0]) / 2;
  }

  /// Whether it is the one of which somebody learned how much it counts.
  public boolean gave(SecondOpinion opinion) {
    return model.fingerprint().equals(opinion.fingerprint());
  }
}
