package io.doppel.work;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShareTest {

  private static final long MILLI = 1_000_000;
  private static final int MANY = 64;

  @Test
  void who_computed_rests_until_a_fourth_of_what_all_processors_could_do_is_not_exceeded() {
    assertThat(new Share(1).rest(10 * MILLI, 0, MANY)).isEqualTo(40 * MILLI);
    assertThat(new Share(4).rest(10 * MILLI, 0, MANY)).isEqualTo(10 * MILLI);
  }

  @Test
  void processors_that_questions_leave_free_are_used() {
    assertThat(new Share(8).rest(10 * MILLI, 0, 3)).isEqualTo(2 * MILLI);
    assertThat(new Share(2).rest(10 * MILLI, 0, 1)).isEqualTo(10 * MILLI);
  }

  @Test
  void threads_share_it_however_many_they_are() {
    Share share = new Share(2);
    assertThat(share.rest(10 * MILLI, 0, MANY)).isEqualTo(20 * MILLI);
    assertThat(share.rest(10 * MILLI, 0, MANY)).isEqualTo(40 * MILLI);
    assertThat(share.rest(10 * MILLI, 5 * MILLI, MANY)).isEqualTo(60 * MILLI);
  }

  @Test
  void what_was_not_computed_while_there_was_nothing_to_do_is_not_made_up_for() {
    Share share = new Share(1);
    share.rest(10 * MILLI, 0, MANY);
    assertThat(share.rest(10 * MILLI, 1_000 * MILLI, MANY)).isEqualTo(1_040 * MILLI);
  }

  @Test
  void nobody_rests_longer_than_the_longest_rest() {
    Share share = new Share(1);
    assertThat(share.rest(60_000 * MILLI, 7, MANY)).isEqualTo(7 + Share.LONGEST_NANOS);
    assertThat(share.rest(10 * MILLI, 8, MANY)).isEqualTo(8 + Share.LONGEST_NANOS);
  }
}
