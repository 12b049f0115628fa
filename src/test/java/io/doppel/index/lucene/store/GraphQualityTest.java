package io.doppel.index.lucene.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.index.lucene.store.GraphQuality.Trial;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class GraphQualityTest {

  @Test
  void what_trials_have_shown_is_read_as_it_was_written() {
    GraphQuality quality =
        new GraphQuality(
            Map.of("_0", new Trial(.983, 1), "_1", new Trial(.948, 4), "_2", new Trial(.1, GraphQuality.NO_WALK)),
            false);
    assertThat(GraphQuality.of(quality.toMap())).isEqualTo(quality);
    assertThat(GraphQuality.of(GraphQuality.UNTRIED.toMap())).isEqualTo(GraphQuality.UNTRIED);
  }

  @Test
  void a_graph_is_walked_as_its_trial_says_and_not_at_all_before() {
    GraphQuality quality = new GraphQuality(Map.of("_1", new Trial(.948, 4)), false);
    assertThat(quality.widening("_1")).isEqualTo(4);
    assertThat(quality.widening("_2")).isEqualTo(GraphQuality.NO_WALK);
    assertThat(quality.isKnown("_2")).isFalse();
  }

  @Test
  void a_graph_that_failed_before_wider_walks_were_tried_is_tried_again() {
    GraphQuality quality = GraphQuality.of(Map.of("graph_recalls", "_0=0.983 _1=0.948"));
    assertThat(quality.trials()).isEqualTo(Map.of("_0", new Trial(.983, 1)));
    assertThat(quality.isKnown("_1")).isFalse();
    assertThat(quality.widening("_1")).isEqualTo(GraphQuality.NO_WALK);
  }

  @Test
  void graphs_of_an_index_older_than_the_trials_are_believed() {
    GraphQuality quality = GraphQuality.of(Map.of());
    assertThat(quality.widening("_0")).isEqualTo(1);
    assertThat(quality.isKnown("_0")).isTrue();
    assertThat(GraphQuality.of(quality.toMap())).isEqualTo(quality);
  }
}
