package io.doppel.index.query;

import io.doppel.encoder.Embedding;
import io.doppel.text.Bounds;

/// What documents are looked for.
///
/// @param by what makes a passage a candidate
/// @param meaning the place of the text that is looked for; similarities are to this
/// @param words the same text as it was written; lexical scores are for this
/// @param fusion what a candidate is worth
/// @param filter which documents may be found
/// @param minSimilarity the least similarity of a passage that is found, -1 to 1
/// @param effort how hard to look for near passages
/// @param passages the most passages told of one document, 1 to [#MAX_PASSAGES]
public record Question(
    By by,
    Embedding meaning,
    String words,
    Fusion fusion,
    Filter filter,
    float minSimilarity,
    Effort effort,
    int passages) {

  public static final int MAX_PASSAGES = 50;
  public static final int DEFAULT_PASSAGES = 3;

  /// What makes a passage a candidate.
  public enum By {
    /// Its meaning: the nearest passages.
    MEANING,
    /// Its words: the passages with the highest lexical scores, and none without a common word.
    WORDS,
    /// Either.
    EITHER
  }

  /// Makes one score of two.
  @FunctionalInterface
  public interface Fusion {

    /// The similarities alone. By it, an index need not score the words of what it does not tell.
    Fusion SIMILARITY = (similarities, lexicalScores) -> widened(similarities);

    /// The lexical scores alone.
    Fusion LEXICAL_SCORE = (similarities, lexicalScores) -> widened(lexicalScores);

    /// The scores of all candidates, greater for better; the same for the same arguments.
    ///
    /// @param similarities one for each candidate
    /// @param lexicalScores one for each candidate, 0 without a common word
    double[] scores(float[] similarities, float[] lexicalScores);

    private static double[] widened(float[] values) {
      double[] doubles = new double[values.length];
      for (int i = 0; i < values.length; i++) {
        doubles[i] = values[i];
      }
      return doubles;
    }
  }

  public Question {
    Bounds.check("minSimilarity", minSimilarity, -1f, 1f);
    Bounds.check("passages", passages, 1, MAX_PASSAGES);
  }

  public Question(
      By by, Embedding meaning, String words, Fusion fusion, Filter filter, float minSimilarity, Effort effort) {
    this(by, meaning, words, fusion, filter, minSimilarity, effort, DEFAULT_PASSAGES);
  }
}
