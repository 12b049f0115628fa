package io.doppel.cli.option;

import io.doppel.api.FilterJson;
import io.doppel.api.Json;
import io.doppel.index.FieldValue;
import io.doppel.index.Filter;
import io.doppel.text.Bounds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
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
          "Only documents with this field: year:2024, lang:en,ko (one of them), year:2010..2020 or date:2024-05.. (numbers"
              + " or dates), isbn:* (is there), !lang:en (not), or JSON as in docs/api.md. More than one must all hold.")
  private List<String> filters = new ArrayList<>();

  public Filter filter() {
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
    return new Filter.Is(field, Arrays.asList(value.split(",")));
  }

  /// Numbers or times from `low` to `high`, either of which may be missing; years can be both.
  private static Optional<Filter> between(String field, String low, String high) {
    List<Filter> either = new ArrayList<>();
    OptionalDouble least = low.isEmpty() ? OptionalDouble.of(Double.NEGATIVE_INFINITY) : FieldValue.number(low);
    OptionalDouble most = high.isEmpty() ? OptionalDouble.of(Double.POSITIVE_INFINITY) : FieldValue.number(high);
    if (least.isPresent() && most.isPresent()) {
      either.add(new Filter.NumberRange(field, least.getAsDouble(), most.getAsDouble()));
    }
    Optional<Instant> from =
        low.isEmpty() ? Optional.of(Instant.MIN) : FieldValue.time(low).map(FieldValue.Period::start);
    Optional<Instant> until =
        high.isEmpty() ? Optional.of(Instant.MAX) : FieldValue.time(high).map(FieldValue.Period::end);
    if (from.isPresent() && until.isPresent()) {
      either.add(new Filter.TimeRange(field, from.get(), until.get()));
    }
    return either.isEmpty() || (low.isEmpty() && high.isEmpty()) ? Optional.empty() : Optional.of(new Filter.Or(either));
  }
}
