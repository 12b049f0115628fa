package io.doppel.projection;

import io.doppel.work.Cancellation;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;

/// Points in the plane that are near when the graph says so: the layout of UMAP (McInnes, Healy and Melville, 2018,
/// section 3.2). An edge pulls its ends together as often as its weight says, and each pull pushes a few points drawn
/// at random away.
final class Layout {

  /// The curve 1 / (1 + a d^2b) that falls off behind a distance of 0.1 as UMAP's standard settings want it.
  private static final double A = 1.5769;
  private static final double B = 0.8951;

  private static final int PUSHES = 5;
  private static final double LONGEST_STEP = 4;
  private static final double NEVER_ZERO = 1e-3;

  /// Passes over the graph; large ones settle in fewer.
  private static final int PASSES = 400;
  private static final int PASSES_OF_LARGE = 200;
  private static final int LARGE = 10_000;

  private final float[] x;
  private final float[] y;
  private final SplittableRandom random;

  private Layout(float[] x, float[] y, long seed) {
    this.x = x;
    this.y = y;
    this.random = new SplittableRandom(seed);
  }

  /// Moves the points to their places.
  ///
  /// @param x where they start, within some tens of 0; and where they end
  /// @param y likewise
  /// @throws java.util.concurrent.CancellationException once `cancelled` is true
  static void arrange(
      NeighbourGraph graph, float[] x, float[] y, long seed, DoubleConsumer progress, BooleanSupplier cancelled) {
    new Layout(x, y, seed).run(graph, progress, cancelled);
  }

  private void run(NeighbourGraph graph, DoubleConsumer progress, BooleanSupplier cancelled) {
    int passes = x.length > LARGE ? PASSES_OF_LARGE : PASSES;
    float heaviest = 0;
    for (float weight : graph.weights()) {
      heaviest = Math.max(heaviest, weight);
    }
    // How much of a pull each edge has saved up; it pulls when that is 1.
    float[] saved = new float[graph.weights().length];
    for (int pass = 0; pass < passes; pass++) {
      Cancellation.check(cancelled);
      double step = 1 - (double) pass / passes;
      for (int edge = 0; edge < saved.length; edge++) {
        saved[edge] += graph.weights()[edge] / heaviest;
        if (saved[edge] >= 1) {
          saved[edge] -= 1;
          move(graph.from()[edge], graph.to()[edge], step);
          move(graph.to()[edge], graph.from()[edge], step);
        }
      }
      progress.accept((pass + 1.0) / passes);
    }
  }

  /// Pulls both together, and pushes some others away from the one.
  private void move(int one, int other, double step) {
    pull(one, other, step);
    push(one, step);
  }

  private void pull(int one, int other, double step) {
    double dx = (double) x[one] - x[other];
    double dy = (double) y[one] - y[other];
    double squared = dx * dx + dy * dy;
    if (squared == 0) {
      return;
    }
    double power = Math.pow(squared, B);
    double strength = -2 * A * B * power / squared / (1 + A * power);
    double moveX = step * bounded(strength * dx);
    double moveY = step * bounded(strength * dy);
    x[one] += (float) moveX;
    y[one] += (float) moveY;
    x[other] -= (float) moveX;
    y[other] -= (float) moveY;
  }

  private void push(int one, double step) {
    for (int i = 0; i < PUSHES; i++) {
      int other = random.nextInt(x.length);
      double dx = (double) x[one] - x[other];
      double dy = (double) y[one] - y[other];
      double squared = dx * dx + dy * dy;
      if (squared > 0) {
        double strength = 2 * B / ((NEVER_ZERO + squared) * (1 + A * Math.pow(squared, B)));
        x[one] += (float) (step * bounded(strength * dx));
        y[one] += (float) (step * bounded(strength * dy));
      }
    }
  }

  private static double bounded(double move) {
    return Math.clamp(move, -LONGEST_STEP, LONGEST_STEP);
  }
}
