package io.doppel.eval.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ClusterMeasuresTest {

  @Test
  void clusters_as_they_are_known_agree_in_all_whatever_they_are_called() {
    ClusterMeasures same = ClusterMeasures.of(new int[] {5, 5, 7, 9}, new int[] {0, 0, 1, 2});
    assertThat(same.f1()).isEqualTo(1);
    assertThat(same.adjustedRand()).isEqualTo(1);
  }

  /// Six things in clusters of three and three that belong to clusters of four and two. Of the first three two belong
  /// together; all by hand.
  @Test
  void what_is_parted_and_what_is_mixed_counts_against_them() {
    ClusterMeasures measures = ClusterMeasures.of(new int[] {0, 0, 0, 1, 1, 1}, new int[] {0, 0, 1, 0, 0, 1});
    assertThat(measures.precision()).isCloseTo((4 / 3.0 + 1 / 3.0) * 2 / 6, within(1e-12));
    assertThat(measures.recall()).isCloseTo((4 / 4.0 + 1 / 2.0) * 2 / 6, within(1e-12));
    assertThat(measures.adjustedRand()).isCloseTo(-8 / 37.0, within(1e-12));
  }

  @Test
  void everybody_alone_is_precise_and_finds_nothing() {
    ClusterMeasures alone = ClusterMeasures.of(new int[] {0, 1, 2, 3}, new int[] {0, 0, 1, 1});
    assertThat(alone.precision()).isEqualTo(1);
    assertThat(alone.recall()).isEqualTo(.5);
    assertThat(alone.adjustedRand()).isEqualTo(0);
  }
}
