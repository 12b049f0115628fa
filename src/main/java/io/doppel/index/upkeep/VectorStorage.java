package io.doppel.index.upkeep;

import io.doppel.text.Bounds;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// In how many bits a coordinate lies where the graph is walked. The vectors themselves are always kept in float32
/// beside it, and what a walk finds is scored by these: fewer bits cost recall, which a wider walk brings back, never
/// similarities.
public enum VectorStorage {
  /// The vectors as they are, and nothing beside them.
  FLOAT32,
  /// A byte a coordinate.
  INT8,
  /// Half a byte.
  INT4,
  /// One bit, held against four bits of the query.
  BIT1;

  /// The storage of that name, as in `int8`.
  ///
  /// @throws Bounds.Violation if there is none
  public static VectorStorage of(String name) {
    return Arrays.stream(values())
        .filter(storage -> storage.toString().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new Bounds.Violation(
                "vector_storage",
                "vector_storage must be %s, got \"%s\""
                    .formatted(
                        Arrays.stream(values())
                            .map(VectorStorage::toString)
                            .collect(Collectors.joining(", ")),
                        name)));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
