package io.doppel.plagiarism.batch;

import io.doppel.plagiarism.exclusion.Exclusions;
import io.doppel.text.Bounds;

/// A collection to be checked against itself.
///
/// @param threshold the least part of either text, from 0 to 1, that a pair must have in common, with what is left out;
///     more than 0
/// @param sources with how many likely sources each text is compared, 1 to [#MAX_SOURCES]
/// @param sameAuthor whether pairs of documents whose field `author` is the same are left out
/// @param leaveOut what else does not count; its author is not used
public record BatchQuery(float threshold, int sources, boolean sameAuthor, Exclusions leaveOut) {

  /// A sentence or two of an essay.
  public static final float DEFAULT_THRESHOLD = .05f;

  private static final float MIN_THRESHOLD = .001f;

  public static final int DEFAULT_SOURCES = 10;

  public static final int MAX_SOURCES = 100;

  public BatchQuery {
    Bounds.check("threshold", threshold, MIN_THRESHOLD, 1);
    Bounds.check("sources", sources, 1, MAX_SOURCES);
  }
}
