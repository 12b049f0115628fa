package io.doppel.encoder.graph.quantization;

/// A matrix of weights in integers of eight bits, each column with a scale of its own.
///
/// @param rows how many there are
/// @param integers row by row, −[#STEPS] to [#STEPS]
/// @param scales what a step is worth, by column; never 0
@SuppressWarnings("ArrayRecordComponent") // handed on at once, never compared
record IntegerWeights(int rows, byte[] integers, float[] scales) {

  /// Processors without VNNI add two products of a weight and an activation of up to 255 in 16 bits with a sign, where
  /// 2 · 63 · 255 = 32,130 is the most that fits. With so many steps to either side of 0 sums are exact on all.
  static final int STEPS = 63;

  /// @param weights row by row
  /// @param columns how many a row has
  static IntegerWeights of(float[] weights, int columns) {
    float[] scales = new float[columns];
    for (int i = 0; i < weights.length; i++) {
      scales[i % columns] = Math.max(scales[i % columns], Math.abs(weights[i]));
    }
    for (int column = 0; column < columns; column++) {
      scales[column] = Math.max(scales[column], STEPS * Float.MIN_NORMAL) / STEPS;
    }
    byte[] integers = new byte[weights.length];
    for (int i = 0; i < weights.length; i++) {
      integers[i] = (byte) Math.clamp(Math.round(weights[i] / scales[i % columns]), -STEPS, STEPS);
    }
    return new IntegerWeights(weights.length / columns, integers, scales);
  }

  /// The sum of a column as it is multiplied, each row weighed.
  ///
  /// @param weights one for each row
  double sum(int column, float[] weights) {
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      sum += (double) weights[row] * integers[row * scales.length + column];
    }
    return sum * scales[column];
  }
}
