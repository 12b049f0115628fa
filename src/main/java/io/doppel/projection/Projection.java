package io.doppel.projection;

import io.doppel.vector.Matrix;
import io.doppel.work.Cancellation;
import java.util.Arrays;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;

/// Where vectors stand in the plane, from -1 to 1 either way, near each other when their cosine is high.
///
/// Two principal components keep next to nothing of who is near whom: most of the variance of embeddings lies in all
/// the other dimensions. They are where the points start from, and UMAP's layout brings neighbours together.
final class Projection {

  /// How many neighbours make a neighbourhood, as UMAP has it.
  private static final int NEIGHBOURS = 15;

  /// The principal components of so many vectors are those of all, as far as a start is concerned.
  private static final int FOR_COMPONENTS = 1_000;

  /// How far the points may be from 0 at the start, in the units of the layout; and how much they are shaken, so that
  /// copies of one text come apart.
  private static final float START = 10;

  private static final double SHAKEN = 1e-3;

  /// The part of the work that finding neighbours is.
  private static final double NEIGHBOURS_PART = 0.5;

  private final float[] x;
  private final float[] y;

  Projection(float[] x, float[] y) {
    this.x = x;
    this.y = y;
  }

  /// From left to right; not to be written to.
  float[] x() {
    return x;
  }

  /// From below to above; not to be written to.
  float[] y() {
    return y;
  }

  /// @param vectors of unit length and one dimension
  /// @param progress hears which part is done, from several threads
  /// @throws java.util.concurrent.CancellationException once `cancelled` is true
  static Projection of(Matrix vectors, long seed, DoubleConsumer progress, BooleanSupplier cancelled) {
    int n = vectors.rows();
    int neighbours = Math.min(NEIGHBOURS, n - 1);
    if (neighbours < 1) {
      return new Projection(new float[n], new float[n]);
    }
    var nearest =
        NearestNeighbours.of(vectors, neighbours, part -> progress.accept(part * NEIGHBOURS_PART), cancelled);
    Cancellation.check(cancelled);
    Projection start = components(vectors, seed);
    Cancellation.check(cancelled);
    Layout.arrange(
        NeighbourGraph.of(nearest),
        start.x,
        start.y,
        seed,
        part -> progress.accept(NEIGHBOURS_PART + part * (1 - NEIGHBOURS_PART)),
        cancelled);
    return start.scaledTo(1);
  }

  /// The first two principal components of some, and all of them along these.
  private static Projection components(Matrix vectors, long seed) {
    int n = vectors.rows();
    Random random = new Random(seed);
    Matrix some =
        n <= FOR_COMPONENTS
            ? vectors
            : Matrix.of(random.ints(FOR_COMPONENTS, 0, n).mapToObj(vectors::row).toList());
    Matrix components = PrincipalComponents.of(some, random);
    float[] x = vectors.times(components.row(0));
    float[] y = vectors.times(components.row(1));
    for (int i = 0; i < n; i++) {
      x[i] += (float) (SHAKEN * random.nextGaussian());
      y[i] += (float) (SHAKEN * random.nextGaussian());
    }
    return new Projection(x, y).scaledTo(START);
  }

  /// In the middle, and as large as fits into -size to size, of the same shape.
  private Projection scaledTo(float size) {
    float[] wide = ends(x);
    float[] high = ends(y);
    float span = Math.max(wide[1] - wide[0], high[1] - high[0]);
    float scale = span > 0 ? 2 * size / span : 1;
    for (int i = 0; i < x.length; i++) {
      x[i] = (x[i] - (wide[0] + wide[1]) / 2) * scale;
      y[i] = (y[i] - (high[0] + high[1]) / 2) * scale;
    }
    return this;
  }

  private static float[] ends(float[] values) {
    float least = Float.POSITIVE_INFINITY;
    float most = Float.NEGATIVE_INFINITY;
    for (float value : values) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    return new float[] {least, most};
  }

  /// How much of who is near whom is kept: the share of the `near` nearest of a vector that are among the `around`
  /// nearest points in the plane, over some vectors.
  ///
  /// @param queries how many vectors to look at, spread evenly
  /// @throws java.util.concurrent.CancellationException once `cancelled` is true
  double preserved(Matrix vectors, int near, int around, int queries, BooleanSupplier cancelled) {
    int n = vectors.rows();
    int count = Math.min(queries, n);
    if (n <= around + 1) {
      return 1;
    }
    return IntStream.range(0, count)
        .parallel()
        .map(query -> (int) ((long) query * n / count))
        .mapToDouble(
            i -> {
              Cancellation.check(cancelled);
              return preservedAround(i, vectors, Math.min(near, n - 1), around);
            })
        .average()
        .orElse(1);
  }

  private double preservedAround(int i, Matrix vectors, int near, int around) {
    int n = vectors.rows();
    double[] apart = new double[n];
    float[] alike = vectors.times(vectors.row(i));
    float[] unlike = new float[n];
    for (int j = 0; j < n; j++) {
      double dx = (double) x[i] - x[j];
      double dy = (double) y[i] - y[j];
      apart[j] = j == i ? Double.POSITIVE_INFINITY : dx * dx + dy * dy;
      unlike[j] = j == i ? Float.POSITIVE_INFINITY : -alike[j];
    }
    double[] apartInOrder = apart.clone();
    Arrays.sort(apartInOrder);
    float[] unlikeInOrder = unlike.clone();
    Arrays.sort(unlikeInOrder);
    double farthest = apartInOrder[around - 1];
    float least = unlikeInOrder[near - 1];
    long kept = IntStream.range(0, n).filter(j -> unlike[j] <= least && apart[j] <= farthest).count();
    long of = IntStream.range(0, n).filter(j -> unlike[j] <= least).count();
    return (double) kept / of;
  }
}
