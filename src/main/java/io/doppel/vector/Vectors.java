package io.doppel.vector;

/// Arithmetic of float32 vectors. Every dot product of the program is [#dot(float[], float[])]: so a similarity is the
/// same number whoever computes it, on every processor, with and without the JDK's Vector API. Stateless; all methods
/// may be called from any thread.
public final class Vectors {

  private static final DotProduct DOT = DotProduct.fastest();

  private Vectors() {}

  /// The sum of the products of both vectors' coordinates; 0 of none.
  ///
  /// @throws IllegalArgumentException if their lengths differ
  public static float dot(float[] one, float[] other) {
    checkLengths(one, other);
    return DOT.of(one, other);
  }

  /// The cosine of two vectors of unit length: their dot product, held within -1 to 1 where rounding leads out.
  ///
  /// @throws IllegalArgumentException if their lengths differ
  public static float cosine(float[] one, float[] other) {
    return Math.clamp(dot(one, other), -1f, 1f);
  }

  /// The dot products of one vector with some of `others`; the same as of each pair alone, but faster.
  ///
  /// @param others all of the length of `one`
  /// @param from the first of them
  /// @param to behind the last of them
  /// @param into receives the product with `others[i]` at i
  static void dots(float[] one, float[][] others, int from, int to, float[] into) {
    int i = from;
    for (; i <= to - 4; i += 4) {
      DOT.ofFour(one, others, i, into);
    }
    for (; i < to; i++) {
      into[i] = DOT.of(one, others[i]);
    }
  }

  /// The Euclidean length, summed in float64.
  public static double length(float[] vector) {
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    return Math.sqrt(squares);
  }

  /// The vector at unit length, as a new array; one of no length as it is.
  public static float[] unit(float[] vector) {
    double length = length(vector);
    float[] unit = vector.clone();
    if (length > 0) {
      double scale = 1 / length;
      for (int i = 0; i < unit.length; i++) {
        unit[i] = (float) (vector[i] * scale);
      }
    }
    return unit;
  }

  /// Adds `factor` times `vector` to `sum`.
  ///
  /// @throws IllegalArgumentException if their lengths differ
  public static void add(float[] sum, float factor, float[] vector) {
    checkLengths(sum, vector);
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * vector[i];
    }
  }

  /// Multiplies every coordinate in place.
  public static void scale(float[] vector, float factor) {
    for (int i = 0; i < vector.length; i++) {
      vector[i] *= factor;
    }
  }

  private static void checkLengths(float[] one, float[] other) {
    if (one.length != other.length) {
      throw new IllegalArgumentException(
          "vectors of %d and %d dimensions do not go together".formatted(one.length, other.length));
    }
  }
}
