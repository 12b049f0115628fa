package io.doppel.learn.loss;

/// How far two vectors are apart.
public enum Distance {
  /// 1 less the cosine, 0 to 2.
  COSINE {
    @Override
    double of(float[] one, float[] other) {
      return 1 - Sums.dot(one, other);
    }

    @Override
    void addGradient(double factor, float[] one, float[] other, double distance, Sums into, int row) {
      into.add(row, -factor, other);
    }
  },
  /// 0 to 2 for vectors of unit length. Its gradient at 0 is taken as 0.
  EUCLIDEAN {
    @Override
    double of(float[] one, float[] other) {
      return Math.sqrt(SQUARED_EUCLIDEAN.of(one, other));
    }

    @Override
    void addGradient(double factor, float[] one, float[] other, double distance, Sums into, int row) {
      if (distance > 0) {
        into.add(row, factor / distance, one);
        into.add(row, -factor / distance, other);
      }
    }
  },
  /// 0 to 4 for vectors of unit length.
  SQUARED_EUCLIDEAN {
    @Override
    double of(float[] one, float[] other) {
      double sum = 0;
      for (int i = 0; i < one.length; i++) {
        double difference = (double) one[i] - other[i];
        sum += difference * difference;
      }
      return sum;
    }

    @Override
    void addGradient(double factor, float[] one, float[] other, double distance, Sums into, int row) {
      into.add(row, 2 * factor, one);
      into.add(row, -2 * factor, other);
    }
  };

  abstract double of(float[] one, float[] other);

  /// Adds `factor` times the gradient with respect to `one`; with the two exchanged it is that with respect to the
  /// other.
  abstract void addGradient(double factor, float[] one, float[] other, double distance, Sums into, int row);

  /// Adds `factor` times the gradient with respect to both.
  void addGradients(double factor, float[] one, Sums ones, int row, float[] other, Sums others, int otherRow) {
    double distance = of(one, other);
    addGradient(factor, one, other, distance, ones, row);
    addGradient(factor, other, one, distance, others, otherRow);
  }
}
