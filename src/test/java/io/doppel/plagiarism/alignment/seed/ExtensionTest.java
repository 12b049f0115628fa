package io.doppel.plagiarism.alignment.seed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExtensionTest {

  @Test
  void seeds_that_are_near_in_both_texts_belong_together() {
    assertThat(Extension.groups(seeds(0, 10, 1, 11, 3, 13), 1)).containsExactly(seeds(0, 10, 1, 11, 3, 13));
  }

  @Test
  void seeds_further_apart_than_the_gap_in_either_text_do_not() {
    assertThat(Extension.groups(seeds(0, 10, 3, 11), 1)).containsExactly(seeds(0, 10), seeds(3, 11));
    assertThat(Extension.groups(seeds(0, 10, 1, 13), 1)).containsExactly(seeds(0, 10), seeds(1, 13));
  }

  @Test
  void a_group_that_falls_apart_in_one_text_is_looked_at_again_in_the_other() {
    // In the first text all are neighbours; in the second two groups, each of which has a hole in the first.
    assertThat(Extension.groups(seeds(0, 0, 1, 20, 2, 1, 3, 21), 0))
        .containsExactly(seeds(0, 0), seeds(2, 1), seeds(1, 20), seeds(3, 21));
  }

  @Test
  void no_seeds_make_no_groups() {
    assertThat(Extension.groups(List.of(), 3)).isEmpty();
  }

  private static List<Seed> seeds(int... places) {
    List<Seed> seeds = new ArrayList<>();
    for (int i = 0; i < places.length; i += 2) {
      seeds.add(new Seed(places[i], places[i + 1], 1, 0));
    }
    return seeds;
  }
}
