package io.doppel.learn.measure;

import java.util.Arrays;

/// How well scores tell what is to be accepted, the genuine, from what is not, the impostors, whatever the threshold
/// (Fawcett, 2006, "An introduction to ROC analysis"). Scores are the higher the better. Every measure is NaN where
/// there are none of the one or the other.
public final class Roc {

  private final double[] genuine;
  private final double[] impostors;

  /// @param genuine scores of what is to be accepted
  /// @param impostors scores of what is to be refused
  public Roc(double[] genuine, double[] impostors) {
    this.genuine = sorted(genuine);
    this.impostors = sorted(impostors);
  }

  private static double[] sorted(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  private boolean isEmpty() {
    return genuine.length == 0 || impostors.length == 0;
  }

  /// The area under the curve: how often a genuine score is above an impostor's, a tie counting half.
  public double area() {
    double above = 0;
    for (double score : genuine) {
      above += (below(impostors, score) + notAbove(impostors, score)) / 2.0;
    }
    return isEmpty() ? Double.NaN : above / genuine.length / impostors.length;
  }

  /// The share of impostors at a threshold that accepts so much of the genuine: at .95 what papers call FPR95.
  ///
  /// @param trueAccept above 0 to 1
  public double falseAcceptAt(double trueAccept) {
    if (isEmpty()) {
      return Double.NaN;
    }
    int accepted = (int) Math.ceil(trueAccept * genuine.length);
    double threshold = genuine[genuine.length - Math.max(1, accepted)];
    return share(impostors.length - below(impostors, threshold), impostors);
  }

  /// The share of the genuine at the lowest threshold that accepts no more than so much of the impostors: TAR at FAR.
  ///
  /// @param falseAccept 0 to 1
  public double trueAcceptAt(double falseAccept) {
    if (isEmpty()) {
      return Double.NaN;
    }
    int allowed = (int) Math.floor(falseAccept * impostors.length);
    return allowed >= impostors.length
        ? 1
        : share(genuine.length - notAbove(genuine, impostors[impostors.length - 1 - allowed]), genuine);
  }

  /// The error where as much of the genuine is refused as of the impostors is accepted; the mean of both shares where
  /// they come nearest.
  public double equalErrorRate() {
    double least = Double.POSITIVE_INFINITY;
    double error = Double.NaN;
    if (isEmpty()) {
      return error;
    }
    for (double[] scores : new double[][] {genuine, impostors}) {
      for (double threshold : scores) {
        double accepted = share(impostors.length - below(impostors, threshold), impostors);
        double refused = share(below(genuine, threshold), genuine);
        if (Math.abs(accepted - refused) < least) {
          least = Math.abs(accepted - refused);
          error = (accepted + refused) / 2;
        }
      }
    }
    return error;
  }

  private static double share(int count, double[] of) {
    return (double) count / of.length;
  }

  /// How many of some sorted values are below another one.
  private static int below(double[] sorted, double value) {
    int from = 0;
    int to = sorted.length;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (sorted[middle] < value) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  private static int notAbove(double[] sorted, double value) {
    return below(sorted, Math.nextUp(value));
  }
}
