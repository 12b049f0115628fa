package io.doppel.plagiarism.reading;

import io.doppel.encoder.CosineScale;
import io.doppel.vector.Vectors;

/// How alike the units of two texts are by their embeddings, measured against how alike any two units of these texts
/// are.
///
/// The raw cosine has no fixed scale: some models put all sentences close together, and every model does so with a
/// language that it has not learned. So cosines are brought onto the standard scale ([CosineScale]), and what counts is
/// how far a cosine stands above the background, as a part of the way from the background to 1, and in standard
/// deviations; see [Artetxe and Schwenk (2019)](https://aclanthology.org/P19-1309/) on margins.
public final class MeaningSimilarity {

  /// What little text says about the background is completed by so many pairs of unrelated sentences, with a mean of
  /// .12 and a standard deviation of .12 on the standard scale: sentences of texts that are compared are a little more
  /// alike than just any.
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
  private final CosineScale scale;
  private final double mean;
  private final double deviation;

  /// @param minDeviations what does not stand so many standard deviations above the background is no evidence
  public MeaningSimilarity(Reading here, Reading there, float minDeviations) {
    this.here = here;
    this.there = there;
    this.minDeviations = minDeviations;
    this.scale = here.scale(there);
    float[] hereSum = here.vectors().sum();
    this.thereSum = there.vectors().sum();
    double pairs = (double) here.size() * there.size();
    double sum = pairs == 0 ? 0 : sumOf(Vectors.dot(hereSum, thereSum), pairs);
    this.mean = (sum + PRIOR_PAIRS * PRIOR_MEAN) / (pairs + PRIOR_PAIRS);
    this.deviation = deviation();
    this.columnMeans = new double[there.size()];
    float[] columnSums = pairs == 0 ? new float[columnMeans.length] : there.vectors().times(hereSum);
    for (int j = 0; j < columnMeans.length; j++) {
      columnMeans[j] = (sumOf(columnSums[j], here.size()) + PRIOR_UNITS * mean) / (here.size() + PRIOR_UNITS);
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
    double rowMean =
        (sumOf(Vectors.dot(vector, thereSum), there.size()) + PRIOR_UNITS * mean)
            / (there.size() + PRIOR_UNITS);
    there.vectors().times(vector, 0, there.size(), strength);
    for (int j = 0; j < there.size(); j++) {
      double cosine = scale.standard(strength[j]);
      double background = Math.max(mean, Math.max(rowMean, columnMeans[j]));
      boolean stands = cosine - background >= minDeviations * deviation;
      strength[j] = stands ? (float) ((cosine - background) / (1 - background)) : 0;
    }
  }

  /// Part of the way from the background to 1 that the cosine of two passages has come.
  public float passages(float cosine) {
    return (float) ((scale.standard(cosine) - mean) / (1 - mean));
  }

  /// The sum of so many cosines on the standard scale, by their sum; most of any two texts' sentences are not alike,
  /// where the scale is a line.
  private double sumOf(float cosines, double count) {
    return scale.equals(CosineScale.STANDARD) || count == 0 ? cosines : count * scale.standard(cosines / count);
  }

  private double deviation() {
    int hereStep = Math.max(1, Math.ceilDiv(here.size(), MAX_SAMPLE));
    int thereStep = Math.max(1, Math.ceilDiv(there.size(), MAX_SAMPLE));
    double squares = PRIOR_PAIRS * PRIOR_DEVIATION * PRIOR_DEVIATION;
    int pairs = PRIOR_PAIRS;
    for (int i = 0; i < here.size(); i += hereStep) {
      for (int j = 0; j < there.size(); j += thereStep) {
        double difference = scale.standard(Vectors.dot(here.vectors().row(i), there.vectors().row(j))) - mean;
        squares += difference * difference;
        pairs++;
      }
    }
    return Math.sqrt(squares / pairs);
  }
}
