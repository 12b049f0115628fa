package io.doppel.duplicates.calibration;

/// Moves probabilities that were learned elsewhere: the logarithm of the odds is stretched and shifted (Platt, 1999).
/// Two numbers, and both are drawn toward no change, so that a few dozen pairs are enough and one odd pair does no
/// harm.
///
/// @param stretch what the logarithm of the odds is multiplied with
/// @param shift what is added then
record Shift(double stretch, double shift) {

  /// How far either is expected to move: the standard deviations of what is believed before there are pairs.
  private static final double STRETCH_DEVIATION = .5;

  private static final double SHIFT_DEVIATION = 1;
  private static final int STEPS = 50;
  private static final double ENOUGH = 1e-9;

  /// The most probable one, by Newton's method.
  ///
  /// @param logOdds of each pair, as they were learned elsewhere
  /// @param weights how much each pair counts
  static Shift fit(double[] logOdds, boolean[] labels, double[] weights) {
    double a = 1;
    double b = 0;
    for (int step = 0; step < STEPS; step++) {
      double ga = (a - 1) / (STRETCH_DEVIATION * STRETCH_DEVIATION);
      double gb = b / (SHIFT_DEVIATION * SHIFT_DEVIATION);
      double haa = 1 / (STRETCH_DEVIATION * STRETCH_DEVIATION);
      double hab = 0;
      double hbb = 1 / (SHIFT_DEVIATION * SHIFT_DEVIATION);
      for (int i = 0; i < logOdds.length; i++) {
        double p = 1 / (1 + Math.exp(-(a * logOdds[i] + b)));
        double error = weights[i] * (p - (labels[i] ? 1 : 0));
        double weight = weights[i] * p * (1 - p);
        ga += error * logOdds[i];
        gb += error;
        haa += weight * logOdds[i] * logOdds[i];
        hab += weight * logOdds[i];
        hbb += weight;
      }
      double determinant = haa * hbb - hab * hab;
      double da = (hbb * ga - hab * gb) / determinant;
      double db = (haa * gb - hab * ga) / determinant;
      a -= da;
      b -= db;
      if (Math.abs(da) + Math.abs(db) < ENOUGH) {
        break;
      }
    }
    // A higher similarity never speaks against a duplicate.
    return new Shift(Math.max(a, 0), b);
  }
}
