package io.doppel.framework.springai;

import io.doppel.index.query.FieldValue;
import io.doppel.index.query.Filter;
import io.doppel.index.query.Filter.Limit;
import io.doppel.index.query.Filter.NumberRange;
import io.doppel.index.query.Filter.TimeRange;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.vectorstore.filter.Filter.Expression;
import org.springframework.ai.vectorstore.filter.Filter.Group;
import org.springframework.ai.vectorstore.filter.Filter.Operand;
import org.springframework.ai.vectorstore.filter.Filter.Value;

/// Filters of Spring AI as those of an index.
final class FilterExpression {

  private FilterExpression() {}

  /// The filter that the same documents pass.
  ///
  /// @throws IllegalArgumentException if it orders what is neither a number nor a time, or breaks a bound of [Filter]
  static Filter of(Expression expression) {
    return switch (expression.type()) {
      case AND -> new Filter.And(List.of(part(expression.left()), part(expression.right())));
      case OR -> new Filter.Or(List.of(part(expression.left()), part(expression.right())));
      case NOT -> new Filter.Not(part(expression.left()));
      case EQ -> among(key(expression), List.of(value(expression)));
      case NE -> new Filter.Not(among(key(expression), List.of(value(expression))));
      case IN -> among(key(expression), values(expression));
      case NIN -> new Filter.Not(among(key(expression), values(expression)));
      case GT, GTE, LT, LTE -> order(expression);
      case ISNULL -> new Filter.Not(new Filter.Has(key(expression)));
      case ISNOTNULL -> new Filter.Has(key(expression));
    };
  }

  private static Filter part(@Nullable Operand operand) {
    return switch (operand) {
      case Expression expression -> of(expression);
      case Group group -> of(group.content());
      case null, default ->
          throw new IllegalArgumentException("a filter must have filters as its parts, got " + operand);
    };
  }

  private static String key(Expression expression) {
    if (!(expression.left() instanceof org.springframework.ai.vectorstore.filter.Filter.Key(String key))) {
      throw new IllegalArgumentException("a filter compares a key, got " + expression.left());
    }
    boolean isQuoted =
        key.length() > 2 && (key.startsWith("\"") || key.startsWith("'")) && key.endsWith(key.substring(0, 1));
    return isQuoted ? key.substring(1, key.length() - 1) : key;
  }

  private static Object value(Expression expression) {
    if (!(expression.right() instanceof Value(Object value))) {
      throw new IllegalArgumentException("a filter compares with a value, got " + expression.right());
    }
    return Objects.requireNonNull(value, "the value of a filter");
  }

  private static Collection<?> values(Expression expression) {
    Object value = value(expression);
    return value instanceof Collection<?> several ? several : List.of(value);
  }

  private static Filter among(String field, Collection<?> values) {
    List<Filter> parts = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (Object value : values) {
      if (value instanceof Number number) {
        parts.add(NumberRange.is(field, new BigDecimal(number.toString())));
      } else {
        texts.add(value.toString());
      }
    }
    if (!texts.isEmpty()) {
      parts.add(new Filter.Is(field, texts));
    }
    return parts.size() == 1 ? parts.getFirst() : new Filter.Or(parts);
  }

  private static Filter order(Expression expression) {
    String field = key(expression);
    Object value = value(expression);
    boolean isLow =
        switch (expression.type()) {
          case GT, GTE -> true;
          default -> false;
        };
    boolean isIncluded =
        switch (expression.type()) {
          case GTE, LTE -> true;
          default -> false;
        };
    if (value instanceof Number number) {
      Optional<Limit> limit = Optional.of(new Limit(new BigDecimal(number.toString()), isIncluded));
      return isLow
          ? new NumberRange(field, limit, Optional.empty())
          : new NumberRange(field, Optional.empty(), limit);
    }
    FieldValue.Period time =
        FieldValue.time(value.toString())
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "%s can be held against a number or a time of ISO 8601 only, got \"%s\"".formatted(field, value)));
    // A day or a month is a stretch of time: what is after it begins at its end.
    return isLow
        ? new TimeRange(field, isIncluded ? time.start() : time.end(), Instant.MAX)
        : new TimeRange(field, Instant.MIN, isIncluded ? time.end() : time.start());
  }
}
