package io.doppel.examination;

import io.doppel.learn.statistic.MeanInterval;
import java.util.SplittableRandom;

/// Makes intervals of means, each of the same seed, so that none depends on those before it.
record Intervals(long seed) {

  private static final int DRAWS = 1_000;

  MeanInterval of(double... values) {
    return MeanInterval.of(values, DRAWS, new SplittableRandom(seed));
  }
}
