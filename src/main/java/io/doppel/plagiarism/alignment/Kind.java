package io.doppel.plagiarism.alignment;

/// How a passage was reused.
public enum Kind {
  /// The same letters in the same order; only white space may differ.
  VERBATIM,
  /// Copied and edited: most words of both passages are the same.
  LIGHT,
  /// The same meaning in other words.
  PARAPHRASE
}
