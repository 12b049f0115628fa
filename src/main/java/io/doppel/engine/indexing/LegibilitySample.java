package io.doppel.engine.indexing;

import io.doppel.encoder.Encoder;
import java.util.Optional;

/// How much of what is being indexed the model cannot read, by a sample: all of the first texts, then one in many.
final class LegibilitySample {

  private static final int FIRST = 200;
  private static final int ONE_IN = 50;
  private static final int CHARACTERS = 500;

  private long seen;
  private long looked;
  private double illegible;

  void add(Encoder encoder, String text) {
    if (seen < FIRST || seen % ONE_IN == 0) {
      illegible += 1 - encoder.legibility(text.substring(0, Math.min(text.length(), CHARACTERS)));
      looked++;
    }
    seen++;
  }

  /// Empty if there was no text.
  Optional<Illegibility> illegibility() {
    return looked == 0 ? Optional.empty() : Optional.of(new Illegibility(illegible / looked));
  }
}
