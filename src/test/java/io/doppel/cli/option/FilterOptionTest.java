package io.doppel.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterOptionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          lang:en | lang=en | true
          lang:en | lang=eng | false
          lang:ko,en | lang=en | true
          lang:* | lang=en | true
          isbn:* | lang=en | false
          !lang:en | lang=en | false
          !isbn:* | lang=en | true
          year:2010..2020 | year=2020 | true
          year:2010..2020 | year=2021 | false
          year:2010..2020 | year=2015-03-01 | true
          year:2010..2020 | year=2020-12-31T23:59:00Z | true
          year:2010.. | year=1e4 | true
          year:..2010 | year=2011 | false
          date:2024-05.. | date=2024-04-30 | false
          date:2024-05.. | date=2024-05-01 | true
          path:a..b | path=a..b | true
          price:3.5 | price=3.50 | true
          price:3.5 | price=3.51 | false
          price:7,3.50 | price=3.5 | true
          !price:3.5 | price=3.50 | false
          order:9007199254740993 | order=9007199254740992 | false
          order:9007199254740993.. | order=9007199254740992 | false
          url:http://a:80 | url=http://a:80 | true
          {"field":"year","gt":2010} | year=2011 | true
          """)
  void a_filter_is_written_as_field_and_value(String filter, String field, boolean passes) {
    String[] parts = field.split("=", 2);
    assertThat(FilterOption.parse(filter).passes(Map.of(parts[0], parts[1]))).isEqualTo(passes);
  }

  @Test
  void what_is_no_filter_is_refused() {
    assertThatThrownBy(() -> FilterOption.parse("lang")).hasMessage("a filter must be FIELD:VALUE, got lang");
    assertThatThrownBy(() -> FilterOption.parse("lang:")).hasMessage("a filter must be FIELD:VALUE, got lang:");
    assertThatThrownBy(() -> FilterOption.parse(":en")).hasMessage("a filter must be FIELD:VALUE, got :en");
    assertThatThrownBy(() -> FilterOption.parse("date:2023-02-30.."))
        .hasMessage(
            "a bound of date must be a number, or a date such as 2024-05-31 that the calendar has, got 2023-02-30");
    assertThatThrownBy(() -> FilterOption.parse("date:2023..2023-13")).hasMessageEndingWith("got 2023-13");
    assertThatThrownBy(() -> FilterOption.parse("{")).hasMessageStartingWith("the filter is no JSON: ");
  }
}
