package io.doppel.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.doppel.index.query.Filter;
import io.doppel.text.Bounds;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterJsonTest {

  private static Filter read(String json) {
    return FilterJson.of(Json.MAPPER.readTree(json));
  }

  @Test
  void conditions_are_read_by_their_type() {
    assertThat(read("{\"field\":\"lang\",\"is\":\"en\"}")).isEqualTo(new Filter.Is("lang", List.of("en")));
    assertThat(read("{\"field\":\"ok\",\"is\":true}")).isEqualTo(new Filter.Is("ok", List.of("true")));
    assertThat(read("{\"field\":\"year\",\"is\":2024}"))
        .isEqualTo(Filter.NumberRange.is("year", new BigDecimal("2024")));
    assertThat(read("{\"field\":\"year\",\"gte\":2010,\"lt\":2020}"))
        .isEqualTo(new Filter.NumberRange("year", limit("2010", true), limit("2020", false)));
    assertThat(read("{\"field\":\"n\",\"gt\":0}"))
        .isEqualTo(new Filter.NumberRange("n", limit("0", false), Optional.empty()));
    assertThat(read("{\"field\":\"n\",\"lte\":-1.5}"))
        .isEqualTo(new Filter.NumberRange("n", Optional.empty(), limit("-1.5", true)));
    assertThat(read("{\"field\":\"d\",\"gt\":\"2024-05\",\"lte\":\"2024-12-31\"}"))
        .isEqualTo(
            new Filter.TimeRange("d", Instant.parse("2024-06-01T00:00:00Z"), Instant.parse("2025-01-01T00:00:00Z")));
    assertThat(read("{\"field\":\"d\",\"lt\":\"2024\"}"))
        .isEqualTo(new Filter.TimeRange("d", Instant.MIN, Instant.parse("2024-01-01T00:00:00Z")));
    assertThat(read("{\"field\":\"isbn\",\"exists\":false}")).isEqualTo(new Filter.Not(new Filter.Has("isbn")));
    assertThat(read("{\"field\":\"lang\",\"in\":[\"en\",7]}"))
        .isEqualTo(
            new Filter.Or(
                List.of(
                    new Filter.Is("lang", List.of("en")),
                    Filter.NumberRange.is("lang", new BigDecimal("7")))));
  }

  private static Optional<Filter.Limit> limit(String number, boolean included) {
    return Optional.of(new Filter.Limit(new BigDecimal(number), included));
  }

  @Test
  void a_number_counts_to_its_last_digit() {
    Filter filter = read("{\"field\":\"order\",\"is\":9007199254740993}");
    assertThat(filter.passes(Map.of("order", "9007199254740993"))).isTrue();
    assertThat(filter.passes(Map.of("order", "9007199254740993.0"))).isTrue();
    assertThat(filter.passes(Map.of("order", "9007199254740992"))).isFalse();
    Filter above = read("{\"field\":\"order\",\"gt\":9007199254740992,\"gte\":1}");
    assertThat(above.passes(Map.of("order", "9007199254740993"))).isTrue();
    assertThat(above.passes(Map.of("order", "9007199254740992"))).isFalse();
  }

  @Test
  void filters_nest() {
    Filter en = new Filter.Is("lang", List.of("en"));
    assertThat(
            read(
                """
                {"and":[{"field":"lang","is":"en"},{"or":[{"not":{"field":"lang","is":"en"}},{"field":"x","exists":true}]}]}
                """))
        .isEqualTo(
            new Filter.And(List.of(en, new Filter.Or(List.of(new Filter.Not(en), new Filter.Has("x"))))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          7 | filter | a filter must be an object, got 7
          {} | filter | a filter has a field with a condition, or one of and, or, not; got {}
          {"and":[],"or":[]} | filter | a filter has a field with a condition, or one of and, or, not; got {"and":[],"or":[]}
          {"and":[{"not":[]}]} | filter/and/0/not | a filter must be an object, got []
          {"or":{}} | filter/or | filter/or must be a list of filters, got {}
          {"field":"","is":1} | filter/field | field must be the name of a field, got ""
          {"field":"a"} | filter | a condition is one of is, in, exists, or some of gte, gt, lte, lt; got {"field":"a"}
          {"field":"a","is":1,"in":[]} | filter | a condition is one of is, in, exists, or some of gte, gt, lte, lt; got {"field":"a","is":1,"in":[]}
          {"field":"a","is":null} | filter/is | a value must be a text, a number, true or false, got null
          {"field":"a","in":"b"} | filter/in | in must be a list of values, got "b"
          {"field":"a","in":[[]]} | filter/in/0 | a value must be a text, a number, true or false, got []
          {"field":"a","exists":"yes"} | filter/exists | exists must be true or false, got "yes"
          {"field":"a","gte":"soon"} | filter/gte | gte must be a number, or a date such as "2024-05-31", got "soon"
          {"field":"a","gte":1,"lt":"2024"} | filter | the bounds of a must both be numbers or both be dates
          """)
  void what_is_wrong_gets_a_sentence_and_its_place(String json, String place, String message) {
    Bounds.Violation violation = catchThrowableOfType(Bounds.Violation.class, () -> read(json));
    assertThat(violation).hasMessage(message);
    assertThat(violation.field()).isEqualTo(place);
  }

  @Test
  void a_filter_of_too_many_parts_is_refused() {
    String part = "{\"field\":\"a\",\"exists\":true}";
    String parts = String.join(",", java.util.Collections.nCopies(101, part));
    Bounds.Violation violation =
        catchThrowableOfType(Bounds.Violation.class, () -> read("{\"and\":[" + parts + "]}"));
    assertThat(violation).hasMessage("and must have at most 100 parts, got 101");
    assertThat(violation.field()).isEqualTo("filter/and");
  }
}
