package io.doppel.learn.loss;

import io.doppel.vector.Matrix;
import java.util.List;

/// Another loss of the first coordinates as well, so that embeddings may be cut: the weighted sum of the loss of all
/// matrices cut to each number of coordinates and scaled to unit length again (Kusupati and others, 2022, "Matryoshka
/// Representation Learning"). Of as many matrices as the other.
///
/// @param dimensions how many coordinates, each at least 1
/// @param weights one for each of them
public record Matryoshka(Loss loss, List<Integer> dimensions, List<Double> weights) implements Loss {

  public Matryoshka {
    dimensions = List.copyOf(dimensions);
    weights = List.copyOf(weights);
    if (dimensions.isEmpty() || dimensions.size() != weights.size()) {
      throw new IllegalArgumentException(
          "each number of coordinates needs a weight, got %d and %d".formatted(dimensions.size(), weights.size()));
    }
  }

  @Override
  public LossValue of(List<Matrix> embeddings, double[] labels) {
    List<Sums> sums = Sums.of(embeddings);
    double value = 0;
    for (int d = 0; d < dimensions.size(); d++) {
      int dimension = dimensions.get(d);
      List<Matrix> cut = embeddings.stream().map(matrix -> cut(matrix, dimension)).toList();
      LossValue part = loss.of(cut, labels);
      value += weights.get(d) * part.value();
      for (int m = 0; m < embeddings.size(); m++) {
        for (int row = 0; row < embeddings.get(m).rows(); row++) {
          double length = Math.sqrt(squares(embeddings.get(m).row(row), dimension));
          float[] unit = cut.get(m).row(row);
          float[] gradient = part.gradients().get(m).row(row);
          double along = Sums.dot(unit, gradient);
          float[] back = new float[embeddings.get(m).columns()];
          for (int i = 0; i < dimension && length > 0; i++) {
            back[i] = (float) ((gradient[i] - along * unit[i]) / length);
          }
          sums.get(m).add(row, weights.get(d), back);
        }
      }
    }
    return new LossValue(value, Sums.toMatrices(sums));
  }

  private static Matrix cut(Matrix matrix, int dimension) {
    if (dimension < 1 || dimension > matrix.columns()) {
      throw new IllegalArgumentException("coordinates must be 1 to %d, got %d".formatted(matrix.columns(), dimension));
    }
    Matrix cut = Matrix.zero(matrix.rows(), dimension);
    for (int row = 0; row < matrix.rows(); row++) {
      double length = Math.sqrt(squares(matrix.row(row), dimension));
      for (int i = 0; i < dimension; i++) {
        cut.row(row)[i] = length > 0 ? (float) (matrix.row(row)[i] / length) : 0;
      }
    }
    return cut;
  }

  private static double squares(float[] vector, int dimension) {
    double sum = 0;
    for (int i = 0; i < dimension; i++) {
      sum += (double) vector[i] * vector[i];
    }
    return sum;
  }
}
