package io.doppel.eval.task;

/// What is measured on a folder besides what its layout says.
public enum Also {
  NOTHING,
  /// Every query with every document is a pair of texts, a paraphrase if the document is relevant.
  PAIRS,
  /// The pairs are whole texts, of which one may reuse the other.
  REUSE,
  /// Passages of the sources are changed so as not to be found; nothing else is measured.
  EVASION,
  /// Pairs of the training split are asked about as a person would be, in rounds and at random; nothing else is
  /// measured.
  TEACHING,
  /// A calibration is learned from the training split, with a second judge and without; nothing else is measured.
  SECOND_JUDGE
}
