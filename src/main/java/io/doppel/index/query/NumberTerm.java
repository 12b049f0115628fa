package io.doppel.index.query;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;

/// Numbers as bytes that sort as they do. Nearly all are plain: each is the shortest decimal number of a double, which
/// stands for it. What has more digits than a double tells apart stands by the nearest plain number and how far it is
/// from that.
public final class NumberTerm {

  private static final byte BELOW = 0;
  private static final byte EQUAL = 1;
  private static final byte ABOVE = 2;

  /// Comes after every byte of a digit.
  private static final byte END = (byte) 0xff;

  private NumberTerm() {}

  /// The double that stands for a number; empty if it is not plain.
  public static OptionalDouble plain(BigDecimal number) {
    double nearest = nearest(number);
    return decimal(nearest).compareTo(number) == 0 ? OptionalDouble.of(nearest) : OptionalDouble.empty();
  }

  /// The least double that stands for a number above this, or for this where that is included.
  public static double least(BigDecimal number, boolean included) {
    double nearest = nearest(number);
    int order = decimal(nearest).compareTo(number);
    return order > 0 || (order == 0 && included) ? nearest : Math.nextUp(nearest);
  }

  /// The greatest double that stands for a number below this, or for this where that is included.
  public static double greatest(BigDecimal number, boolean included) {
    return -least(number.negate(), included);
  }

  /// A plain number.
  public static byte[] of(double plain) {
    long bits = Double.doubleToLongBits(plain);
    // Those below zero sort the other way round.
    return ofWhole(bits ^ ((bits >> 63) & Long.MAX_VALUE));
  }

  /// A whole number, among others of this kind.
  public static byte[] ofWhole(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number ^ Long.MIN_VALUE).array();
  }

  /// Any number exactly.
  public static byte[] exact(BigDecimal number) {
    double nearest = nearest(number);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(of(nearest));
    BigDecimal rest = number.subtract(decimal(nearest));
    if (rest.signum() == 0) {
      bytes.write(EQUAL);
    } else {
      bytes.write(rest.signum() < 0 ? BELOW : ABOVE);
      appendSize(rest.abs().stripTrailingZeros(), rest.signum() < 0, bytes);
    }
    return bytes.toByteArray();
  }

  /// The exponent, then the digits; turned around where the larger comes first.
  private static void appendSize(BigDecimal size, boolean around, ByteArrayOutputStream bytes) {
    int exponent = size.precision() - size.scale();
    for (byte each : ByteBuffer.allocate(Integer.BYTES).putInt(exponent ^ Integer.MIN_VALUE).array()) {
      bytes.write(around ? ~each : each);
    }
    for (byte digit : size.unscaledValue().toString().getBytes(StandardCharsets.US_ASCII)) {
      bytes.write(around ? ~digit : digit);
    }
    if (around) {
      bytes.write(END);
    }
  }

  private static double nearest(BigDecimal number) {
    return Math.clamp(number.doubleValue(), -Double.MAX_VALUE, Double.MAX_VALUE);
  }

  private static BigDecimal decimal(double plain) {
    return new BigDecimal(Double.toString(plain));
  }
}
