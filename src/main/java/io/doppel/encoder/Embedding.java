package io.doppel.encoder;

import io.doppel.vector.Vectors;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// A unit vector of float32: the place of a text in the encoder's space. Immutable.
///
/// Normalised once, at construction, so that the cosine of two embeddings is their dot product.
public final class Embedding {

  private static final float UNIT_TOLERANCE = 1e-3f;

  private final float[] values;

  private Embedding(float[] values) {
    this.values = values;
  }

  /// Scales `vector` to unit length. The array is copied.
  ///
  /// @throws IllegalArgumentException if the vector is empty, has no length, or holds NaN or
  ///   infinity
  public static Embedding normalize(float[] vector) {
    double length = Vectors.length(vector);
    if (!(length > 0) || Double.isInfinite(length)) {
      throw new IllegalArgumentException(
          "an embedding needs a finite length above 0, got %s over %d dimensions".formatted(length, vector.length));
    }
    return new Embedding(Vectors.unit(vector));
  }

  /// Takes a vector that is already of unit length, as stored by an index. The array is owned by
  /// the embedding from here on.
  ///
  /// @throws IllegalArgumentException if the length is off 1 by more than a thousandth
  public static Embedding ofUnit(float[] unit) {
    double length = Vectors.length(unit);
    if (!(Math.abs(length * length - 1) <= UNIT_TOLERANCE)) {
      throw new IllegalArgumentException("an embedding has unit length, got " + length);
    }
    return new Embedding(unit);
  }

  /// The mean, scaled to unit length; of opposite ones, which have none, the first.
  ///
  /// @param embeddings at least one, all of one dimension
  public static Embedding mean(List<Embedding> embeddings) {
    Embedding first = embeddings.getFirst();
    float[] sum = first.toArray();
    for (Embedding other : embeddings.subList(1, embeddings.size())) {
      Vectors.add(sum, 1, other.values);
    }
    return Vectors.length(sum) == 0 ? first : normalize(sum);
  }

  /// The first `dimension` coordinates, scaled to unit length again. Embeddings of models trained
  /// for it keep most of their meaning (Kusupati et al., 2022, "Matryoshka Representation
  /// Learning").
  ///
  /// @throws IllegalArgumentException if there are fewer coordinates, or `dimension` is below 1
  public Embedding shortenedTo(int dimension) {
    if (dimension < 1 || dimension > values.length) {
      throw new IllegalArgumentException(
          "dimension must be 1 to %d, got %d".formatted(values.length, dimension));
    }
    return dimension == values.length ? this : normalize(Arrays.copyOf(values, dimension));
  }

  public int dimension() {
    return values.length;
  }

  /// The cosine of the angle between both embeddings, in [-1, 1].
  ///
  /// @throws IllegalArgumentException if the dimensions differ
  public float cosine(Embedding other) {
    if (values.length != other.values.length) {
      throw new IllegalArgumentException(
          "embeddings of %d and %d dimensions cannot be compared"
              .formatted(values.length, other.values.length));
    }
    return Vectors.cosine(values, other.values);
  }

  /// An embedding at this cosine with this one, in a random direction: a text like this one, as far as a vector can
  /// tell.
  ///
  /// @param cosine -1 to 1
  public Embedding turned(double cosine, RandomGenerator random) {
    double[] aside = new double[values.length];
    double along = 0;
    for (int i = 0; i < values.length; i++) {
      aside[i] = random.nextGaussian();
      along += aside[i] * values[i];
    }
    double squares = 0;
    for (int i = 0; i < values.length; i++) {
      aside[i] -= along * values[i];
      squares += aside[i] * aside[i];
    }
    double scale = Math.sqrt((1 - cosine * cosine) / squares);
    float[] turned = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      turned[i] = (float) (cosine * values[i] + scale * aside[i]);
    }
    return normalize(turned);
  }

  /// A copy of the coordinates.
  public float[] toArray() {
    return values.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Embedding that && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "Embedding[%d dimensions]".formatted(values.length);
  }
}
