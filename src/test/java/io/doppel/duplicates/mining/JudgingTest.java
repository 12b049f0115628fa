package io.doppel.duplicates.mining;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JudgingTest {

  private static final int SIDE = 64;

  @Test
  void pairs_are_judged_in_squares_each_of_them_once() {
    long[] pairs =
        new Random(7)
            .longs(5_000, 0, 300_000)
            .map(i -> PairTable.key((int) (i / 1_000), (int) (i % 1_000)))
            .distinct()
            .sorted()
            .toArray();
    long[] squares = Judging.inSquares(pairs);
    assertThat(squares.clone()).containsExactlyInAnyOrder(pairs);
    Set<Long> left = new HashSet<>();
    long last = -1;
    for (long pair : squares) {
      long square = PairTable.key((int) (pair >>> 32) / SIDE, (int) pair / SIDE);
      assertThat(square == last || left.add(square)).as("square %x is gone through once", square).isTrue();
      last = square;
    }
  }

  @Test
  void the_greatest_numbers_stay_what_they_are() {
    long[] pairs = {
      PairTable.key(0, 1),
      PairTable.key(63, 64),
      PairTable.key(5, Integer.MAX_VALUE),
      PairTable.key(Integer.MAX_VALUE - 1, Integer.MAX_VALUE),
    };
    assertThat(Judging.inSquares(pairs)).containsExactlyInAnyOrder(pairs);
  }
}
