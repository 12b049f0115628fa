package io.doppel.work;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShareTest {

  private static final long MILLI = 1_000_000;

  @Test
  void who_computed_rests_until_a_fourth_of_what_all_processors_could_do_is_not_exceeded() {
    assertThat(new Share(1).rest(10 * MILLI, 0)).isEqualTo(40 * MILLI);
    assertThat(new Share(4).rest(10 * MILLI, 0)).isEqualTo(10 * MILLI);
  }

  @Test
  void threads_share_it_however_many_they_are() {
    Share share = new Share(2);
    assertThat(share.rest(10 * MILLI, 0)).isEqualTo(20 * MILLI);
    assertThat(share.rest(10 * MILLI, 0)).isEqualTo(40 * MILLI);
    assertThat(share.rest(10 * MILLI, 5 * MILLI)).isEqualTo(60 * MILLI);
  }

  @Test
  void what_was_not_computed_while_there_was_nothing_to_do_is_not_made_up_for() {
    Share share = new Share(1);
    share.rest(10 * MILLI, 0);
    assertThat(share.rest(10 * MILLI, 1_000 * MILLI)).isEqualTo(1_040 * MILLI);
  }

  @Test
  void nobody_rests_longer_than_the_longest_rest() {
    Share share = new Share(1);
    assertThat(share.rest(60_000 * MILLI, 7)).isEqualTo(7 + Share.LONGEST_NANOS);
    assertThat(share.rest(10 * MILLI, 8)).isEqualTo(8 + Share.LONGEST_NANOS);
  }
}
