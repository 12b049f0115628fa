package io.doppel.index.cluster.layout;

import io.doppel.index.query.FieldValue;
import io.doppel.index.query.Filter;
import io.doppel.index.query.NumberTerm;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/// Metadata as terms of one field, so that no set of field names is too big: the name, a zero, a letter for how the
/// value was read, and the value in letters that sort as values do.
public final class FactTerms {

  private static final char END_OF_NAME = '\0';

  /// What a name or value begins with that stands by its hash.
  private static final char HASHED = '\1';

  private static final char EXISTS = 'e';
  private static final char TEXT = 't';
  private static final char LONG_TEXT = 'h';

  /// Those that a double does not tell from others.
  private static final char LONG_NUMBER = 'd';

  private static final char NUMBER = 'n';
  private static final char TIME = 'z';

  private static final int MAX_BYTES = 256;

  private FactTerms() {}

  /// The terms of a document.
  static Set<String> of(Map<String, String> fields) {
    Set<String> terms = new LinkedHashSet<>();
    fields.forEach(
        (name, value) -> {
          terms.add(term(name, EXISTS, ""));
          for (String each : FieldValue.each(value)) {
            terms.add(text(name, each));
            FieldValue.number(each).ifPresent(number -> terms.add(number(name, number)));
            FieldValue.time(each).ifPresent(time -> terms.add(time(name, time.start())));
          }
        });
    return terms;
  }

  /// The query that passes what the filter passes.
  public static Map<String, Object> query(Filter filter) {
    return switch (filter) {
      case Filter.Is is -> any(Stream.of(is));
      case Filter.NumberRange(String field, Optional<Filter.Limit> low, Optional<Filter.Limit> high) ->
          any(List.of(plainNumbers(field, low, high), longNumbers(field, low, high)));
      case Filter.TimeRange(String field, Instant from, Instant until) ->
          range(Map.of("gte", time(field, from), "lt", time(field, until)));
      case Filter.Has(String field) -> Map.of("term", Map.of(IndexFields.FACTS, term(field, EXISTS, "")));
      case Filter.And(List<Filter> parts) when parts.isEmpty() -> Map.of("match_all", Map.of());
      case Filter.And(List<Filter> parts) -> Map.of("bool", Map.of("filter", queries(parts)));
      case Filter.Or(List<Filter> parts) when parts.isEmpty() -> Map.of("match_none", Map.of());
      case Filter.Or(List<Filter> parts) -> any(anyOf(parts));
      case Filter.Not(Filter part) -> Map.of("bool", Map.of("must_not", List.of(query(part))));
    };
  }

  /// Looks for all texts at once, of whatever fields.
  private static List<Map<String, Object>> anyOf(List<Filter> parts) {
    List<Map<String, Object>> queries =
        new ArrayList<>(queries(parts.stream().filter(part -> !(part instanceof Filter.Is)).toList()));
    List<Filter.Is> texts =
        parts.stream().filter(Filter.Is.class::isInstance).map(Filter.Is.class::cast).toList();
    if (!texts.isEmpty()) {
      queries.add(any(texts.stream()));
    }
    return queries;
  }

  private static Map<String, Object> any(Stream<Filter.Is> texts) {
    List<String> terms =
        texts.flatMap(is -> is.values().stream().map(value -> text(is.field(), value))).distinct().toList();
    return Map.of("terms", Map.of(IndexFields.FACTS, terms));
  }

  private static List<Map<String, Object>> queries(List<Filter> parts) {
    return parts.stream().map(FactTerms::query).toList();
  }

  private static Map<String, Object> any(List<Map<String, Object>> queries) {
    return Map.of("bool", Map.of("should", queries, "minimum_should_match", 1));
  }

  private static Map<String, Object> range(Map<String, String> bounds) {
    return Map.of("range", Map.of(IndexFields.FACTS, bounds));
  }

  /// What the terms of all texts of a field begin with.
  public static String texts(String field) {
    return term(field, TEXT, "");
  }

  /// The name of a field among others.
  static String name(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    return bytes.length > MAX_BYTES || name.indexOf(END_OF_NAME) >= 0 ? hashed(name) : name;
  }

  /// What stands for a text that is too long.
  static String hashed(String text) {
    return HASHED + sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String term(String name, char kind, String value) {
    return name(name) + END_OF_NAME + kind + value;
  }

  private static String text(String name, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    return bytes.length <= MAX_BYTES
        ? term(name, TEXT, WellFormed.of(value))
        : term(name, LONG_TEXT, sha256(bytes));
  }

  private static String number(String name, BigDecimal number) {
    OptionalDouble plain = NumberTerm.plain(number);
    return plain.isPresent()
        ? term(name, NUMBER, hex(NumberTerm.of(plain.getAsDouble())))
        : term(name, LONG_NUMBER, hex(NumberTerm.exact(number)));
  }

  private static Map<String, Object> plainNumbers(
      String field, Optional<Filter.Limit> low, Optional<Filter.Limit> high) {
    double least = low.map(limit -> NumberTerm.least(limit.value(), limit.included())).orElse(Double.NEGATIVE_INFINITY);
    double most =
        high.map(limit -> NumberTerm.greatest(limit.value(), limit.included())).orElse(Double.POSITIVE_INFINITY);
    // Below zero and zero are one number, but two terms.
    return range(
        Map.of(
            "gte",
            term(field, NUMBER, hex(NumberTerm.of(least == 0 ? -0.0 : least))),
            "lte",
            term(field, NUMBER, hex(NumberTerm.of(most == 0 ? 0.0 : most)))));
  }

  private static Map<String, Object> longNumbers(
      String field, Optional<Filter.Limit> low, Optional<Filter.Limit> high) {
    String from = term(field, LONG_NUMBER, low.map(limit -> hex(NumberTerm.exact(limit.value()))).orElse(""));
    String to =
        high.map(limit -> term(field, LONG_NUMBER, hex(NumberTerm.exact(limit.value()))))
            .orElse(term(field, EXISTS, ""));
    return range(
        Map.of(
            low.map(Filter.Limit::included).orElse(true) ? "gte" : "gt",
            from,
            high.map(Filter.Limit::included).orElse(false) ? "lte" : "lt",
            to));
  }

  private static String time(String name, Instant time) {
    return term(name, TIME, hex(NumberTerm.ofWhole(millis(time))));
  }

  private static long millis(Instant time) {
    if (time.equals(Instant.MIN)) {
      return Long.MIN_VALUE;
    }
    return time.equals(Instant.MAX) ? Long.MAX_VALUE : time.toEpochMilli();
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static String sha256(byte[] bytes) {
    try {
      return hex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java runtime has SHA-256", e);
    }
  }
}
