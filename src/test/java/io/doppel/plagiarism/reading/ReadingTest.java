package io.doppel.plagiarism.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.doppel.plagiarism.BagOfWordsEncoder;
import io.doppel.text.Span;
import io.doppel.vector.Vectors;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReadingTest {

  private final BagOfWordsEncoder encoder = new BagOfWordsEncoder();

  @Test
  void a_unit_is_a_sentence() {
    assertThat(units("The tide is out. The boats lie still."))
        .containsExactly("The tide is out.", "The boats lie still.");
  }

  @Test
  void a_sentence_of_less_than_three_words_goes_with_the_next() {
    assertThat(units("Not now. The tide is out.")).containsExactly("Not now. The tide is out.");
    assertThat(units("The tide is out. Not now.")).containsExactly("The tide is out.", "Not now.");
  }

  @Test
  void a_long_sentence_is_cut_into_parts_of_about_equal_weight() {
    String text = "word ".repeat(200).strip() + ".";
    List<String> units = units(text);
    assertThat(units).hasSize(5);
    assertThat(units).allSatisfy(unit -> assertThat(unit.split(" ")).hasSize(40));
    assertThat(units.getLast()).endsWith(".");
  }

  @Test
  void a_text_without_words_has_no_units() {
    assertThat(Reading.units("")).isEmpty();
    assertThat(Reading.units(" … !? ")).isEmpty();
  }

  @Test
  void each_word_is_in_its_unit() {
    Reading reading = Reading.of("", "The tide is out. The boats lie still.", encoder);
    assertThat(IntStream.range(0, 8).map(reading::unitOf).toArray()).containsExactly(0, 0, 0, 0, 1, 1, 1, 1);
    assertThat(reading.firstWord(1)).isEqualTo(4);
    assertThat(reading.firstWord(2)).isEqualTo(8);
  }

  @Test
  void the_meaning_of_a_span_is_that_of_the_units_in_it() {
    Reading reading = Reading.of("", "The tide is out. The boats lie still.", encoder);
    assertThat(Vectors.dot(reading.meaning(new Span(2, 9)), reading.vectors().row(0))).isCloseTo(1, within(1e-5f));
    float[] both = reading.meaning(new Span(0, 37));
    assertThat(Vectors.dot(both, both)).isCloseTo(1, within(1e-5f));
    assertThat(Vectors.dot(both, reading.vectors().row(0))).isGreaterThan(.5f);
    assertThat(Vectors.dot(both, reading.vectors().row(1))).isGreaterThan(.5f);
  }

  @Test
  void each_unit_needs_an_embedding() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Reading.of("", "One two three.", List.of(new Span(0, 14)), List.of()))
        .withMessage("each unit needs one embedding, got 1 units and 0 embeddings");
  }

  private static List<String> units(String text) {
    return Reading.units(text).stream().map(unit -> unit.of(text)).toList();
  }
}
