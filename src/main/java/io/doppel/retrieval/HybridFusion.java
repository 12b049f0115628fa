package io.doppel.retrieval;

import io.doppel.index.Question.Fusion;

/// Meaning first; words fill in what meaning leaves open.
///
/// The score of a passage is `m·similarity + 1.4·(1 − m·best similarity)·lexical score / best lexical score`, with `m`
/// for how well the model reads the question.
///
/// - Similarities are taken as they are and not stretched to a common range, because their spread is what tells: where
///   the nearest passages stand out, they stay ahead; where all are about as near, words decide.
/// - Words get the room that the nearest passage leaves to a perfect match. Where something says nearly the same as the
///   question, hardly anything can be gained by words; where nothing comes near, much.
/// - A question that the model has to spell letter by letter, as all-MiniLM-L6-v2 does Korean, counts by its words.
///
/// Chosen by measurement, one setting for all collections: see docs/search.md.
///
/// @param legibility how well the model reads the question, from 0 to 1
record HybridFusion(float legibility) implements Fusion {

  private static final double WORDS = 1.4;

  /// Meaning still breaks ties in a text that the model cannot read.
  private static final double LEAST_MEANING = 0.2;

  @Override
  public double score(float similarity, float lexicalScore, float bestSimilarity, float bestLexicalScore) {
    return meaning(similarity) + words(lexicalScore, bestSimilarity, bestLexicalScore);
  }

  /// The part of the score that comes from meaning.
  double meaning(float similarity) {
    return Math.max(LEAST_MEANING, legibility) * similarity;
  }

  /// The part of the score that comes from words.
  double words(float lexicalScore, float bestSimilarity, float bestLexicalScore) {
    return lexicalScore == 0 ? 0 : WORDS * (1 - meaning(bestSimilarity)) * lexicalScore / bestLexicalScore;
  }
}
