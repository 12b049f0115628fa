package io.doppel.examination;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Some of many.
class DrawTest {

  private static List<String> drawn(List<String> ids, long seed) {
    Draw<String> draw = new Draw<>(5, seed);
    ids.forEach(id -> draw.offer(id, id));
    assertThat(draw.seen()).isEqualTo(ids.size());
    return draw.drawn();
  }

  @Test
  void the_same_ones_are_drawn_in_whatever_order_they_come_and_others_by_another_seed() {
    List<String> ids = IntStream.range(0, 100).mapToObj(i -> "id" + i).toList();
    assertThat(drawn(ids, 1)).hasSize(5).doesNotHaveDuplicates().isEqualTo(drawn(ids.reversed(), 1));
    assertThat(drawn(ids, 2)).isNotEqualTo(drawn(ids, 1));
    assertThat(drawn(ids.subList(0, 3), 1)).containsExactlyInAnyOrderElementsOf(ids.subList(0, 3));
  }

  @Test
  void each_is_drawn_about_as_often_as_the_others() {
    List<String> ids = IntStream.range(0, 20).mapToObj(i -> "id" + i).toList();
    Map<String, Integer> counts = new HashMap<>();
    for (long seed = 0; seed < 2_000; seed++) {
      drawn(ids, seed).forEach(id -> counts.merge(id, 1, Integer::sum));
    }
    assertThat(counts.values()).hasSize(20).allMatch(count -> count > 400 && count < 600);
  }
}
