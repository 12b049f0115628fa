package io.doppel.learn.loss;

import io.doppel.vector.Matrix;
import java.util.List;

/// The right one among all of the batch: the mean of the cross-entropy of `scale` times the cosines with the second
/// matrix, and with the third one where there is one, of hard negatives (Oord, Li and Vinyals, 2018, "Representation
/// Learning with Contrastive Predictive Coding"; "multiple negatives ranking"). Row i of the second belongs to row i of
/// the first.
///
/// @param scale the reciprocal of the temperature, 10 to 50 as a rule
/// @param symmetric whether the first is also to be found from the second, the mean of both ways; of two matrices only
public record InfoNce(double scale, boolean symmetric) implements Loss {

  @Override
  public LossValue of(List<Matrix> embeddings, double[] labels) {
    Loss.require("InfoNCE", 2, symmetric ? 2 : 3, embeddings);
    int rows = Loss.rows(embeddings.subList(0, 2));
    List<Sums> sums = Sums.of(embeddings);
    Matrix a = embeddings.get(0);
    Matrix b = embeddings.get(1);
    double share = symmetric ? 0.5 : 1;
    double value =
        share
            * oneWay(
                a,
                sums.get(0),
                embeddings.subList(1, embeddings.size()),
                sums.subList(1, sums.size()),
                share / rows)
            / rows;
    if (symmetric) {
      value += share * oneWay(b, sums.get(1), List.of(a), List.of(sums.get(0)), share / rows) / rows;
    }
    return new LossValue(value, Sums.toMatrices(sums));
  }

  private double oneWay(
      Matrix queries,
      Sums querySums,
      List<Matrix> candidates,
      List<Sums> candidateSums,
      double share) {
    int all = candidates.stream().mapToInt(Matrix::rows).sum();
    double value = 0;
    for (int i = 0; i < queries.rows(); i++) {
      double[] logits = new double[all];
      int at = 0;
      for (Matrix each : candidates) {
        for (int j = 0; j < each.rows(); j++) {
          logits[at++] = scale * Sums.dot(queries.row(i), each.row(j));
        }
      }
      double right = logits[i];
      value += Sums.softmax(logits) - right;
      logits[i] -= 1;
      at = 0;
      for (int m = 0; m < candidates.size(); m++) {
        for (int j = 0; j < candidates.get(m).rows(); j++) {
          double slope = share * scale * logits[at++];
          querySums.add(i, slope, candidates.get(m).row(j));
          candidateSums.get(m).add(j, slope, queries.row(i));
        }
      }
    }
    return value;
  }
}
