package io.doppel.index.lucene.field;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalDouble;
import org.apache.lucene.util.BytesRefBuilder;
import org.apache.lucene.util.NumericUtils;

/// Numbers as bytes that sort as they do. Nearly all are plain: each is the shortest decimal number of a double, which
/// stands for it. What has more digits than a double tells apart stands by the nearest plain number and how far it is
/// from that.
final class NumberTerm {

  private static final byte BELOW = 0;
  private static final byte EQUAL = 1;
  private static final byte ABOVE = 2;

  /// Comes after every byte of a digit.
  private static final byte END = (byte) 0xff;

  private NumberTerm() {}

  /// The double that stands for a number; empty if it is not plain.
  static OptionalDouble plain(BigDecimal number) {
    double nearest = nearest(number);
    return decimal(nearest).compareTo(number) == 0 ? OptionalDouble.of(nearest) : OptionalDouble.empty();
  }

  /// The least double that stands for a number above this, or for this where that is included.
  static double least(BigDecimal number, boolean included) {
    double nearest = nearest(number);
    int order = decimal(nearest).compareTo(number);
    return order > 0 || (order == 0 && included) ? nearest : Math.nextUp(nearest);
  }

  /// The greatest double that stands for a number below this, or for this where that is included.
  static double greatest(BigDecimal number, boolean included) {
    return -least(number.negate(), included);
  }

  static byte[] of(double plain) {
    byte[] bytes = new byte[Long.BYTES];
    NumericUtils.longToSortableBytes(NumericUtils.doubleToSortableLong(plain), bytes, 0);
    return bytes;
  }

  /// Any number exactly.
  static byte[] exact(BigDecimal number) {
    double nearest = nearest(number);
    BytesRefBuilder bytes = new BytesRefBuilder();
    byte[] start = of(nearest);
    bytes.append(start, 0, start.length);
    BigDecimal rest = number.subtract(decimal(nearest));
    if (rest.signum() == 0) {
      bytes.append(EQUAL);
    } else {
      bytes.append(rest.signum() < 0 ? BELOW : ABOVE);
      appendSize(rest.abs().stripTrailingZeros(), rest.signum() < 0, bytes);
    }
    return Arrays.copyOf(bytes.bytes(), bytes.length());
  }

  /// The exponent, then the digits; turned around where the larger comes first.
  private static void appendSize(BigDecimal size, boolean around, BytesRefBuilder bytes) {
    byte[] exponent = new byte[Integer.BYTES];
    NumericUtils.intToSortableBytes(size.precision() - size.scale(), exponent, 0);
    for (byte each : exponent) {
      bytes.append(around ? (byte) ~each : each);
    }
    for (byte digit : size.unscaledValue().toString().getBytes(StandardCharsets.US_ASCII)) {
      bytes.append(around ? (byte) ~digit : digit);
    }
    if (around) {
      bytes.append(END);
    }
  }

  private static double nearest(BigDecimal number) {
    return Math.clamp(number.doubleValue(), -Double.MAX_VALUE, Double.MAX_VALUE);
  }

  private static BigDecimal decimal(double plain) {
    return new BigDecimal(Double.toString(plain));
  }
}
