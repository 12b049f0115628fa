package io.doppel.plagiarism.batch;

import io.doppel.index.PassageIndex;

/// A collection that texts are held against without being held against each other themselves: those of earlier years,
/// or sources.
///
/// @param name what pairs say that the second text is from, not empty
/// @param index stays the caller's
public record Archive(String name, PassageIndex index) {

  public Archive {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("an archive needs a name");
    }
  }
}
