package io.doppel.duplicates.guard;

import java.math.BigDecimal;
import java.util.Optional;

/// A number with what it counts, a part of a date, a version, or a code such as KE905.
///
/// @param value in the base unit of its kind where the unit has one: grams, metres, minutes, bytes; empty for versions
///     with several points and for codes
/// @param precision what one more in its last digit is worth, in the same unit
/// @param size how much of the base unit its unit is
/// @param kind what can be compared: a kind of measure, `month`, `weekday`, `ordinal`, or the word beside the number
/// @param measured whether `kind` is that of a known unit or of the calendar, rather than just a word beside the number
/// @param number the number alone, as it stands in the text
/// @param written as it stands in the text
record Quantity(
    Optional<BigDecimal> value,
    BigDecimal precision,
    BigDecimal size,
    String kind,
    boolean measured,
    String number,
    String written) {

  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  /// Something with an order of its own, such as a month.
  static Quantity named(int place, String kind, String written) {
    return new Quantity(
        Optional.of(BigDecimal.valueOf(place)),
        BigDecimal.ONE,
        BigDecimal.ONE,
        kind,
        true,
        written,
        written);
  }

  /// What is equal letter by letter only.
  ///
  /// @param shape what can stand in its place
  static Quantity literal(String shape, String number, String written) {
    return new Quantity(Optional.empty(), BigDecimal.ONE, BigDecimal.ONE, shape, false, number, written);
  }

  /// Whether both say the same, as far as either says it: 3 people and three, 6.32 and 6.3 million, a mile and 1.6
  /// kilometres.
  boolean same(Quantity other) {
    if (value.isEmpty() || other.value.isEmpty()) {
      return value.isEmpty() && other.value.isEmpty() && number.equals(other.number);
    }
    boolean alike = kind.equals(other.kind) || !(measured && other.measured);
    BigDecimal difference = value.get().subtract(other.value.get()).abs();
    return alike && difference.compareTo(rounding(other)) <= 0;
  }

  /// What two equal ones may differ by.
  private BigDecimal rounding(Quantity other) {
    boolean mayBeRounded = (measured && other.measured) || (hasScale() && other.hasScale());
    if (!mayBeRounded || precision.compareTo(other.precision) == 0) {
      return BigDecimal.ZERO;
    }
    boolean ofOneUnit = size.compareTo(other.size) == 0;
    boolean broken = number.contains(".") || other.number.contains(".");
    if (ofOneUnit && !broken) {
      return BigDecimal.ZERO;
    }
    return (ofOneUnit ? precision.max(other.precision) : precision.min(other.precision)).divide(TWO);
  }

  /// Whether a word such as million makes it a large one, which nobody counts.
  private boolean hasScale() {
    return number.contains(" ");
  }
}
