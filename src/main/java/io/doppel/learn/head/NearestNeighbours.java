package io.doppel.learn.head;

import java.util.stream.IntStream;

/// The classes of the nearest vectors (Cover and Hart, 1967, "Nearest neighbor pattern classification"), a nearer one
/// counting more: each adds `exp((cosine - nearest) / temperature)` to its class. Scores are shares, and add up to 1.
public final class NearestNeighbours implements Head {

  private final LabelledRows data;
  private final int neighbours;
  private final double temperature;

  private NearestNeighbours(LabelledRows data, int neighbours, double temperature) {
    this.data = data;
    this.neighbours = neighbours;
    this.temperature = temperature;
  }

  /// @param data vectors of unit length
  /// @param neighbours how many are looked at, at least 1
  /// @param temperature the difference of cosines by which a weight falls to a third, above 0
  public static NearestNeighbours of(LabelledRows data, int neighbours, double temperature) {
    if (neighbours < 1 || !(temperature > 0)) {
      throw new IllegalArgumentException(
          "at least 1 neighbour and a temperature above 0 are needed, got %d and %s"
              .formatted(neighbours, temperature));
    }
    return new NearestNeighbours(data, neighbours, temperature);
  }

  @Override
  public double[] scores(float[] row) {
    float[] cosines = data.rows().times(row);
    int[] nearest = nearest(cosines, neighbours);
    double[] scores = new double[data.classes()];
    double sum = 0;
    for (int i : nearest) {
      double weight = Math.exp((cosines[i] - cosines[nearest[0]]) / temperature);
      scores[data.labels()[i]] += weight;
      sum += weight;
    }
    for (int i = 0; i < scores.length; i++) {
      scores[i] /= sum;
    }
    return scores;
  }

  /// The places of the highest values, the highest first, of equals the first.
  ///
  /// @param count the most of them
  public static int[] nearest(float[] values, int count) {
    int[] best = new int[Math.min(count, values.length)];
    int found = 0;
    for (int i : IntStream.range(0, values.length).toArray()) {
      if (found == best.length && values[i] <= values[best[found - 1]]) {
        continue;
      }
      int at = found < best.length ? found++ : found - 1;
      for (; at > 0 && values[best[at - 1]] < values[i]; at--) {
        best[at] = best[at - 1];
      }
      best[at] = i;
    }
    return best;
  }
}
