package io.doppel.index.hit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
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
  public record Count(String value, long documents) {

    /// As facets have them.
    public static final Comparator<Count> MOST_FREQUENT_FIRST =
        Comparator.comparingLong(Count::documents)
            .reversed()
            .thenComparing(count -> bytes(count.value), Arrays::compareUnsigned);

    /// Whether it is told.
    public boolean canBeTold() {
      return bytes(value).length <= MAX_VALUE_BYTES;
    }

    /// Their order is that of code points.
    private static byte[] bytes(String value) {
      return value.getBytes(StandardCharsets.UTF_8);
    }
  }

  public Facet {
    values = List.copyOf(values);
  }
}
