package io.doppel.encoder.graph.quantization;

import java.util.Arrays;

/// Evens out what a product reads, since one step must do for all of a row: a column of large activations is divided by
/// a number, and the row of weights that it meets is multiplied by it. The product stays the same (Xiao et al., 2023,
/// "SmoothQuant: Accurate and Efficient Post-Training Quantization for Large Language Models", with α = ½).
///
/// @param divisors of the columns of activations, above 0
@SuppressWarnings("ArrayRecordComponent") // never compared
record Smoothing(float[] divisors) {

  private static final float LEAST = 1e-5f;

  /// Nothing is evened out.
  static Smoothing none(int columns) {
    float[] ones = new float[columns];
    Arrays.fill(ones, 1);
    return new Smoothing(ones);
  }

  /// @param activations the largest absolute value of each column
  /// @param weights the largest absolute value of each row that they are multiplied with
  static Smoothing of(float[] activations, float[] weights) {
    float[] divisors = new float[activations.length];
    for (int i = 0; i < divisors.length; i++) {
      divisors[i] = (float) Math.sqrt(Math.max(activations[i], LEAST) / (double) Math.max(weights[i], LEAST));
    }
    return new Smoothing(divisors);
  }

  boolean isNone() {
    for (float divisor : divisors) {
      if (divisor != 1) {
        return false;
      }
    }
    return true;
  }

  /// The factors that activations are multiplied with.
  float[] factors() {
    float[] factors = new float[divisors.length];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = 1 / divisors[i];
    }
    return factors;
  }

  /// The weights for what is evened out.
  ///
  /// @param weights row by row; stays as it is
  float[] of(float[] weights) {
    int columns = weights.length / divisors.length;
    float[] smooth = new float[weights.length];
    for (int i = 0; i < smooth.length; i++) {
      smooth[i] = weights[i] * divisors[i / columns];
    }
    return smooth;
  }
}
