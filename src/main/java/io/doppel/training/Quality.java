package io.doppel.training;

import io.doppel.learn.statistic.Correlation;
import io.doppel.training.example.Examples;
import io.doppel.vector.Matrix;
import io.doppel.vector.Vectors;
import io.doppel.work.Cancellation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// How good embeddings are for held-out examples, the higher the better: for pairs the rank correlation of cosines and
/// labels (Spearman); for triplets the share where the alike one is nearer; for classes the share of a text's class
/// among its nearest, as many as the class has; for parallel and for alike texts how often either is nearest to the
/// other.
final class Quality {

  private final Examples examples;
  private final double[] cosines;
  private final double[] scores;

  private Quality(Examples examples, double[] cosines, double[] scores) {
    this.examples = examples;
    this.cosines = cosines;
    this.scores = scores;
  }

  static Quality of(Examples examples, Twins twins) {
    List<Matrix> sides = new ArrayList<>();
    for (int side = 0; side < examples.kind().texts(); side++) {
      sides.add(twins.embed(examples.all(), side));
    }
    int count = examples.size();
    return switch (examples.kind()) {
      case PAIRS ->
          new Quality(
              examples,
              IntStream.range(0, count).mapToDouble(i -> cosine(sides, 0, 1, i)).toArray(),
              new double[0]);
      case TRIPLETS ->
          new Quality(
              examples,
              new double[0],
              IntStream.range(0, count)
                  .mapToDouble(i -> cosine(sides, 0, 1, i) > cosine(sides, 0, 2, i) ? 1 : 0)
                  .toArray());
      case CLASSES -> new Quality(examples, new double[0], classes(examples, sides.getFirst()));
      case PARALLEL, ALIKE -> new Quality(examples, new double[0], mutual(examples, sides.get(0), sides.get(1)));
      case TEXTS -> throw new IllegalArgumentException("nothing is known of texts to be measured");
    };
  }

  private static double cosine(List<Matrix> sides, int one, int other, int row) {
    return Vectors.cosine(sides.get(one).row(row), sides.get(other).row(row));
  }

  private static double[] classes(Examples examples, Matrix rows) {
    double[] scores = new double[rows.rows()];
    for (int i = 0; i < scores.length; i++) {
      Cancellation.check();
      int self = i;
      double label = examples.all().get(i).label();
      float[] similar = rows.times(rows.row(i));
      int mates = (int) examples.all().stream().filter(example -> example.label() == label).count() - 1;
      similar[self] = Float.NEGATIVE_INFINITY;
      long right =
          Arrays.stream(nearest(similar, mates)).filter(j -> examples.all().get(j).label() == label).count();
      scores[i] = mates == 0 ? 0 : (double) right / mates;
    }
    return scores;
  }

  private static double[] mutual(Examples examples, Matrix one, Matrix other) {
    List<List<String>> texts = examples.all().stream().map(Examples.Example::texts).toList();
    double[] scores = new double[one.rows()];
    for (int i = 0; i < scores.length; i++) {
      Cancellation.check();
      // What is said twice is as good the one time as the other.
      String found = texts.get(nearest(other.times(one.row(i)))).get(1);
      String back = texts.get(nearest(one.times(other.row(i)))).get(0);
      scores[i] = (found.equals(texts.get(i).get(1)) ? 0.5 : 0) + (back.equals(texts.get(i).get(0)) ? 0.5 : 0);
    }
    return scores;
  }

  /// The places of the greatest, the first of equal ones first.
  private static int[] nearest(float[] similar, int count) {
    long[] order = new long[similar.length];
    for (int i = 0; i < order.length; i++) {
      int bits = Float.floatToIntBits(similar[i] + 0f);
      int rising = bits < 0 ? bits ^ Integer.MAX_VALUE : bits;
      order[i] = (long) ~rising << Integer.SIZE | i;
    }
    Arrays.sort(order);
    return Arrays.stream(order).limit(count).mapToInt(each -> (int) each).toArray();
  }

  private static int nearest(float[] similar) {
    int best = 0;
    for (int i = 1; i < similar.length; i++) {
      best = similar[i] > similar[best] ? i : best;
    }
    return best;
  }

  /// The measure of all examples.
  double value() {
    return value(IntStream.range(0, examples.size()).toArray());
  }

  /// The measure of some of them, of which some may come several times.
  double value(int[] which) {
    if (cosines.length == 0) {
      return Arrays.stream(which).mapToDouble(i -> scores[i]).average().orElse(0);
    }
    double[] seen = Arrays.stream(which).mapToDouble(i -> cosines[i]).toArray();
    double[] said = Arrays.stream(which).mapToDouble(i -> examples.all().get(i).label()).toArray();
    return spearman(seen, said);
  }

  /// 0 where one side is constant, since nothing follows then, and of a model whose weights are no numbers any more.
  private static double spearman(double[] one, double[] other) {
    boolean known = one.length >= 2 && Arrays.stream(one).allMatch(Double::isFinite);
    double correlation = known ? Correlation.spearman(one, other) : 0;
    return Double.isNaN(correlation) ? 0 : correlation;
  }
}
