package io.doppel.examination;

import io.doppel.index.query.Filter;
import io.doppel.text.Bounds;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// What to examine.
///
/// @param sample how many texts of the collection to look at, and how many new ones at most, 10 to 2,000
/// @param by metadata fields whose values are held against each other, at most 10; not `script` or `tokens`, by
///     which they are always told apart
/// @param alarm the p-value at or below which new texts are said to be others, [EnergyTest#LEAST] to 1
/// @param fresh which documents of the collection are new and held against all others; empty where none are
/// @param seed decides which texts are drawn and how they are changed: equal seeds, equal figures
public record ExaminationQuery(int sample, List<String> by, OptionalDouble alarm, Optional<Filter> fresh, long seed) {

  public static final int DEFAULT_SAMPLE = 200;
  public static final int MIN_SAMPLE = 10;
  public static final int MAX_SAMPLE = 2_000;
  public static final int MAX_FIELDS = 10;
  public static final long DEFAULT_SEED = 1;

  /// What texts are told apart by without being asked.
  static final List<String> ALWAYS = List.of(Slices.SCRIPT, Slices.TOKENS);

  public ExaminationQuery {
    Bounds.check("sample", sample, MIN_SAMPLE, MAX_SAMPLE);
    by = List.copyOf(by);
    if (by.size() > MAX_FIELDS) {
      throw new Bounds.Violation("by", "by must be at most %d fields, got %d".formatted(MAX_FIELDS, by.size()));
    }
    for (String each : by) {
      if (ALWAYS.contains(each)) {
        throw new Bounds.Violation(
            "by", "by must not be %s: texts are told apart by their own %1$s always".formatted(each));
      }
    }
    if (alarm.isPresent()) {
      Bounds.check("alarm", (float) alarm.getAsDouble(), (float) EnergyTest.LEAST, 1);
    }
  }

  /// No document of the collection is new.
  public ExaminationQuery(int sample, List<String> by, OptionalDouble alarm, long seed) {
    this(sample, by, alarm, Optional.empty(), seed);
  }

  /// The documents that count as the collection.
  Filter stored() {
    return fresh.isPresent() ? new Filter.Not(fresh.get()) : Filter.EVERYTHING;
  }
}
