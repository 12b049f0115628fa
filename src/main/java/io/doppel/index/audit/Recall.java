package io.doppel.index.audit;

import java.util.Arrays;
import org.hipparchus.stat.interval.BinomialProportion;
import org.hipparchus.stat.interval.ConfidenceInterval;

/// How much of what is nearest an approximate search finds, judged by a sample of queries.
///
/// The interval is Wilson's (1927), with fewer trials where misses come together: a query that misses one of its hits
/// often misses more, so `k` hits of a query tell less than `k` hits of as many queries (Kish's design effect, 1965).
///
/// @param queries how many were asked
/// @param value the mean over the queries of the part that was found, 0 to 1
/// @param low the lower end of the 95 % confidence interval
/// @param high the upper end
public record Recall(int queries, double value, double low, double high) {

  private static final double CONFIDENCE = .95;

  /// @param found for each query, how many of its `k` nearest were found
  static Recall of(int[] found, int k) {
    int queries = found.length;
    double value = Arrays.stream(found).average().orElseThrow() / k;
    double squares = Arrays.stream(found).mapToDouble(each -> (double) each / k - value).map(d -> d * d).sum();
    double variance = queries > 1 ? squares / (queries - 1) : 0;
    double independent = value * (1 - value) / k;
    double designEffect = independent > 0 ? Math.clamp(variance / independent, 1, k) : 1;
    int trials = Math.max(1, (int) (queries * (long) k / designEffect));
    ConfidenceInterval interval = BinomialProportion.getWilsonScoreInterval(trials, value, CONFIDENCE);
    // Where all or nothing was found, the ends are met but for rounding.
    double low = Math.clamp(interval.getLowerBound(), 0, value);
    double high = value == 1 ? 1 : Math.clamp(interval.getUpperBound(), value, 1);
    return new Recall(queries, value, low, high);
  }
}
