package io.doppel.retrieval;

import io.doppel.index.Question.Fusion;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// Meaning first; words fill in what meaning leaves open, as far as meaning agrees with them.
///
/// The score of a passage is its similarity, and on top of it a share of the room for words:
///
/// ```
/// score = m·similarity + room·lexical score / best lexical score
/// room  = 2.5·(1 − m·best similarity)·agreement^(3·legibility)
/// ```
///
/// - Similarities are taken as they are and not stretched to a common range, because their spread is what tells: where
///   the nearest passages stand out, they stay ahead; where all are about as near, words decide.
/// - Words get the room that the nearest passage leaves to a perfect match. Where something says nearly the same as the
///   question, hardly anything can be gained by words; where nothing comes near, much.
/// - The agreement says how near in meaning the ten passages are that words find first, weighted by their lexical
///   scores and relative to the nearest passage. Where they are far off, the common words are beside the point, such as
///   the "at night" of "I can't sleep at night".
/// - `m` says how well the model reads the question. One that has to spell it letter by letter, as all-MiniLM-L6-v2 does
///   Korean, has little say, and is not asked whether it agrees.
///
/// Chosen by measurement, one setting for all collections: see docs/search.md.
///
/// @param legibility how well the model reads the question, from 0 to 1
record HybridFusion(float legibility) implements Fusion {

  private static final double WORDS = 2.5;
  private static final double AGREEMENT = 3;
  private static final int WITNESSES = 10;

  /// Meaning still breaks ties in a text that the model cannot read.
  private static final double LEAST_MEANING = 0.2;

  @Override
  public double[] scores(float[] similarities, float[] lexicalScores) {
    double room = room(similarities, lexicalScores);
    double best = max(lexicalScores);
    double[] scores = new double[similarities.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = meaning(similarities[i]) + (best > 0 ? room * lexicalScores[i] / best : 0);
    }
    return scores;
  }

  /// The part of a score that comes from meaning; the rest comes from words.
  double meaning(float similarity) {
    return Math.max(LEAST_MEANING, legibility) * similarity;
  }

  private double room(float[] similarities, float[] lexicalScores) {
    double nearest = max(similarities);
    double agreement = nearest > 0 ? agreement(similarities, lexicalScores) / nearest : 0;
    return WORDS * (1 - meaning((float) nearest)) * Math.pow(Math.clamp(agreement, 0, 1), AGREEMENT * legibility);
  }

  /// The mean similarity of the passages that words find first.
  private static double agreement(float[] similarities, float[] lexicalScores) {
    int[] first =
        IntStream.range(0, lexicalScores.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -lexicalScores[i]))
            .limit(WITNESSES)
            .mapToInt(i -> i)
            .toArray();
    double weights = Arrays.stream(first).mapToDouble(i -> lexicalScores[i]).sum();
    return weights == 0
        ? 0
        : Arrays.stream(first).mapToDouble(i -> lexicalScores[i] * similarities[i]).sum() / weights;
  }

  private static double max(float[] values) {
    double max = Double.NEGATIVE_INFINITY;
    for (float value : values) {
      max = Math.max(max, value);
    }
    return max;
  }
}
