package io.doppel.learn.head;

/// Probabilities of scores, and how wrong they are.
final class Softmax {

  private Softmax() {}

  /// Makes probabilities of scores, in place, and gives the logarithm of the sum of their exponentials.
  static double of(double[] scores) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double score : scores) {
      largest = Math.max(largest, score);
    }
    double sum = 0;
    for (int i = 0; i < scores.length; i++) {
      scores[i] = Math.exp(scores[i] - largest);
      sum += scores[i];
    }
    for (int i = 0; i < scores.length; i++) {
      scores[i] /= sum;
    }
    return largest + Math.log(sum);
  }

  /// The cross-entropy with the right class. Scores become its gradient: what each class has too much.
  static double crossEntropy(double[] scores, int right) {
    double target = scores[right];
    double value = of(scores) - target;
    scores[right] -= 1;
    return value;
  }
}
