package io.doppel.index;

import org.apache.lucene.util.VectorUtil;

/// The dot product as the index takes it: with the vector instructions of the processor, where the JVM lets Lucene use them.
public final class DotProduct {

  private DotProduct() {}

  /// The cosine of two unit vectors of one dimension, -1 to 1.
  public static float of(float[] one, float[] other) {
    return Math.clamp(VectorUtil.dotProduct(one, other), -1f, 1f);
  }
}
