package io.doppel.duplicates.calibration;

import io.doppel.learn.PriorRegression;
import java.util.List;
import java.util.stream.IntStream;

/// How much of what can be learned of the weights lies in the label of a pair: its leverage in the logistic regression
/// of its [TextKind] (Pregibon, 1981), from 0 to 1. It is large for pairs that are neither sure nor like the others. A
/// pair that a guard tells apart teaches no weights.
public final class Leverage {

  private Leverage() {}

  /// Two texts, and the cosine of what they say.
  public record Compared(String text1, String text2, double cosine) {}

  /// Of each of these pairs among them, as this judges them.
  public static double[] of(Calibration calibration, List<Compared> pairs) {
    return of(
        calibration.logistic(),
        pairs.stream()
            .map(pair ->
                LabelledFeatures.of(
                    new LabelledPair(pair.text1(), pair.text2(), false), calibration.scale().standard(pair.cosine())))
            .toList());
  }

  /// Of each of these pairs among them; their labels do not count.
  ///
  /// @param known by which they are judged
  public static double[] of(LogisticByKind known, List<LabelledFeatures> rows) {
    double[] leverages = new double[rows.size()];
    for (TextKind kind : TextKind.values()) {
      int[] ofKind =
          IntStream.range(0, leverages.length)
              .filter(i -> !rows.get(i).guarded() && rows.get(i).features().kind() == kind)
              .toArray();
      List<double[]> vectors = IntStream.of(ofKind).mapToObj(i -> vector(rows.get(i).features())).toList();
      double[] bends =
          IntStream.of(ofKind)
              .mapToDouble(i -> known.probability(rows.get(i).features()))
              .map(probability -> probability * (1 - probability))
              .toArray();
      double[] found = PriorRegression.leverages(vectors, bends, Logistic.deviations(kind));
      for (int i = 0; i < ofKind.length; i++) {
        leverages[ofKind[i]] = found[i];
      }
    }
    return leverages;
  }

  private static double[] vector(Features one) {
    return new double[] {1, one.cosine(), one.overlap(), one.lengthRatio(), one.unshared()};
  }
}
