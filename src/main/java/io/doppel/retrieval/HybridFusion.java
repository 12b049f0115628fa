package io.doppel.retrieval;

import io.doppel.encoder.CosineScale;
import io.doppel.index.query.Question.Fusion;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Meaning first; words fill in what meaning leaves open, as far as meaning agrees with them.
///
/// The score of a passage is its similarity, and on top of it a share of the room for words:
///
/// ```
/// score = m·similarity + room·lexical score / best lexical score
/// room  = 2·(1 − m·best similarity)·(1 − m²·(1 − trust))
/// trust = agreement / (1 + e^(18·(0.4 + lead − agreement)))
/// ```
///
/// - Similarities are taken as they are and not stretched to a common range, because their spread is what tells: where
///   the nearest passages stand out, they stay ahead; where all are about as near, words decide.
/// - Words get the room that the nearest passage leaves to a perfect match. Where something says nearly the same as the
///   question, hardly anything can be gained by words; where nothing comes near, much.
/// - The agreement says how near in meaning the ten passages are that words find first, weighted by their lexical
///   scores and relative to the nearest passage. Where they are far off, the common words are beside the point, such as
///   the "at night" of "I can't sleep at night"; then they have no say at all, and the less so the more the nearest
///   passage leads over the tenth.
/// - `m` says how well the model reads the question. One that has to spell it letter by letter, as all-MiniLM-L6-v2
///   does Korean, has little say; and the worse it reads, the less it is asked whether it agrees.
///
/// Chosen by measurement, one setting for all collections: see docs/search.md.
///
/// Similarities are brought onto the standard scale first, on which this was measured; so models that put all texts
/// close together are read like others.
///
/// @param reading how well the model reads the question, from 0 to 1: [io.doppel.encoder.Encoder#reading]
/// @param scale of the model's cosines
/// @param constants of the formulas
record HybridFusion(float reading, CosineScale scale, Constants constants) implements Fusion {

  private static final int FIRST = 10;

  /// Meaning still breaks ties in a text that the model cannot read.
  private static final double LEAST_MEANING = 0.16;

  /// What was chosen by measurement.
  ///
  /// @param words by how much words count, of the room that meaning leaves
  /// @param leastAgreement how far passages that words find first have to agree in meaning, where no passage leads
  /// @param steepness how sharply trust ends below that
  record Constants(double words, double leastAgreement, double steepness) {

    static final Constants CHOSEN = new Constants(2, .4, 18);
  }

  HybridFusion(float reading, CosineScale scale) {
    this(reading, scale, Constants.CHOSEN);
  }

  @Override
  public double[] scores(float[] cosines, float[] lexicalScores) {
    float[] similarities = new float[cosines.length];
    for (int i = 0; i < similarities.length; i++) {
      similarities[i] = scale.standard(cosines[i]);
    }
    double room = room(similarities, lexicalScores);
    double best = max(lexicalScores);
    double[] scores = new double[similarities.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = share(similarities[i]) + (best > 0 ? room * lexicalScores[i] / best : 0);
    }
    return scores;
  }

  /// The part of a score that comes from meaning; the rest comes from words.
  double meaning(float cosine) {
    return share(scale.standard(cosine));
  }

  private double share(float similarity) {
    return Math.max(LEAST_MEANING, reading) * similarity;
  }

  private double room(float[] similarities, float[] lexicalScores) {
    double nearest = max(similarities);
    double asked = (double) reading * reading;
    return constants.words()
        * (1 - share((float) nearest))
        * (1 - asked + asked * trust(similarities, lexicalScores, nearest));
  }

  /// How far words are to be trusted, from 0 to 1, if the model reads the question.
  private double trust(float[] similarities, float[] lexicalScores, double nearest) {
    if (nearest <= 0) {
      return 0;
    }
    double agreement = Math.clamp(agreement(similarities, lexicalScores) / nearest, 0, 1);
    double lead = nearest - similarities[first(similarities).getLast()];
    return agreement / (1 + Math.exp(constants.steepness() * (constants.leastAgreement() + lead - agreement)));
  }

  /// The mean similarity of the passages that words find first.
  private static double agreement(float[] similarities, float[] lexicalScores) {
    double sum = 0;
    double weights = 0;
    for (int i : first(lexicalScores)) {
      sum += lexicalScores[i] * similarities[i];
      weights += lexicalScores[i];
    }
    return weights == 0 ? 0 : sum / weights;
  }

  /// Where the highest of the values are, highest first.
  private static List<Integer> first(float[] values) {
    return IntStream.range(0, values.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -values[i]))
        .limit(FIRST)
        .toList();
  }

  private static double max(float[] values) {
    double max = Double.NEGATIVE_INFINITY;
    for (float value : values) {
      max = Math.max(max, value);
    }
    return max;
  }
}
