package io.doppel.api;

import io.doppel.index.query.FieldValue;
import io.doppel.index.query.Filter;
import io.doppel.text.Bounds;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// A filter as programs write it: one of
///
/// ```json
/// {"field":"lang","is":"en"}
/// {"field":"lang","in":["en","ko"]}
/// {"field":"year","gte":2010,"lt":2020}
/// {"field":"published","gt":"2024-05","lte":"2024-12-31"}
/// {"field":"isbn","exists":true}
/// {"and":[FILTER…]}   {"or":[FILTER…]}   {"not":FILTER}
/// ```
public final class FilterJson {

  private static final Set<String> RANGE = Set.of("gte", "gt", "lte", "lt");

  private FilterJson() {}

  /// The filter in `node`.
  ///
  /// @throws Bounds.Violation with the place inside the filter, such as `filter/and/0/is`
  public static Filter of(JsonNode node) {
    return filter(node, "filter");
  }

  private static Filter filter(JsonNode node, String where) {
    if (!node.isObject()) {
      throw new Bounds.Violation(where, "a filter must be an object, got " + node);
    }
    List<String> names = node.propertyNames().stream().toList();
    if (node.has("field")) {
      return condition(node, where);
    }
    if (names.size() == 1) {
      JsonNode inner = node.path(names.getFirst());
      String place = where + "/" + names.getFirst();
      switch (names.getFirst()) {
        case "and" -> {
          return checked(place, () -> new Filter.And(parts(inner, place)));
        }
        case "or" -> {
          return checked(place, () -> new Filter.Or(parts(inner, place)));
        }
        case "not" -> {
          return checked(place, () -> new Filter.Not(filter(inner, place)));
        }
        default -> {}
      }
    }
    throw new Bounds.Violation(where, "a filter has a field with a condition, or one of and, or, not; got " + node);
  }

  private static List<Filter> parts(JsonNode node, String where) {
    if (!node.isArray()) {
      throw new Bounds.Violation(where, "%s must be a list of filters, got %s".formatted(where, node));
    }
    List<Filter> parts = new ArrayList<>();
    for (JsonNode part : node) {
      parts.add(filter(part, where + "/" + parts.size()));
    }
    return parts;
  }

  private static Filter condition(JsonNode node, String where) {
    JsonNode name = node.path("field");
    if (!name.isString() || name.asString().isEmpty()) {
      throw new Bounds.Violation(where + "/field", "field must be the name of a field, got " + name);
    }
    String field = name.asString();
    List<String> conditions = node.propertyNames().stream().filter(key -> !key.equals("field")).toList();
    if (!conditions.isEmpty() && RANGE.containsAll(conditions)) {
      return range(field, node, where);
    }
    if (conditions.size() == 1) {
      JsonNode value = node.path(conditions.getFirst());
      String place = where + "/" + conditions.getFirst();
      switch (conditions.getFirst()) {
        case "is" -> {
          return is(field, value, place);
        }
        case "in" -> {
          return in(field, value, place);
        }
        case "exists" -> {
          if (!value.isBoolean()) {
            throw new Bounds.Violation(place, "exists must be true or false, got " + value);
          }
          return value.asBoolean() ? new Filter.Has(field) : new Filter.Not(new Filter.Has(field));
        }
        default -> {}
      }
    }
    throw new Bounds.Violation(
        where, "a condition is one of is, in, exists, or some of gte, gt, lte, lt; got %s".formatted(node));
  }

  private static Filter is(String field, JsonNode value, String where) {
    if (value.isNumber()) {
      return checked(where, () -> Filter.NumberRange.is(field, number(value, where)));
    }
    if (!value.isString() && !value.isBoolean()) {
      throw new Bounds.Violation(where, "a value must be a text, a number, true or false, got " + value);
    }
    return new Filter.Is(field, List.of(value.asString()));
  }

  private static Filter in(String field, JsonNode values, String where) {
    if (!values.isArray()) {
      throw new Bounds.Violation(where, "in must be a list of values, got " + values);
    }
    List<Filter> any = new ArrayList<>();
    for (JsonNode value : values) {
      any.add(is(field, value, where + "/" + any.size()));
    }
    return checked(where, () -> new Filter.Or(any));
  }

  private static Filter range(String field, JsonNode node, String where) {
    boolean number = false;
    boolean time = false;
    for (String name : RANGE) {
      JsonNode bound = node.path(name);
      number |= bound.isNumber();
      time |= bound.isString() && FieldValue.time(bound.asString()).isPresent();
      if (!bound.isMissingNode()
          && !bound.isNumber()
          && !(bound.isString() && FieldValue.time(bound.asString()).isPresent())) {
        throw new Bounds.Violation(
            where + "/" + name, "%s must be a number, or a date such as \"2024-05-31\", got %s".formatted(name, bound));
      }
    }
    if (number && time) {
      throw new Bounds.Violation(where, "the bounds of %s must both be numbers or both be dates".formatted(field));
    }
    return number ? checked(where, () -> numbers(field, node, where)) : times(field, node);
  }

  private static Filter numbers(String field, JsonNode node, String where) {
    Optional<Filter.Limit> low = stricter(limit(node, "gte", true, where), limit(node, "gt", false, where), 1);
    Optional<Filter.Limit> high = stricter(limit(node, "lte", true, where), limit(node, "lt", false, where), -1);
    return new Filter.NumberRange(field, low, high);
  }

  private static Optional<Filter.Limit> limit(JsonNode node, String name, boolean included, String where) {
    JsonNode bound = node.path(name);
    return bound.isMissingNode()
        ? Optional.empty()
        : Optional.of(new Filter.Limit(number(bound, where + "/" + name), included));
  }

  /// @param sign 1 where the greater one is, -1 where the lesser one is
  private static Optional<Filter.Limit> stricter(Optional<Filter.Limit> closed, Optional<Filter.Limit> open, int sign) {
    if (closed.isEmpty() || open.isEmpty()) {
      return closed.or(() -> open);
    }
    return sign * closed.get().value().compareTo(open.get().value()) > 0 ? closed : open;
  }

  private static BigDecimal number(JsonNode node, String where) {
    if (!node.canConvertToExactIntegral() && Double.isInfinite(node.asDouble())) {
      throw new Bounds.Violation(where, "a number must be at most %s, got one beyond".formatted(Double.MAX_VALUE));
    }
    return node.decimalValue();
  }

  private static Filter times(String field, JsonNode node) {
    Instant from = Instant.MIN;
    Instant until = Instant.MAX;
    if (node.has("gte")) {
      from = later(from, period(node, "gte").start());
    }
    if (node.has("gt")) {
      from = later(from, period(node, "gt").end());
    }
    if (node.has("lte")) {
      until = earlier(until, period(node, "lte").end());
    }
    if (node.has("lt")) {
      until = earlier(until, period(node, "lt").start());
    }
    return new Filter.TimeRange(field, from, until);
  }

  private static FieldValue.Period period(JsonNode node, String name) {
    return FieldValue.time(node.path(name).asString()).orElseThrow();
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private interface Making {
    Filter make();
  }

  /// Says where in the filter a bound was crossed.
  private static Filter checked(String where, Making making) {
    try {
      return making.make();
    } catch (Bounds.Violation e) {
      throw e;
    } catch (IllegalArgumentException e) {
      Bounds.Violation placed = new Bounds.Violation(where, String.valueOf(e.getMessage()));
      placed.initCause(e);
      throw placed;
    }
  }
}
