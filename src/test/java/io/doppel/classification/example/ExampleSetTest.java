package io.doppel.classification.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExampleSetTest {

  private static ExampleSet named(LabelledText... examples) {
    return ExampleSet.of(List.of(examples)).withNames();
  }

  @ParameterizedTest
  @CsvSource({
    "card_not_working, card not working",
    "Refund_not_showing_up, Refund not showing up",
    "cardNotWorking, card Not Working",
    "openPDFFile, open PDF File",
    "top-up.failed / again, top up failed again",
    "카드_결제_안됨, 카드 결제 안됨",
    "환불·교환, 환불 교환",
    "환불, 환불",
    "책, 책",
    "猫, 猫",
    "can't_log_in, can't log in"
  })
  void a_name_is_read_as_words(String label, String words) {
    assertThat(named(new LabelledText(label, "a text")).all()).contains(new LabelledText(label, words));
  }

  @ParameterizedTest
  @CsvSource({"17", "A1", "--"})
  void a_name_without_words_is_no_example(String label) {
    assertThat(named(new LabelledText(label, "a text")).all()).hasSize(1);
  }

  @Test
  void a_name_that_is_an_example_already_stays_where_it_is() {
    ExampleSet set =
        named(new LabelledText("billing", "refund"), new LabelledText("refund", "money back"));
    assertThat(set.all())
        .containsExactly(
            new LabelledText("billing", "billing"),
            new LabelledText("billing", "refund"),
            new LabelledText("refund", "money back"));
  }

  @Test
  void names_that_say_the_same_count_for_the_first_label() {
    assertThat(named(new LabelledText("a-lamp", "one"), new LabelledText("a_lamp", "two")).labels())
        .containsEntry("a-lamp", 2L)
        .containsEntry("a_lamp", 1L);
  }
}
