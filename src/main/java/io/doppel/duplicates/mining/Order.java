package io.doppel.duplicates.mining;

import java.util.Arrays;

/// Orders of values, without an object for each.
final class Order {

  private Order() {}

  /// The places of the values, the highest value first; of equal values the first place.
  static int[] descending(float[] values, int size) {
    long[] keys = new long[size];
    for (int i = 0; i < size; i++) {
      // The bits of floats order like integers if those of negative ones are turned around.
      int bits = Float.floatToIntBits(values[i]);
      int ascending = bits ^ ((bits >> 31) & 0x7fffffff);
      keys[i] = ((long) ~ascending << 32) | i;
    }
    Arrays.sort(keys);
    int[] places = new int[size];
    for (int i = 0; i < size; i++) {
      places[i] = (int) keys[i];
    }
    return places;
  }
}
