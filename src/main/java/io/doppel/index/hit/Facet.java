package io.doppel.index.hit;

import java.util.List;

/// The values of a metadata field, with how many documents have each.
///
/// @param field the name of the field
/// @param values the most frequent first, those as frequent in the order of their code points
/// @param truncated whether there are more values
public record Facet(String field, List<Count> values, boolean truncated) {

  /// The most values of a facet.
  public static final int MAX_VALUES = 1_000;

  /// Longer values, in UTF-8, are not told, though they can be filtered by.
  public static final int MAX_VALUE_BYTES = 256;

  /// A value, and how many documents have it.
  public record Count(String value, long documents) {}

  public Facet {
    values = List.copyOf(values);
  }
}
