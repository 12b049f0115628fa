package io.doppel.engine.curation;

/// Which of documents that say the same is kept; of equals the first.
public enum KeepRule {
  /// The one that most others are near to.
  FOUND,
  /// The one with the longest text.
  LONGEST,
  /// The one that has been as it is for the longest time, as far as searches for duplicates saw it.
  OLDEST,
  /// The one with the most fields that are not blank.
  MOST_FIELDS
}
