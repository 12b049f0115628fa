package io.doppel.cli.option;

import io.doppel.api.FilterJson;
import io.doppel.api.Json;
import io.doppel.index.query.FieldValue;
import io.doppel.index.query.Filter;
import io.doppel.text.Bounds;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;

/// The option that says which documents may be found.
public final class FilterOption {

  private static final Pattern RANGE = Pattern.compile("(.*)\\.\\.(.*)");

  @Option(
      names = "--filter",
      paramLabel = "FIELD:VALUE",
      description =
          "Only documents with this field: year:2024, lang:en,ko (one of them), year:2010..2020 or "
              + "date:2024-05.. (numbers"
              + " or dates), isbn:* (is there), !lang:en (not), or JSON as in docs/api.md. More than one must "
                  + "all hold.")
  private List<String> filters = new ArrayList<>();

  public Filter filter() {
    return of(filters);
  }

  /// The filter that all of these are, written as for this option.
  ///
  /// @throws Bounds.Violation for one that is none
  public static Filter of(List<String> filters) {
    return filters.isEmpty() ? Filter.EVERYTHING : new Filter.And(filters.stream().map(FilterOption::parse).toList());
  }

  static Filter parse(String text) {
    if (text.startsWith("{")) {
      try {
        return FilterJson.of(Json.MAPPER.readTree(text));
      } catch (JacksonException e) {
        throw new Bounds.Violation("filter", "the filter is no JSON: " + e.getOriginalMessage());
      }
    }
    if (text.startsWith("!")) {
      return new Filter.Not(parse(text.substring(1)));
    }
    int colon = text.indexOf(':');
    if (colon < 1 || colon == text.length() - 1) {
      throw new Bounds.Violation("filter", "a filter must be FIELD:VALUE, got " + text);
    }
    String field = text.substring(0, colon);
    String value = text.substring(colon + 1);
    if (value.equals("*")) {
      return new Filter.Has(field);
    }
    Matcher range = RANGE.matcher(value);
    if (range.matches()) {
      Optional<Filter> between = between(field, range.group(1), range.group(2));
      if (between.isPresent()) {
        return between.get();
      }
    }
    return oneOf(field, Arrays.asList(value.split(",")));
  }

  /// The values letter by letter, and as numbers where they are written as such.
  private static Filter oneOf(String field, List<String> values) {
    List<Filter> any = new ArrayList<>(List.of(new Filter.Is(field, values)));
    for (String value : values) {
      FieldValue.number(value).ifPresent(number -> any.add(Filter.NumberRange.is(field, number)));
    }
    return any.size() == 1 ? any.getFirst() : new Filter.Or(any);
  }

  /// Numbers or times from `low` to `high`, either of which may be missing; years can be both.
  private static Optional<Filter> between(String field, String low, String high) {
    List<Filter> either = new ArrayList<>();
    Optional<BigDecimal> least = FieldValue.number(low);
    Optional<BigDecimal> most = FieldValue.number(high);
    if ((low.isEmpty() || least.isPresent()) && (high.isEmpty() || most.isPresent())) {
      either.add(Filter.NumberRange.closed(field, least, most));
    }
    Optional<Instant> from =
        low.isEmpty() ? Optional.of(Instant.MIN) : FieldValue.time(low).map(FieldValue.Period::start);
    Optional<Instant> until =
        high.isEmpty() ? Optional.of(Instant.MAX) : FieldValue.time(high).map(FieldValue.Period::end);
    if (from.isPresent() && until.isPresent()) {
      either.add(new Filter.TimeRange(field, from.get(), until.get()));
    }
    if (either.isEmpty()) {
      requireNoNumberOrTime(field, low);
      requireNoNumberOrTime(field, high);
    }
    return either.isEmpty() || (low.isEmpty() && high.isEmpty())
        ? Optional.empty()
        : Optional.of(new Filter.Or(either));
  }

  /// What looks like a bound and is none, such as the 31st of June, would find nothing without a word.
  private static void requireNoNumberOrTime(String field, String bound) {
    if (FieldValue.looksLikeNumberOrTime(bound)
        && FieldValue.number(bound).isEmpty()
        && FieldValue.time(bound).isEmpty()) {
      throw new Bounds.Violation(
          "filter",
          "a bound of %s must be a number, or a date such as 2024-05-31 that the calendar has, got %s"
              .formatted(field, bound));
    }
  }
}
