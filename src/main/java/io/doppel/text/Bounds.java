package io.doppel.text;

import java.util.Locale;

/// The sentences for values out of their bounds. What a person may send has a bound, and what is beyond it is
/// refused by the record that would hold it.
public final class Bounds {

  private Bounds() {}

  /// A value out of its bounds.
  public static final class Violation extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String field;

    /// @param field the name of the value as the sender knows it, e.g. `k`
    /// @param message a sentence that names the value and the bound
    public Violation(String field, String message) {
      super(message);
      this.field = field;
    }

    /// The name of the value as the sender knows it.
    public String field() {
      return field;
    }
  }

  /// Refuses a number outside `low` to `high`, both inclusive.
  public static void check(String field, int value, int low, int high) {
    if (value < low || value > high) {
      throw new Violation(field, "%s must be %d to %d, got %d".formatted(field, low, high, value));
    }
  }

  /// Refuses a number outside `low` to `high`, both inclusive, and NaN.
  public static void check(String field, float value, float low, float high) {
    if (!(value >= low && value <= high)) {
      throw new Violation(field, "%s must be %s to %s, got %s".formatted(field, plain(low), plain(high), plain(value)));
    }
  }

  /// Refuses a text without any visible character, or with more than `longest` UTF-16 units.
  public static void check(String field, String text, int longest) {
    if (CodePoints.isBlank(text)) {
      throw new Violation(field, "%s must not be empty".formatted(field));
    }
    if (text.length() > longest) {
      throw new Violation(
          field,
          String.format(
              Locale.ROOT,
              "%s must be at most %,d characters long, got %,d",
              field,
              longest,
              text.length()));
    }
  }

  private static String plain(float value) {
    return value == Math.rint(value) && Math.abs(value) < 1e6 ? Integer.toString((int) value) : Float.toString(value);
  }
}
