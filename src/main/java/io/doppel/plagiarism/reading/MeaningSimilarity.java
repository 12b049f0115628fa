package io.doppel.plagiarism.reading;

import io.doppel.vector.Vectors;

/// How alike the units of two texts are by their embeddings, measured against how alike any two units of these texts are.
///
/// The raw cosine has no fixed scale: some models put all sentences close together, and every model does so with a
/// language that it has not learned. Hence what counts is how far a cosine stands above the background, as a part of the
/// way from the background to 1, and in standard deviations; see [Artetxe and Schwenk
/// (2019)](https://aclanthology.org/P19-1309/) on margins.
public final class MeaningSimilarity {

  /// What little text says about the background is completed by so many pairs of unrelated sentences as all-MiniLM-L6-v2
  /// sees them: a mean of .12, a standard deviation of .12.
  private static final int PRIOR_PAIRS = 20;

  private static final double PRIOR_MEAN = .12;
  private static final double PRIOR_DEVIATION = .12;

  /// A single unit's background rests on so many more pairs of the two texts at large.
  private static final int PRIOR_UNITS = 5;

  /// The deviation is measured on at most so many units of each text, taken evenly.
  private static final int MAX_SAMPLE = 200;

  private final Reading here;
  private final Reading there;
  private final float minDeviations;
  private final double[] columnMeans;
  private final float[] thereSum;
  private final double mean;
  private final double deviation;

  /// @param minDeviations what does not stand so many standard deviations above the background is no evidence
  public MeaningSimilarity(Reading here, Reading there, float minDeviations) {
    this.here = here;
    this.there = there;
    this.minDeviations = minDeviations;
    float[] hereSum = here.vectors().sum();
    this.thereSum = there.vectors().sum();
    double pairs = (double) here.size() * there.size();
    double sum = pairs == 0 ? 0 : Vectors.dot(hereSum, thereSum);
    this.mean = (sum + PRIOR_PAIRS * PRIOR_MEAN) / (pairs + PRIOR_PAIRS);
    this.deviation = deviation();
    this.columnMeans = new double[there.size()];
    float[] columnSums = pairs == 0 ? new float[columnMeans.length] : there.vectors().times(hereSum);
    for (int j = 0; j < columnMeans.length; j++) {
      columnMeans[j] = (columnSums[j] + PRIOR_UNITS * mean) / (here.size() + PRIOR_UNITS);
    }
  }

  /// Compares one unit of the suspicious text with all of the source.
  ///
  /// @param strength receives for each unit of the source, how far the cosine has come from the background (0) to 1
  public void row(int unit, float[] strength) {
    if (there.size() == 0) {
      return;
    }
    float[] vector = here.vectors().row(unit);
    double rowMean = (Vectors.dot(vector, thereSum) + PRIOR_UNITS * mean) / (there.size() + PRIOR_UNITS);
    there.vectors().times(vector, 0, there.size(), strength);
    for (int j = 0; j < there.size(); j++) {
      double cosine = strength[j];
      double background = Math.max(mean, Math.max(rowMean, columnMeans[j]));
      boolean stands = cosine - background >= minDeviations * deviation;
      strength[j] = stands ? (float) ((cosine - background) / (1 - background)) : 0;
    }
  }

  /// Part of the way from the background to 1 that the cosine of two passages has come.
  public float passages(float cosine) {
    return (float) ((cosine - mean) / (1 - mean));
  }

  private double deviation() {
    int hereStep = Math.max(1, Math.ceilDiv(here.size(), MAX_SAMPLE));
    int thereStep = Math.max(1, Math.ceilDiv(there.size(), MAX_SAMPLE));
    double squares = PRIOR_PAIRS * PRIOR_DEVIATION * PRIOR_DEVIATION;
    int pairs = PRIOR_PAIRS;
    for (int i = 0; i < here.size(); i += hereStep) {
      for (int j = 0; j < there.size(); j += thereStep) {
        double difference = Vectors.dot(here.vectors().row(i), there.vectors().row(j)) - mean;
        squares += difference * difference;
        pairs++;
      }
    }
    return Math.sqrt(squares / pairs);
  }
}
