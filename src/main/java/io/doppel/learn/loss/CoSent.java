package io.doppel.learn.loss;

import io.doppel.vector.Matrix;
import java.util.List;

/// Pairs in the order of their labels: `log(1 + sum exp(scale (cos_i - cos_j)))` over all i whose label is below that
/// of j (Su, 2022, "[CoSENT](https://kexue.fm/archives/8847)"). Of two matrices; labels are scores of any range. The
/// usual scale of 20 hurts an encoder that is good already, since it pulls at the few worst pairs; 5 looks at all of
/// them.
///
/// @param scale above 0
public record CoSent(double scale) implements Loss {

  @Override
  public LossValue of(List<Matrix> embeddings, double[] labels) {
    Loss.require("CoSENT", 2, 2, embeddings);
    int rows = Loss.rows(embeddings);
    Loss.requireLabels(rows, labels);
    double[] cosines = new double[rows];
    double largest = 0;
    for (int i = 0; i < rows; i++) {
      cosines[i] = scale * Sums.dot(embeddings.get(0).row(i), embeddings.get(1).row(i));
    }
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < rows; j++) {
        largest = labels[i] < labels[j] ? Math.max(largest, cosines[i] - cosines[j]) : largest;
      }
    }
    double sum = Math.exp(-largest);
    double[] slopes = new double[rows];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < rows; j++) {
        if (labels[i] < labels[j]) {
          double one = Math.exp(cosines[i] - cosines[j] - largest);
          sum += one;
          slopes[i] += one;
          slopes[j] -= one;
        }
      }
    }
    List<Sums> sums = Sums.of(embeddings);
    for (int i = 0; i < rows; i++) {
      sums.get(0).add(i, scale * slopes[i] / sum, embeddings.get(1).row(i));
      sums.get(1).add(i, scale * slopes[i] / sum, embeddings.get(0).row(i));
    }
    return new LossValue(largest + Math.log(sum), Sums.toMatrices(sums));
  }
}
