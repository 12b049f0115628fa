package io.doppel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// With the JDK's Vector API, which the JVM may not have: nothing else names this class but [DotProduct#fastest()].
final class VectorizedDotProduct implements DotProduct {

  private static final VectorSpecies<Float> EIGHT = FloatVector.SPECIES_256;
  private static final VectorShuffle<Float> HALVES = VectorShuffle.fromValues(EIGHT, 4, 5, 6, 7, 0, 1, 2, 3);
  private static final VectorShuffle<Float> NEIGHBOURS = VectorShuffle.fromValues(EIGHT, 1, 0, 3, 2, 5, 4, 7, 6);
  private static final VectorShuffle<Float> PAIRS = VectorShuffle.fromValues(EIGHT, 2, 3, 0, 1, 6, 7, 4, 5);

  /// Whether the processor has registers of eight lanes; with shorter ones the Vector API is slower than plain Java.
  static boolean isFast() {
    return FloatVector.SPECIES_PREFERRED.length() >= LANES;
  }

  @Override
  public float of(float[] one, float[] other) {
    FloatVector sums = FloatVector.zero(EIGHT);
    int whole = EIGHT.loopBound(one.length);
    for (int i = 0; i < whole; i += LANES) {
      sums = FloatVector.fromArray(EIGHT, one, i).fma(FloatVector.fromArray(EIGHT, other, i), sums);
    }
    return total(sums, one, other, whole);
  }

  @Override
  public void ofFour(float[] one, float[][] others, int from, float[] into) {
    float[] first = others[from];
    float[] second = others[from + 1];
    float[] third = others[from + 2];
    float[] fourth = others[from + 3];
    FloatVector sums0 = FloatVector.zero(EIGHT);
    FloatVector sums1 = sums0;
    FloatVector sums2 = sums0;
    FloatVector sums3 = sums0;
    int whole = EIGHT.loopBound(one.length);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector shared = FloatVector.fromArray(EIGHT, one, i);
      sums0 = shared.fma(FloatVector.fromArray(EIGHT, first, i), sums0);
      sums1 = shared.fma(FloatVector.fromArray(EIGHT, second, i), sums1);
      sums2 = shared.fma(FloatVector.fromArray(EIGHT, third, i), sums2);
      sums3 = shared.fma(FloatVector.fromArray(EIGHT, fourth, i), sums3);
    }
    into[from] = total(sums0, one, first, whole);
    into[from + 1] = total(sums1, one, second, whole);
    into[from + 2] = total(sums2, one, third, whole);
    into[from + 3] = total(sums3, one, fourth, whole);
  }

  /// The sums together, in the order that [DotProduct] says, and the products from `whole` on.
  private static float total(FloatVector sums, float[] one, float[] other, int whole) {
    FloatVector four = sums.add(sums.rearrange(HALVES));
    FloatVector two = four.add(four.rearrange(NEIGHBOURS));
    float sum = two.add(two.rearrange(PAIRS)).lane(0);
    for (int i = whole; i < one.length; i++) {
      sum = Math.fma(one[i], other[i], sum);
    }
    return sum;
  }
}
