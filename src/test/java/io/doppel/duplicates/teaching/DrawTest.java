package io.doppel.duplicates.teaching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.doppel.duplicates.mining.MinedPairs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DrawTest {

  private static final long SEED = 20_261_129;
  private static final int DOCUMENTS = 400;
  private static final double GUARDED = .2;

  /// A third of the guarded pairs; and of five pairs in a row each next one tells more, the first one nothing.
  private static final Draw.Evidence EVERY_THIRD =
      new Draw.Evidence() {
        @Override
        public boolean mayDisagree(MinedPairs.Pair pair) {
          return pair.probability() <= GUARDED;
        }

        @Override
        public Set<Integer> disagreeing(Collection<Integer> places) {
          Set<Integer> found = new HashSet<>();
          places.stream().filter(place -> place % 3 == 0).forEach(found::add);
          return found;
        }

        @Override
        public double[] leverages(List<Integer> places) {
          return places.stream().mapToDouble(place -> place % 5).toArray();
        }
      };

  /// Many improbable pairs, few probable ones, and one cluster of which all forty documents are pairs.
  private static MinedPairs pairs() {
    Random random = new Random(SEED);
    List<Long> keys = new ArrayList<>();
    List<Float> probabilities = new ArrayList<>();
    for (int one = 0; one < 40; one++) {
      for (int other = one + 1; other < 40; other++) {
        keys.add(((long) one << 32) | other);
        probabilities.add((float) (.7 + .3 * random.nextDouble()));
      }
    }
    for (int i = 40; i + 1 < DOCUMENTS; i++) {
      for (int other = i + 1; other < Math.min(i + 4, DOCUMENTS); other++) {
        keys.add(((long) i << 32) | other);
        probabilities.add((float) Math.pow(random.nextDouble(), 4));
      }
    }
    float[] probable = new float[keys.size()];
    for (int i = 0; i < probable.length; i++) {
      probable[i] = probabilities.get(i);
    }
    float[] similar = new float[keys.size()];
    Arrays.fill(similar, .8f);
    return MinedPairs.of(
        IntStream.range(0, DOCUMENTS).mapToObj(String::valueOf).toList(),
        keys.stream().mapToLong(key -> key).toArray(),
        similar,
        probable,
        false);
  }

  private static int[] clusters() {
    return IntStream.range(0, DOCUMENTS).map(document -> document < 40 ? 0 : document).toArray();
  }

  private static List<Draw.Drawn> draw(MinedPairs pairs, long seed) throws IOException {
    return new Draw(pairs, clusters(), EVERY_THIRD, seed).draw(_ -> true);
  }

  @Test
  void a_round_is_spread_and_has_no_two_pairs_of_one_cluster() throws IOException {
    MinedPairs pairs = pairs();
    for (int seed = 0; seed < 20; seed++) {
      List<Draw.Drawn> round = draw(pairs, seed);
      assertThat(round).hasSize(Round.SIZE).isEqualTo(draw(pairs, seed));
      Set<Integer> clusters = new HashSet<>();
      Set<Integer> tenths = new HashSet<>();
      for (Draw.Drawn drawn : round) {
        MinedPairs.Pair pair = pairs.get(drawn.place());
        Set<Integer> own = new HashSet<>(List.of(clusters()[pair.first()], clusters()[pair.second()]));
        assertThat(own).as("seed %d", seed).noneMatch(clusters::contains);
        clusters.addAll(own);
        tenths.add((int) (pair.probability() * 10));
      }
      assertThat(tenths).as("seed %d", seed).hasSizeGreaterThanOrEqualTo(9);
      long guarded = round.stream().filter(one -> pairs.get(one.place()).probability() <= GUARDED).count();
      assertThat(guarded).as("seed %d", seed).isGreaterThanOrEqualTo(5);
    }
  }

  /// The sum of what pairs stand for is an estimate of how many there are, of all and of some.
  @Test
  void pairs_stand_for_as_many_as_there_are() throws IOException {
    MinedPairs pairs = pairs();
    double all = 0;
    double probable = 0;
    double disagreeing = 0;
    double telling = 0;
    long reallyTelling = IntStream.range(0, pairs.size()).filter(i -> i % 5 == 4).count();
    int rounds = 300;
    for (int seed = 0; seed < rounds; seed++) {
      for (Draw.Drawn drawn : draw(pairs, SEED + seed)) {
        double stands = 1 / drawn.chance() / rounds;
        MinedPairs.Pair pair = pairs.get(drawn.place());
        all += stands;
        telling += drawn.place() % 5 == 4 ? stands : 0;
        probable += pair.probability() >= .7 ? stands : 0;
        disagreeing += pair.probability() <= GUARDED && drawn.place() % 3 == 0 ? stands : 0;
      }
    }
    long reallyProbable = IntStream.range(0, pairs.size()).filter(i -> pairs.get(i).probability() >= .7).count();
    long reallyDisagreeing =
        IntStream.range(0, pairs.size()).filter(i -> i % 3 == 0 && pairs.get(i).probability() <= GUARDED).count();
    assertThat(all / pairs.size()).isCloseTo(1, within(.07));
    assertThat(probable / reallyProbable).isCloseTo(1, within(.07));
    assertThat(disagreeing / reallyDisagreeing).isCloseTo(1, within(.07));
    assertThat(telling / reallyTelling).isCloseTo(1, within(.07));
  }

  @Test
  void of_few_pairs_all_are_drawn_that_are_of_several_clusters() throws IOException {
    MinedPairs pairs =
        MinedPairs.of(
            List.of("a", "b", "c", "d"),
            new long[] {1, (1L << 32) | 2, (2L << 32) | 3},
            new float[] {.9f, .9f, .9f},
            new float[] {.9f, .1f, .5f},
            false);
    int[] apart = {0, 1, 2, 3};
    List<Draw.Drawn> round = new Draw(pairs, apart, EVERY_THIRD, SEED).draw(_ -> true);
    assertThat(round).hasSizeBetween(1, 2);
    assertThat(new Draw(pairs, apart, EVERY_THIRD, SEED).draw(place -> place == 2))
        .containsExactly(new Draw.Drawn(2, 1));
    assertThat(new Draw(pairs, apart, EVERY_THIRD, SEED).draw(_ -> false)).isEmpty();
  }
}
