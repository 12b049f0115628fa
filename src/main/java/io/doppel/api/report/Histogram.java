package io.doppel.api.report;

import io.doppel.api.CaseJson;
import java.util.ArrayList;
import java.util.List;

/// How alike the passages of a report are.
final class Histogram {

  private static final double LEAST = .5;
  private static final double STEP = .1;
  private static final int BINS = 6;

  private Histogram() {}

  /// Cases whose similarity lies from `from`, inclusive, to `to`, exclusive but for 1.
  ///
  /// @param cases how many
  /// @param characters of the suspicious text, those of overlapping cases as often as they are in one
  record Bin(double from, double to, int cases, int characters) {}

  /// From -1 to one half, and in steps of a tenth above.
  static List<Bin> of(List<CaseJson> cases) {
    int[] count = new int[BINS];
    int[] characters = new int[BINS];
    for (CaseJson found : cases) {
      int bin = (int) Math.floor((found.similarity() - LEAST) / STEP + 1e-6) + 1;
      int kept = Math.clamp(bin, 0, BINS - 1);
      count[kept]++;
      characters[kept] += found.thisLength();
    }
    List<Bin> bins = new ArrayList<>();
    for (int i = 0; i < BINS; i++) {
      bins.add(new Bin(i == 0 ? -1 : edge(i - 1), edge(i), count[i], characters[i]));
    }
    return bins;
  }

  private static double edge(int step) {
    return Math.rint(10 * (LEAST + STEP * step)) / 10;
  }
}
