package io.doppel.plagiarism.alignment.seed;

import io.doppel.plagiarism.reading.Reading;
import io.doppel.text.Span;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/// Seeds that belong together, and the units from the first to the last of them in both texts.
///
/// @param seeds at least one
/// @param hereFrom first unit in the suspicious text
/// @param hereTo behind the last unit in the suspicious text
/// @param thereFrom first unit in the source
/// @param thereTo behind the last unit in the source
public record Group(List<Seed> seeds, int hereFrom, int hereTo, int thereFrom, int thereTo) {

  public static Group of(List<Seed> seeds) {
    if (seeds.isEmpty()) {
      throw new IllegalArgumentException("a group needs at least one seed");
    }
    int hereFrom = Integer.MAX_VALUE;
    int hereTo = 0;
    int thereFrom = Integer.MAX_VALUE;
    int thereTo = 0;
    for (Seed seed : seeds) {
      hereFrom = Math.min(hereFrom, seed.here());
      hereTo = Math.max(hereTo, seed.here() + 1);
      thereFrom = Math.min(thereFrom, seed.there());
      thereTo = Math.max(thereTo, seed.there() + 1);
    }
    return new Group(seeds, hereFrom, hereTo, thereFrom, thereTo);
  }

  /// Where it stands in the suspicious text.
  public Span here(Reading reading) {
    return new Span(reading.unit(hereFrom).start(), reading.unit(hereTo - 1).end());
  }

  /// Where it stands in the source.
  public Span there(Reading reading) {
    return new Span(reading.unit(thereFrom).start(), reading.unit(thereTo - 1).end());
  }

  /// What the best seed of each unit of one text is worth above `floor`, by unit.
  ///
  /// @param unit the unit of a seed in that text
  public static Map<Integer, Double> best(
      List<Seed> seeds, ToIntFunction<Seed> unit, ToDoubleFunction<Seed> worth, double floor) {
    Map<Integer, Double> best = new HashMap<>();
    for (Seed seed : seeds) {
      best.merge(unit.applyAsInt(seed), worth.applyAsDouble(seed) - floor, Math::max);
    }
    return best;
  }

  /// The log odds above `floor` of the best seed of each unit of the suspicious text, summed.
  public static double evidence(List<Seed> seeds, double floor) {
    return sum(best(seeds, Seed::here, Seed::odds, floor));
  }

  public static double sum(Map<Integer, Double> values) {
    return values.values().stream().mapToDouble(Double::doubleValue).sum();
  }
}
