package io.doppel.duplicates.teaching;

import io.doppel.duplicates.calibration.HeldOut;
import io.doppel.text.Bounds;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Pairs that were drawn for a person to decide about.
///
/// @param number from 1
/// @param at when it was drawn, in ISO 8601
/// @param pairs in the order in which to show them, which is random
/// @param measured what all decisions until its end did on held-out folds; null until then, or where they were too few
public record Round(int number, String at, List<Drawn> pairs, @Nullable HeldOut measured) {

  /// The most pairs of one.
  public static final int SIZE = 20;

  public Round {
    Bounds.check("number", number, 1, Integer.MAX_VALUE);
    Bounds.check("pairs", pairs.size(), 1, SIZE);
    pairs = List.copyOf(pairs);
  }

  /// A pair by the ids of its documents.
  ///
  /// @param chance that it was drawn, of all that might have been; more than 0, at most 1
  public record Drawn(String id1, String id2, double chance) {

    public Drawn {
      if (!(chance > 0 && chance <= 1)) {
        throw new Bounds.Violation("chance", "chance must be more than 0 and at most 1, got %s".formatted(chance));
      }
    }
  }

  public Optional<HeldOut> held() {
    return Optional.ofNullable(measured);
  }

  Round with(HeldOut measured) {
    return new Round(number, at, pairs, measured);
  }
}
