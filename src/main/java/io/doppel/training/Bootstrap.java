package io.doppel.training;

import java.util.Arrays;
import java.util.Random;

/// How sure a difference on the same examples is: examples are drawn again and again, with replacement, and the
/// difference is measured of each draw (Efron and Tibshirani, 1993, "An Introduction to the Bootstrap").
///
/// @param low below which 2.5 % of the differences are
/// @param high above which 2.5 % are
public record Bootstrap(double low, double high) {

  private static final int DRAWS = 1000;

  static Bootstrap of(Quality before, Quality after, int examples, Random random) {
    double[] differences = new double[DRAWS];
    for (int draw = 0; draw < DRAWS; draw++) {
      int[] which = random.ints(examples, 0, examples).toArray();
      differences[draw] = after.value(which) - before.value(which);
    }
    Arrays.sort(differences);
    return new Bootstrap(differences[DRAWS / 40], differences[DRAWS - 1 - DRAWS / 40]);
  }
}
