package io.doppel.index;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Which documents may be found, by their metadata.
public sealed interface Filter {

  /// How deep filters nest, and how many parts one has.
  int MAX_PARTS = 100;

  /// Every document.
  Filter EVERYTHING = new And(List.of());

  /// Whether a document with these fields passes. This is the meaning of every filter; an index may get there
  /// another way.
  boolean passes(Map<String, String> fields);

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
  }

  /// The field is a number from `low` to `high`, both included; infinity where there is no bound.
  record NumberRange(String field, double low, double high) implements Filter {

    public NumberRange {
      requireField(field);
      if (Double.isNaN(low) || Double.isNaN(high)) {
        throw new IllegalArgumentException("a bound of %s must be a number, got NaN".formatted(field));
      }
    }

    @Override
    public boolean passes(Map<String, String> fields) {
      String value = fields.get(field);
      return value != null
          && FieldValue.each(value).stream()
              .map(FieldValue::number)
              .anyMatch(number -> number.isPresent() && number.getAsDouble() >= low && number.getAsDouble() <= high);
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
  }

  /// All of the parts pass; without parts, everything does.
  record And(List<Filter> parts) implements Filter {

    public And {
      parts = List.copyOf(parts);
      requireParts("and", parts);
    }

    @Override
    public boolean passes(Map<String, String> fields) {
      return parts.stream().allMatch(part -> part.passes(fields));
    }
  }

  /// One of the parts passes; without parts, nothing does.
  record Or(List<Filter> parts) implements Filter {

    public Or {
      parts = List.copyOf(parts);
      requireParts("or", parts);
    }

    @Override
    public boolean passes(Map<String, String> fields) {
      return parts.stream().anyMatch(part -> part.passes(fields));
    }
  }

  /// The part does not pass.
  record Not(Filter part) implements Filter {

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

  private static void requireParts(String what, List<?> parts) {
    if (parts.size() > MAX_PARTS) {
      throw new IllegalArgumentException("%s must have at most %d parts, got %d".formatted(what, MAX_PARTS, parts.size()));
    }
  }
}
