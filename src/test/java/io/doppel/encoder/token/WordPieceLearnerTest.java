package io.doppel.encoder.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WordPieceLearnerTest {

  private static final Map<List<String>, Long> COUNTS = new LinkedHashMap<>();

  static {
    COUNTS.put(List.of("l", "o", "w"), 50L);
    COUNTS.put(List.of("l", "o", "w", "e", "r"), 20L);
    COUNTS.put(List.of("n", "e", "w", "e", "r"), 60L);
    COUNTS.put(List.of("##e", "r"), 7L);
    COUNTS.put(List.of("r", "a", "r", "e"), 1L);
  }

  @Test
  void what_stands_together_most_often_becomes_a_piece_first() {
    List<String> pieces = WordPieceLearner.learn(COUNTS, 100);
    assertThat(pieces).startsWith("##a", "##e", "##o", "##r", "##w", "l", "n", "r");
    assertThat(pieces.subList(8, pieces.size()))
        .containsExactly("##er", "##wer", "lo", "##ewer", "newer", "low", "lower");
  }

  @Test
  void no_more_pieces_are_learned_than_asked_for_but_all_smallest_parts_are_there() {
    assertThat(WordPieceLearner.learn(COUNTS, 10)).hasSize(10).endsWith("##er", "##wer");
    assertThat(WordPieceLearner.learn(COUNTS, 1)).hasSize(8);
  }

  @Test
  void the_order_of_the_words_does_not_matter() {
    Map<List<String>, Long> reversed = new LinkedHashMap<>();
    COUNTS.keySet().stream().toList().reversed().forEach(word -> reversed.put(word, COUNTS.getOrDefault(word, 0L)));
    assertThat(WordPieceLearner.learn(reversed, 100)).isEqualTo(WordPieceLearner.learn(COUNTS, 100));
  }

  @Test
  void a_piece_that_repeats_itself_in_a_word_is_counted_right() {
    assertThat(WordPieceLearner.learn(Map.of(List.of("a", "a", "a", "a", "a"), 10L), 100))
        .containsExactly("##a", "a", "##aa", "##aaaa", "aaaaa");
  }
}
