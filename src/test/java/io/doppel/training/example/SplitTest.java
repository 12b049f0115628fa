package io.doppel.training.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.doppel.training.example.Examples.Example;
import io.doppel.training.example.Examples.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SplitTest {

  @Test
  void held_out_pairs_with_a_common_text_are_known_to_belong_together() {
    List<Example> pairs = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      pairs.add(new Example(List.of("hub " + i / 10, "other " + i), i % 2));
    }
    Split split = Split.of(new Examples(Kind.PAIRS, pairs), .5, new Random(1));
    assertThat(split.testGroups()).allSatisfy(group -> assertThat(group).hasSize(10));
    assertThat(split.testGroups().stream().mapToInt(group -> group.length).sum()).isEqualTo(split.test().size());
  }

  @Test
  void classes_of_one_text_do_not_take_the_places_of_those_that_can_be_measured() {
    List<Example> texts = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      for (int j = 0; j < 100; j++) {
        texts.add(new Example(List.of("class " + i + " text " + j), i));
      }
      texts.add(new Example(List.of("single " + i), 100 + i));
    }
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      assertThatCode(() -> Split.of(new Examples(Kind.CLASSES, texts), .1, random)).doesNotThrowAnyException();
    }
  }
}
