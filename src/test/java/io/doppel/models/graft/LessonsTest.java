package io.doppel.models.graft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppel.encoder.token.Tokens;
import io.doppel.models.graft.Lessons.Lesson;
import io.doppel.models.graft.ParallelSentences.Pair;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// A token is a word here, and each word of the other language is new.
class LessonsTest {

  private static final int NEW = 100;

  /// Twelve words each, so that five sentences or more fill a passage.
  private static final List<Pair> PAIRS =
      IntStream.range(0, 200).mapToObj(i -> new Pair("known " + i + " a".repeat(10), "other " + i + " α".repeat(10), 1))
          .toList();

  @Test
  void without_passages_each_lesson_is_a_sentence() throws IOException {
    assertThat(lessons(PAIRS, 0).draw(4, 25).stream().flatMap(List::stream))
        .hasSize(100)
        .allSatisfy(lesson -> assertThat(PAIRS).extracting(Pair::known).contains(lesson.known()));
  }

  @Test
  void a_passage_is_a_sentence_and_those_that_follow_it_on_both_sides() throws IOException {
    List<Lesson> drawn = lessons(PAIRS, 1).draw(4, 25).stream().flatMap(List::stream).toList();
    String all = String.join(" ", PAIRS.stream().map(Pair::known).toList());
    assertThat(drawn)
        .allSatisfy(
            lesson -> {
              assertThat(all).contains(lesson.known());
              assertThat(lesson.known().split(" ")).hasSize(lesson.other().length());
              assertThat(lesson.other().length()).isLessThanOrEqualTo(Lessons.LONGEST_PASSAGE);
            });
    assertThat(drawn).filteredOn(lesson -> lesson.other().length() > Lessons.MOST_TOKENS - 12).hasSizeGreaterThan(90);
  }

  @Test
  void the_share_of_passages_is_the_one_asked_for() throws IOException {
    assertThat(lessons(PAIRS, .25f).draw(10, 100).stream().flatMap(List::stream))
        .filteredOn(lesson -> lesson.other().length() > 12)
        .hasSizeBetween(200, 300);
  }

  @Test
  void a_batch_has_texts_of_like_length() throws IOException {
    assertThat(lessons(PAIRS, .5f).draw(10, 100))
        .filteredOn(batch -> batch.stream().mapToInt(lesson -> lesson.other().length()).distinct().count() == 1)
        .hasSizeGreaterThanOrEqualTo(4);
  }

  @Test
  void what_weighs_nothing_is_no_lesson_and_what_weighs_more_comes_more_often() throws IOException {
    List<Pair> pairs = List.of(new Pair("never", "α", 0), new Pair("seldom", "β", 1), new Pair("often", "γ", 9));
    List<String> drawn = lessons(pairs, 0).draw(1, 1000).getFirst().stream().map(Lesson::known).toList();
    assertThat(drawn).doesNotContain("never");
    assertThat(Collections.frequency(drawn, "often")).isBetween(850, 950);
  }

  @Test
  void without_a_sentence_that_counts_and_is_short_enough_there_is_nothing_to_learn() {
    for (Pair pair : List.of(new Pair("long", "α ".repeat(65), 1), new Pair("weighs nothing", "α", 0))) {
      assertThatThrownBy(() -> lessons(List.of(pair), 0))
          .as(pair.known())
          .hasMessage(
              "none of 1 pairs can be trained by: it takes a weight above 0, a word that is new to the model, and at "
                  + "most 64 tokens on either side");
    }
  }

  private static Lessons lessons(List<Pair> pairs, float passages) throws IOException {
    return new Lessons(
        pairs,
        texts -> texts.stream().map(LessonsTest::tokens).toList(),
        text -> text.split(" ").length,
        NEW,
        passages,
        new Random(1));
  }

  private static Tokens tokens(String text) {
    int words = text.split(" ").length;
    return new Tokens(LongStream.range(0, words).map(i -> NEW + i).toArray(), false);
  }
}
