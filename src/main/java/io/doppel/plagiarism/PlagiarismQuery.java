package io.doppel.plagiarism;

import java.util.Set;

/// A text to be checked against a collection.
///
/// @param text the suspicious text, not blank, at most [#MAX_LENGTH] UTF-16 units
/// @param exclude ids of documents that are no sources, such as the text's own, at most [#MAX_EXCLUDE]
public record PlagiarismQuery(String text, Set<String> exclude) {

  /// The longest text, in UTF-16 units: some 400 printed pages.
  public static final int MAX_LENGTH = 1_000_000;

  /// The most documents left out.
  public static final int MAX_EXCLUDE = 1_000;

  public PlagiarismQuery {
    if (text.isBlank()) {
      throw new IllegalArgumentException("text must not be blank");
    }
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "text must be at most %d UTF-16 units long, got %d".formatted(MAX_LENGTH, text.length()));
    }
    if (exclude.size() > MAX_EXCLUDE) {
      throw new IllegalArgumentException(
          "exclude must name at most %d documents, got %d".formatted(MAX_EXCLUDE, exclude.size()));
    }
    exclude = Set.copyOf(exclude);
  }
}
