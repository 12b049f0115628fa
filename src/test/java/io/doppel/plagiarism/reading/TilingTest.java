package io.doppel.plagiarism.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.language.hash.HashedWords;
import java.util.List;
import org.junit.jupiter.api.Test;

class TilingTest {

  @Test
  void a_run_of_common_words_is_as_long_as_it_can_be() {
    assertThat(tiles("x a b c d e y", "p q a b c d e r")).containsExactly(new Tile(1, 2, 5));
  }

  @Test
  void a_run_shorter_than_a_gram_is_not_looked_for() {
    assertThat(tiles("a b c x", "a b c y")).isEmpty();
  }

  @Test
  void of_two_runs_that_overlap_the_longer_one_is_whole() {
    assertThat(tiles("a b c d e f g h i j", "a b c d e q c d e f g h i j"))
        .containsExactly(new Tile(2, 6, 8));
  }

  @Test
  void what_a_longer_run_leaves_over_is_kept_if_it_is_long_enough() {
    assertThat(tiles("a b c d e f g h i j k l", "a b c d e f q e f g h i j k l"))
        .containsExactly(new Tile(0, 0, 4), new Tile(4, 7, 8));
  }

  @Test
  void a_source_passage_may_be_used_twice() {
    assertThat(tiles("a b c d x a b c d", "a b c d")).containsExactly(new Tile(0, 0, 4), new Tile(5, 0, 4));
  }

  @Test
  void a_text_of_one_word_repeated_takes_no_longer_than_another() {
    String repeated = "again ".repeat(100_000);
    assertThat(tiles(repeated, repeated)).containsExactly(new Tile(0, 0, 100_000));
    assertThat(tiles(repeated, "again ".repeat(1000))).hasSize(100);
  }

  private static List<Tile> tiles(String here, String there) {
    return Tiling.of(HashedWords.of(here), HashedWords.of(there), 4, 0);
  }
}
