package io.doppel.duplicates.guard;

/// A number with what it counts, or a part of a date.
///
/// @param value in the base unit of its kind where the unit has one: grams, metres, minutes, bytes
/// @param kind what can be compared: a kind of measure, `month`, `weekday`, `ordinal`, or the word beside the number
/// @param measured whether `kind` is that of a known unit or of the calendar, rather than just a word beside the number
/// @param number the number alone, as it stands in the text
/// @param written as it stands in the text
record Quantity(double value, String kind, boolean measured, String number, String written) {

  /// What two writings of one number may differ by, relative to it, when one of them has a point: 14.7 and 15.
  private static final double ROUNDING = .05;

  private static final double EXACT = 1e-6;

  /// Whether both say the same, as far as either says it: 3 people and three, 6.32 and 6.3 million.
  boolean same(Quantity other) {
    boolean alike = kind.equals(other.kind) || !(measured && other.measured);
    double difference = Math.abs(value - other.value) / Math.max(Math.max(Math.abs(value), Math.abs(other.value)), EXACT);
    boolean rounded = (number.contains(".") || other.number.contains(".")) && kind.equals(other.kind) && measured;
    return alike && difference <= (rounded ? ROUNDING : EXACT);
  }
}
