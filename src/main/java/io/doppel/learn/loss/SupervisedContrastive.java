package io.doppel.learn.loss;

import io.doppel.vector.Matrix;
import java.util.List;

/// All of one class found among all of the batch: for each row the mean negative logarithm of the softmax of `scale`
/// times the cosines at those of its class, the mean over rows that have any (Khosla and others, 2020, "Supervised
/// Contrastive Learning"). Of one matrix; rows of the same label are alike.
///
/// @param scale the reciprocal of the temperature, 20 as a rule
public record SupervisedContrastive(double scale) implements Loss {

  @Override
  public LossValue of(List<Matrix> embeddings, double[] labels) {
    Loss.require("supervised contrastive", 1, 1, embeddings);
    Matrix rows = embeddings.getFirst();
    Loss.requireLabels(rows.rows(), labels);
    int count = rows.rows();
    int[] mates = new int[count];
    int counted = 0;
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < count; j++) {
        mates[i] += i != j && labels[i] == labels[j] ? 1 : 0;
      }
      counted += mates[i] > 0 ? 1 : 0;
    }
    Sums sums = new Sums(rows);
    double value = 0;
    for (int i = 0; i < count; i++) {
      if (mates[i] == 0) {
        continue;
      }
      double[] logits = new double[count];
      double right = 0;
      for (int j = 0; j < count; j++) {
        logits[j] = i == j ? Double.NEGATIVE_INFINITY : scale * Sums.dot(rows.row(i), rows.row(j));
        right += i != j && labels[i] == labels[j] ? logits[j] / mates[i] : 0;
      }
      value += (Sums.softmax(logits) - right) / counted;
      for (int j = 0; j < count; j++) {
        double wanted = i != j && labels[i] == labels[j] ? 1.0 / mates[i] : 0;
        double slope = scale * (logits[j] - wanted) / counted;
        if (slope != 0) {
          sums.add(i, slope, rows.row(j));
          sums.add(j, slope, rows.row(i));
        }
      }
    }
    return new LossValue(value, List.of(sums.toMatrix()));
  }
}
