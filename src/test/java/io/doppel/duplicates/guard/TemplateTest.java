package io.doppel.duplicates.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {

  private static List<String> fields(String one, String other) {
    return Comparison.of(one, other).template().stream()
        .flatMap(template -> template.fields().stream())
        .map(field -> field.here() + " / " + field.there())
        .toList();
  }

  @Test
  void tells_in_which_values_two_texts_of_one_template_differ() {
    assertThat(fields("Invoice 2023", "Invoice 2024")).containsExactly("2023 / 2024");
    assertThat(fields("Meeting with Kim on Monday", "Meeting with Lee on Tuesday"))
        .containsExactly("kim / lee", "monday / tuesday");
    assertThat(fields("2023년 3월 급여 명세서", "2024년 4월 급여 명세서")).containsExactly("2023 / 2024", "3 / 4");
    assertThat(fields("Your order KE905 ships on 3 March from Seoul.", "Your order KE907 ships on 12 June from Seoul."))
        .containsExactly("ke905 / ke907", "3 march / 12 june");
    assertThat(fields("서울 지점 월간 보고서", "부산 지점 월간 보고서")).containsExactly("서울 / 부산");
    assertThat(fields("김민수 사원의 휴가 신청서를 결재해 주세요", "이영희 사원의 휴가 신청서를 결재해 주세요"))
        .containsExactly("김민수 / 이영희");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      How do I cite a book?               | How do I cite a website?
      Turn the alarm on                   | Turn the alarm off
      Invoice 2023                        | Invoice 2023
      Meeting in Jan 2024                 | Meeting in January 2024
      The trip is 1.6 km long             | The trip is 1 mile long
      Kim met Lee in Seoul                | Lee met Kim in Seoul
      2023                                | 2024
      Invoice 2023 is not paid            | Invoice 2024 is paid
      Rome was founded in 753 BC          | In 754 BC they founded Rome on seven hills
      """)
  void what_differs_in_anything_but_a_value_is_of_no_template(String one, String other) {
    assertThat(fields(one, other)).isEmpty();
    assertThat(fields(other, one)).isEmpty();
  }

  @Test
  void texts_that_are_too_long_to_compare_all_of_them_are_of_no_template() {
    String many = "the gate is open and ".repeat(80);
    assertThat(fields("Invoice 2023 " + many.substring(0, 1_000), "Invoice 2024 " + many.substring(0, 1_000)))
        .containsExactly("2023 / 2024");
    assertThat(fields("Invoice 2023 " + many + "it rains", "Invoice 2024 " + many + "it snows")).isEmpty();
    String long2023 = "Invoice 2023 " + "-".repeat(8_000);
    assertThat(fields(long2023 + " it rains", "Invoice 2024 " + "-".repeat(8_000) + " it snows")).isEmpty();
    assertThat(fields(long2023, "Invoice 2024")).isEmpty();
  }
}
