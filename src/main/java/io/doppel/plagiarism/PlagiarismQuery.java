package io.doppel.plagiarism;

import io.doppel.plagiarism.exclusion.Exclusions;
import io.doppel.text.Bounds;
import java.util.Set;

/// A text to be checked against a collection.
///
/// @param text the suspicious text, not blank, at most [#MAX_LENGTH] UTF-16 units
/// @param exclude ids of documents that are no sources, such as the text's own or an earlier version, at most
///     [#MAX_EXCLUDE]; they are not looked at
/// @param leaveOut what does not count as reuse
public record PlagiarismQuery(String text, Set<String> exclude, Exclusions leaveOut) {

  /// The longest text, in UTF-16 units: some 800 printed pages.
  public static final int MAX_LENGTH = 2_000_000;

  /// The most documents left out.
  public static final int MAX_EXCLUDE = 1_000;

  public PlagiarismQuery {
    Bounds.check("text", text, MAX_LENGTH);
    Bounds.check("exclude", exclude.size(), 0, MAX_EXCLUDE);
    exclude = Set.copyOf(exclude);
  }

  /// With nothing left out.
  public PlagiarismQuery(String text, Set<String> exclude) {
    this(text, exclude, Exclusions.NONE);
  }
}
