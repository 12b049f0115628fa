package io.doppel.learn.loss;

import io.doppel.vector.Matrix;
import java.util.List;

/// A gradient that is being summed, in float64.
final class Sums {

  private final double[][] rows;

  Sums(Matrix shape) {
    this.rows = new double[shape.rows()][shape.columns()];
  }

  static List<Sums> of(List<Matrix> shapes) {
    return shapes.stream().map(Sums::new).toList();
  }

  void add(int row, double factor, float[] vector) {
    double[] sum = rows[row];
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * vector[i];
    }
  }

  Matrix toMatrix() {
    Matrix matrix = Matrix.zero(rows.length, rows.length == 0 ? 0 : rows[0].length);
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows[i].length; j++) {
        matrix.row(i)[j] = (float) rows[i][j];
      }
    }
    return matrix;
  }

  static List<Matrix> toMatrices(List<Sums> sums) {
    return sums.stream().map(Sums::toMatrix).toList();
  }

  static double dot(float[] one, float[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += (double) one[i] * other[i];
    }
    return sum;
  }

  /// `log(1 + exp(x))` without overflow.
  static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  static double sigmoid(double x) {
    return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
  }

  /// Makes probabilities of logits, in place, and gives the logarithm of the sum of their exponentials.
  static double softmax(double[] logits) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double logit : logits) {
      largest = Math.max(largest, logit);
    }
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      logits[i] = Math.exp(logits[i] - largest);
      sum += logits[i];
    }
    for (int i = 0; i < logits.length; i++) {
      logits[i] /= sum;
    }
    return largest + Math.log(sum);
  }
}
