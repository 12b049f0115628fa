package io.doppel.plagiarism.alignment;

/// How a passage was reused.
public enum Kind {
  /// The same letters in the same order; only white space and the form of quotation marks and dashes may differ.
  VERBATIM,
  /// Copied and edited: most words of both passages are the same, most of them in the same order.
  LIGHT,
  /// Copied and put into another order: most words of both passages are the same, but in other places.
  SHUFFLED,
  /// The same meaning in other words.
  PARAPHRASE,
  /// The meaning of a passage that is at least twice as long, in other words.
  SUMMARY
}
