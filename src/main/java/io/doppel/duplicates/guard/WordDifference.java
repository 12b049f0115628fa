package io.doppel.duplicates.guard;

import java.util.List;

/// The words with meaning that two texts share, and those that only one has; in small letters, as they stand in the
/// texts.
///
/// @param shared as the first text writes them, in its order
public record WordDifference(List<String> shared, List<String> onlyHere, List<String> onlyThere) {

  public WordDifference {
    shared = List.copyOf(shared);
    onlyHere = List.copyOf(onlyHere);
    onlyThere = List.copyOf(onlyThere);
  }
}
