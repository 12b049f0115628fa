package io.doppel.learn.head;

import java.util.Arrays;
import java.util.OptionalDouble;

/// From which score on something is accepted: above it, and not at it.
public final class Threshold {

  private Threshold() {}

  /// The lowest threshold at which one impostor more is accepted with no greater probability than `falseAccept`, if it
  /// is like those that are known: of n of them the one in place `⌈(n + 1)(1 - falseAccept)⌉` from below (Vovk,
  /// Gammerman and Shafer, 2005, "Algorithmic Learning in a Random World"; for what is of no known kind, Bates and
  /// others, 2023, "Testing for outliers with conformal p-values"). Empty if they are too few to say.
  ///
  /// @param falseAccept above 0 and below 1
  public static OptionalDouble accepting(double falseAccept, double[] impostors) {
    int place = (int) Math.ceil((impostors.length + 1) * (1 - falseAccept) - 1e-9);
    if (place > impostors.length) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(sorted(impostors)[Math.max(1, place) - 1]);
  }

  /// How many impostors must be known for such a threshold.
  public static int needed(double falseAccept) {
    return (int) Math.ceil(1 / falseAccept - 1e-9) - 1;
  }

  /// The highest threshold at which no more than `falseReject` of the genuine is refused; that below all of them where
  /// they are few.
  ///
  /// @param falseReject 0 to below 1
  /// @param genuine at least one
  public static double refusing(double falseReject, double[] genuine) {
    double[] sorted = sorted(genuine);
    return Math.nextDown(sorted[(int) (falseReject * sorted.length)]);
  }

  /// The share of some scores that is accepted, NaN of none.
  public static double accepted(double threshold, double[] scores) {
    return Arrays.stream(scores).filter(score -> score > threshold).count() / (double) scores.length;
  }

  private static double[] sorted(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted;
  }
}
