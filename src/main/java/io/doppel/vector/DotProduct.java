package io.doppel.vector;

/// The dot product of float32 vectors, defined to the last bit: eight sums, the i-th of the products whose place leaves
/// i when divided by eight, each added by a fused multiply-add; then
/// `((s0 + s4) + (s1 + s5)) + ((s2 + s6) + (s3 + s7))`; then what is left at the end, one by one. An addition waits for
/// the one before it, so one sum would be slow; and eight fill a vector register of most processors.
///
/// Two ways to compute it are there, which give the same bits: with the JDK's Vector API where the JVM has the module,
/// and without.
interface DotProduct {

  /// How many sums there are.
  int LANES = 8;

  /// Of two vectors of one length.
  float of(float[] one, float[] other);

  /// Of one vector with the four of `others` from `from` on, all of one length: as [#of(float[], float[])] of each, but
  /// faster.
  ///
  /// @param into receives the product with `others[i]` at i
  void ofFour(float[] one, float[][] others, int from, float[] into);

  /// The fastest one that this JVM and this processor can do.
  static DotProduct fastest() {
    boolean there = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    return there && VectorizedDotProduct.isFast() ? new VectorizedDotProduct() : new ScalarDotProduct();
  }
}
