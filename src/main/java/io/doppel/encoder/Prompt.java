package io.doppel.encoder;

/// Which side of a comparison a text stands on. Models such as e5 and bge were trained with a
/// different instruction before queries and before documents; models without prompts embed all
/// three alike.
public enum Prompt {
  /// No instruction: both sides are alike, as in comparing two texts.
  NONE,
  /// A question that looks for documents.
  QUERY,
  /// A document that waits to be found.
  DOCUMENT
}
