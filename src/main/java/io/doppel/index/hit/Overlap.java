package io.doppel.index.hit;

/// A document that shares runs of words with a text.
///
/// @param documentId its id
/// @param fingerprints number of fingerprints that both have, see [io.doppel.language.hash.Winnowing], at least 1
/// @param weight what they say: each the natural logarithm of 1 + documents of the index / documents that have it,
///     summed
public record Overlap(String documentId, int fingerprints, double weight) {

  /// A run of words that more documents have is a set phrase, says nothing of where it is from, and does not count.
  public static final int MAX_DOCUMENTS = 1_000;
}
