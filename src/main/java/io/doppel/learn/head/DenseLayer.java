package io.doppel.learn.head;

import java.util.Arrays;

/// A linear layer, `x W + b`, whose numbers lie among others in one array: W row by row, one a coordinate of x, then b.
///
/// @param inputs coordinates of x
/// @param outputs coordinates of what comes out
/// @param offset where its numbers start
record DenseLayer(int inputs, int outputs, int offset) {

  /// How many numbers it has.
  int parameters() {
    return (inputs + 1) * outputs;
  }

  private int bias() {
    return offset + inputs * outputs;
  }

  void forward(double[] weights, float[] x, double[] into) {
    System.arraycopy(weights, bias(), into, 0, outputs);
    for (int i = 0; i < inputs; i++) {
      add(into, x[i], weights, offset + i * outputs);
    }
  }

  void forward(double[] weights, double[] x, double[] into) {
    System.arraycopy(weights, bias(), into, 0, outputs);
    for (int i = 0; i < inputs; i++) {
      add(into, x[i], weights, offset + i * outputs);
    }
  }

  private void add(double[] into, double factor, double[] weights, int from) {
    for (int o = 0; o < outputs; o++) {
      into[o] += factor * weights[from + o];
    }
  }

  /// Adds to the gradient of the numbers, by that of what came out.
  void backward(float[] x, double[] upstream, double[] gradient) {
    for (int i = 0; i < inputs; i++) {
      addTo(gradient, offset + i * outputs, x[i], upstream);
    }
    addTo(gradient, bias(), 1, upstream);
  }

  /// The same, also for what went in.
  ///
  /// @param inward receives the gradient of x
  void backward(double[] weights, double[] x, double[] upstream, double[] gradient, double[] inward) {
    for (int i = 0; i < inputs; i++) {
      addTo(gradient, offset + i * outputs, x[i], upstream);
      double sum = 0;
      for (int o = 0; o < outputs; o++) {
        sum += weights[offset + i * outputs + o] * upstream[o];
      }
      inward[i] = sum;
    }
    addTo(gradient, bias(), 1, upstream);
  }

  private void addTo(double[] gradient, int at, double factor, double[] upstream) {
    for (int o = 0; o < outputs; o++) {
      gradient[at + o] += factor * upstream[o];
    }
  }

  /// Half the penalty times the squares of W, whose gradient is added; b goes free.
  double decay(double penalty, double[] weights, double[] gradient) {
    double squares = 0;
    for (int i = offset; i < bias(); i++) {
      squares += weights[i] * weights[i];
      gradient[i] += penalty * weights[i];
    }
    return penalty / 2 * squares;
  }

  static double[] cleared(double[] gradient) {
    Arrays.fill(gradient, 0);
    return gradient;
  }
}
