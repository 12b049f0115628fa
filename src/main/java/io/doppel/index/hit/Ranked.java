package io.doppel.index.hit;

/// A document that an index found, told by no more than its place.
///
/// @param documentId its id
/// @param score of its best passage, by the question's fusion
public record Ranked(String documentId, double score) {}
