package io.doppel.vector;

/// In plain Java.
final class ScalarDotProduct implements DotProduct {

  @Override
  public float of(float[] one, float[] other) {
    // In variables, which stay in registers.
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    int whole = one.length - one.length % LANES;
    for (int i = 0; i < whole; i += LANES) {
      s0 = Math.fma(one[i], other[i], s0);
      s1 = Math.fma(one[i + 1], other[i + 1], s1);
      s2 = Math.fma(one[i + 2], other[i + 2], s2);
      s3 = Math.fma(one[i + 3], other[i + 3], s3);
      s4 = Math.fma(one[i + 4], other[i + 4], s4);
      s5 = Math.fma(one[i + 5], other[i + 5], s5);
      s6 = Math.fma(one[i + 6], other[i + 6], s6);
      s7 = Math.fma(one[i + 7], other[i + 7], s7);
    }
    float sum = ((s0 + s4) + (s1 + s5)) + ((s2 + s6) + (s3 + s7));
    for (int i = whole; i < one.length; i++) {
      sum = Math.fma(one[i], other[i], sum);
    }
    return sum;
  }

  @Override
  public void ofFour(float[] one, float[][] others, int from, float[] into) {
    for (int i = from; i < from + 4; i++) {
      into[i] = of(one, others[i]);
    }
  }
}
