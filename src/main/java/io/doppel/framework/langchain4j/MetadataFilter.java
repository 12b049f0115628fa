package io.doppel.framework.langchain4j;

import dev.langchain4j.store.embedding.filter.comparison.IsEqualTo;
import dev.langchain4j.store.embedding.filter.comparison.IsGreaterThan;
import dev.langchain4j.store.embedding.filter.comparison.IsGreaterThanOrEqualTo;
import dev.langchain4j.store.embedding.filter.comparison.IsIn;
import dev.langchain4j.store.embedding.filter.comparison.IsLessThan;
import dev.langchain4j.store.embedding.filter.comparison.IsLessThanOrEqualTo;
import dev.langchain4j.store.embedding.filter.comparison.IsNotEqualTo;
import dev.langchain4j.store.embedding.filter.comparison.IsNotIn;
import dev.langchain4j.store.embedding.filter.logical.And;
import dev.langchain4j.store.embedding.filter.logical.Not;
import dev.langchain4j.store.embedding.filter.logical.Or;
import io.doppel.index.query.Filter;
import io.doppel.index.query.Filter.Limit;
import io.doppel.index.query.Filter.NumberRange;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Filters of langchain4j as those of an index.
final class MetadataFilter {

  private MetadataFilter() {}

  /// The filter that the same documents pass; empty if an index has none: for the order of texts, for parts of texts,
  /// and for more values than a filter holds.
  static Optional<Filter> of(dev.langchain4j.store.embedding.filter.Filter filter) {
    return switch (filter) {
      case And and ->
          of(and.left()).flatMap(left -> of(and.right()).map(right -> new Filter.And(List.of(left, right))));
      case Or or ->
          of(or.left()).flatMap(left -> of(or.right()).map(right -> new Filter.Or(List.of(left, right))));
      case Not not -> of(not.expression()).map(Filter.Not::new);
      case IsEqualTo is -> among(is.key(), List.of(is.comparisonValue()));
      case IsNotEqualTo is -> among(is.key(), List.of(is.comparisonValue())).map(Filter.Not::new);
      case IsIn is -> among(is.key(), is.comparisonValues());
      case IsNotIn is -> among(is.key(), is.comparisonValues()).map(Filter.Not::new);
      case IsGreaterThan than -> low(than.key(), than.comparisonValue(), false);
      case IsGreaterThanOrEqualTo than -> low(than.key(), than.comparisonValue(), true);
      case IsLessThan than -> high(than.key(), than.comparisonValue(), false);
      case IsLessThanOrEqualTo than -> high(than.key(), than.comparisonValue(), true);
      default -> Optional.empty();
    };
  }

  private static Optional<Filter> among(String field, Collection<?> values) {
    if (values.size() > Filter.MAX_PARTS / 2) {
      return Optional.empty();
    }
    List<Filter> parts = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (Object value : values) {
      if (value instanceof Number number) {
        parts.add(NumberRange.is(field, decimal(number)));
      } else {
        texts.add(value.toString());
      }
    }
    if (!texts.isEmpty()) {
      parts.add(new Filter.Is(field, texts));
    }
    return Optional.of(parts.size() == 1 ? parts.getFirst() : new Filter.Or(parts));
  }

  private static Optional<Filter> low(String field, Object value, boolean included) {
    return value instanceof Number number
        ? Optional.of(new NumberRange(field, Optional.of(new Limit(decimal(number), included)), Optional.empty()))
        : Optional.empty();
  }

  private static Optional<Filter> high(String field, Object value, boolean included) {
    return value instanceof Number number
        ? Optional.of(new NumberRange(field, Optional.empty(), Optional.of(new Limit(decimal(number), included))))
        : Optional.empty();
  }

  private static BigDecimal decimal(Number number) {
    return new BigDecimal(number.toString());
  }
}
