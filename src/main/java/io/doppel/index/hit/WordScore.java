package io.doppel.index.hit;

/// What a word of a question gives to the lexical score of a passage.
///
/// @param word as it stands in the question, at its first place
/// @param score the word's part of BM25, above 0
public record WordScore(String word, float score) {}
