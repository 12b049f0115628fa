package io.doppel.plagiarism.batch;

import java.util.List;

/// Which texts of a collection have passages in common.
///
/// @param documents how many were compared
/// @param comparisons how many pairs were looked at closely
/// @param reused how many of them were known from an earlier run
/// @param tooLong documents that are longer than any text that is checked
/// @param pairs those with the largest share first
/// @param clusters ids of documents, without those of archives, that hang together by pairs whose share, without what
///     was left out, reaches the threshold; two at least, the largest first
public record BatchAnswer(
    int documents,
    long comparisons,
    long reused,
    List<TooLong> tooLong,
    List<SimilarPair> pairs,
    List<List<String>> clusters) {

  /// A document that was not compared.
  ///
  /// @param collection the archive it is from; empty for the collection that was compared
  public record TooLong(String collection, String id) {}

  public BatchAnswer {
    tooLong = List.copyOf(tooLong);
    pairs = List.copyOf(pairs);
    clusters = List.copyOf(clusters);
  }
}
