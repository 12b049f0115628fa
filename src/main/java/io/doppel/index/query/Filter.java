package io.doppel.index.query;

import io.doppel.text.Bounds;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Which documents may be found, by their metadata.
public sealed interface Filter {

  /// How deep filters nest, and how many parts one has.
  int MAX_PARTS = 100;

  /// How many conditions, lists and negations a filter has in all, counted as [#size] does. A search asks for up to 256
  /// words beside them, and an index looks for 1,024 things at once.
  int MAX_SIZE = 350;

  /// Every document.
  Filter EVERYTHING = new And(List.of());

  /// What passes both.
  static Filter both(Filter one, Filter other) {
    return one.equals(EVERYTHING) ? other : other.equals(EVERYTHING) ? one : new And(List.of(one, other));
  }

  /// Whether a document with these fields passes. This is the meaning of every filter; an index may get there
  /// another way.
  boolean passes(Map<String, String> fields);

  /// Conditions, lists and negations in all; those of an [Or] that ask for a text count as one.
  int size();

  /// The field has one of the values, letter by letter. Of a list, one element is enough.
  record Is(String field, List<String> values) implements Filter {

    public Is {
      requireField(field);
      values = List.copyOf(values);
      requireParts("values", values);
      if (values.isEmpty()) {
        throw new IllegalArgumentException("a filter on %s needs at least 1 value, got 0".formatted(field));
      }
    }

    @Override
    public boolean passes(Map<String, String> fields) {
      String value = fields.get(field);
      return value != null && FieldValue.each(value).stream().anyMatch(values::contains);
    }

    @Override
    public int size() {
      return 1;
    }
  }

  /// One end of a range of numbers.
  ///
  /// @param value of at most [#MAX_DIGITS] digits, before and after the point
  /// @param included whether it is in the range itself
  record Limit(BigDecimal value, boolean included) {

    /// More than any number that is written out.
    static final int MAX_DIGITS = 2_000;

    public Limit {
      if (Math.abs((long) value.scale()) + value.precision() > MAX_DIGITS) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "a number must have at most %,d digits", MAX_DIGITS));
      }
      value = value.stripTrailingZeros();
    }
  }

  /// The field is a number from `low` to `high`, to the last digit; empty where there is no bound.
  record NumberRange(String field, Optional<Limit> low, Optional<Limit> high) implements Filter {

    public NumberRange {
      requireField(field);
    }

    /// Exactly this number, however it is written.
    public static NumberRange is(String field, BigDecimal number) {
      Optional<Limit> limit = Optional.of(new Limit(number, true));
      return new NumberRange(field, limit, limit);
    }

    /// With both ends; empty where there is none.
    public static NumberRange closed(String field, Optional<BigDecimal> low, Optional<BigDecimal> high) {
      return new NumberRange(
          field, low.map(number -> new Limit(number, true)), high.map(number -> new Limit(number, true)));
    }

    @Override
    public boolean passes(Map<String, String> fields) {
      String value = fields.get(field);
      return value != null
          && FieldValue.each(value).stream().flatMap(each -> FieldValue.number(each).stream()).anyMatch(this::holds);
    }

    @Override
    public int size() {
      return 1;
    }

    private boolean holds(BigDecimal number) {
      return low.filter(limit -> isBeyond(limit, number.compareTo(limit.value()))).isEmpty()
          && high.filter(limit -> isBeyond(limit, limit.value().compareTo(number))).isEmpty();
    }

    private static boolean isBeyond(Limit limit, int order) {
      return order < 0 || (order == 0 && !limit.included());
    }
  }

  /// The field is a time that starts at `from` or later, and before `until`.
  record TimeRange(String field, Instant from, Instant until) implements Filter {

    public TimeRange {
      requireField(field);
    }

    @Override
    public boolean passes(Map<String, String> fields) {
      String value = fields.get(field);
      return value != null
          && FieldValue.each(value).stream()
              .flatMap(each -> FieldValue.time(each).stream())
              .anyMatch(time -> !time.start().isBefore(from) && time.start().isBefore(until));
    }

    @Override
    public int size() {
      return 1;
    }
  }

  /// The field is there, whatever its value.
  record Has(String field) implements Filter {

    public Has {
      requireField(field);
    }

    @Override
    public boolean passes(Map<String, String> fields) {
      return fields.containsKey(field);
    }

    @Override
    public int size() {
      return 1;
    }
  }

  /// All of the parts pass; without parts, everything does.
  record And(List<Filter> parts) implements Filter {

    public And {
      parts = List.copyOf(parts);
      requireParts("and", parts);
      requireSize(size(parts));
    }

    @Override
    public boolean passes(Map<String, String> fields) {
      return parts.stream().allMatch(part -> part.passes(fields));
    }

    @Override
    public int size() {
      return size(parts);
    }

    private static int size(List<Filter> parts) {
      return 1 + parts.stream().mapToInt(Filter::size).sum();
    }
  }

  /// One of the parts passes; without parts, nothing does.
  record Or(List<Filter> parts) implements Filter {

    public Or {
      parts = List.copyOf(parts);
      requireParts("or", parts);
      requireSize(size(parts));
    }

    @Override
    public boolean passes(Map<String, String> fields) {
      return parts.stream().anyMatch(part -> part.passes(fields));
    }

    @Override
    public int size() {
      return size(parts);
    }

    private static int size(List<Filter> parts) {
      int texts = parts.stream().anyMatch(Is.class::isInstance) ? 1 : 0;
      return 1 + texts + parts.stream().filter(part -> !(part instanceof Is)).mapToInt(Filter::size).sum();
    }
  }

  /// The part does not pass.
  record Not(Filter part) implements Filter {

    public Not {
      requireSize(1 + part.size());
    }

    @Override
    public int size() {
      return 1 + part.size();
    }

    @Override
    public boolean passes(Map<String, String> fields) {
      return !part.passes(fields);
    }
  }

  private static void requireField(String field) {
    if (field.isEmpty()) {
      throw new IllegalArgumentException("a filter needs the name of a field, got none");
    }
  }

  private static void requireSize(int size) {
    if (size > MAX_SIZE) {
      throw new Bounds.Violation(
          "filter", "a filter must have at most %d parts in all, got %d".formatted(MAX_SIZE, size));
    }
  }

  private static void requireParts(String what, List<?> parts) {
    if (parts.size() > MAX_PARTS) {
      throw new IllegalArgumentException(
          "%s must have at most %d parts, got %d".formatted(what, MAX_PARTS, parts.size()));
    }
  }
}
