package io.doppel.duplicates.teaching;

import io.doppel.duplicates.mining.MinedPairs;
import io.doppel.work.Cancellation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// Draws the pairs of a round: half spread over the tenths of the probability, a quarter where cosine and guards
/// disagree, the rest from all. No two pairs of a round have documents of one cluster. The same pairs and seed give the
/// same round.
///
/// A pair's chance of being drawn follows from all of that and has no formula; so the draw is repeated with other
/// seeds, and of each repetition it counts not whether the pair was drawn but how likely it was at each turn.
///
/// For one call.
public final class Draw {

  private static final int SPREAD = Round.SIZE / 2;
  private static final int DISAGREEING = Round.SIZE / 4;
  private static final int TENTHS = 10;

  /// Of more pairs so many are drawn from, each as likely.
  private static final int MAX_POOL = 100_000;

  /// So many pairs are looked at more closely to find those where cosine and guards disagree.
  private static final int LOOKED_AT = 300;

  private static final int REPEATED = 100;

  private final MinedPairs pairs;

  /// The clusters of both documents of each pair.
  private final int[] first;

  private final int[] second;

  private final Disagreement disagreement;
  private final Random random;

  /// What is drawn from: all pairs, by tenths of the probability, and where cosine and guards disagree.
  private int[] pool = new int[0];

  private final int[][] tenths = new int[TENTHS][];
  private int[] disagreeing = new int[0];

  /// Which share of the pairs that may disagree was looked at.
  private double lookedAt = 1;

  private final List<int[]> turns = new ArrayList<>();

  /// Tells where cosine and guards disagree.
  public interface Disagreement {

    /// Whether it is worth looking at a pair.
    boolean isPossible(MinedPairs.Pair pair);

    /// Those of these pairs, by their places, where it is so.
    Set<Integer> among(Collection<Integer> places) throws IOException;
  }

  /// A pair by its place among all.
  ///
  /// @param chance more than 0, at most 1
  public record Drawn(int place, double chance) {}

  private record Turn(int[] stratum, int free) {}

  /// Hears of the turns of a draw.
  @FunctionalInterface
  private interface Listener {
    void turn(Turn turn, BitSet taken);
  }

  /// @param clusters by the numbers of the documents; one in no cluster has a number of its own
  public Draw(MinedPairs pairs, int[] clusters, Disagreement disagreement, long seed) {
    this.pairs = pairs;
    this.first = IntStream.range(0, pairs.size()).map(place -> clusters[pairs.get(place).first()]).toArray();
    this.second = IntStream.range(0, pairs.size()).map(place -> clusters[pairs.get(place).second()]).toArray();
    this.disagreement = disagreement;
    this.random = new Random(seed);
  }

  /// Draws, in random order.
  ///
  /// @param wanted says of the place of a pair whether it may be drawn
  /// @return at most [Round#SIZE] pairs, fewer where there are no more
  public List<Drawn> draw(IntPredicate wanted) throws IOException {
    int[] all = IntStream.range(0, pairs.size()).filter(wanted).toArray();
    pool = sample(all, MAX_POOL);
    for (int tenth = 0; tenth < TENTHS; tenth++) {
      int wantedTenth = tenth;
      tenths[tenth] = IntStream.of(pool).filter(place -> tenth(place) == wantedTenth).toArray();
    }
    int[] possible = IntStream.of(pool).filter(place -> disagreement.isPossible(pairs.get(place))).toArray();
    int[] looked = sample(possible, LOOKED_AT);
    lookedAt = (double) looked.length / Math.max(1, possible.length);
    Set<Integer> found = new HashSet<>(disagreement.among(IntStream.of(looked).boxed().toList()));
    disagreeing = found.stream().mapToInt(place -> place).sorted().toArray();
    arrange();
    List<Integer> drawn = run((_, _) -> {});
    found.addAll(
        disagreement.among(
            drawn.stream()
                .filter(place -> !found.contains(place) && disagreement.isPossible(pairs.get(place)))
                .toList()));
    double[] chances = chances(drawn, found, (double) pool.length / Math.max(1, all.length));
    List<Drawn> round = new ArrayList<>();
    for (int i = 0; i < drawn.size(); i++) {
      round.add(new Drawn(drawn.get(i), chances[i]));
    }
    Collections.shuffle(round, random);
    return round;
  }

  private int[] sample(int[] all, int most) {
    if (all.length <= most) {
      return all;
    }
    int[] places = all.clone();
    for (int i = 0; i < most; i++) {
      int other = i + random.nextInt(places.length - i);
      int place = places[other];
      places[other] = places[i];
      places[i] = place;
    }
    return IntStream.of(places).limit(most).sorted().toArray();
  }

  private int tenth(int place) {
    MinedPairs.Pair pair = pairs.get(place);
    float probability = Float.isNaN(pair.probability()) ? pair.similarity() : pair.probability();
    return Math.clamp((int) (probability * TENTHS), 0, TENTHS - 1);
  }

  private void arrange() {
    for (int i = 0; i < DISAGREEING; i++) {
      turns.add(disagreeing);
    }
    List<int[]> some =
        IntStream.range(0, TENTHS)
            .mapToObj(tenth -> tenths[tenth])
            .filter(tenth -> tenth.length > 0)
            .toList();
    for (int i = 0; i < SPREAD && !some.isEmpty(); i++) {
      turns.add(some.get(i % some.size()));
    }
    while (turns.size() < Round.SIZE) {
      turns.add(pool);
    }
  }

  /// The turns come in any order: in a fixed one, a large cluster would always be taken by the same stratum, and its
  /// other pairs would next to never be drawn.
  private List<Integer> run(Listener listener) {
    Cancellation.check();
    BitSet taken = new BitSet();
    List<Integer> drawn = new ArrayList<>();
    Collections.shuffle(turns, random);
    for (int[] wanted : turns) {
      Turn turn = turn(wanted, taken);
      if (turn.free() == 0) {
        turn = turn(pool, taken);
      }
      if (turn.free() == 0) {
        break;
      }
      listener.turn(turn, taken);
      int next = random.nextInt(turn.free());
      for (int place : turn.stratum()) {
        if (isFree(place, taken) && next-- == 0) {
          drawn.add(place);
          taken.set(first[place]);
          taken.set(second[place]);
          break;
        }
      }
    }
    return drawn;
  }

  private Turn turn(int[] stratum, BitSet taken) {
    int free = 0;
    for (int place : stratum) {
      free += isFree(place, taken) ? 1 : 0;
    }
    return new Turn(stratum, free);
  }

  private boolean isFree(int place, BitSet taken) {
    return !taken.get(first[place]) && !taken.get(second[place]);
  }

  private double[] chances(List<Integer> drawn, Set<Integer> disagree, double share) {
    double[] sums = new double[drawn.size()];
    Listener counting =
        (turn, taken) -> {
          for (int i = 0; i < sums.length; i++) {
            int place = drawn.get(i);
            if (isFree(place, taken)) {
              sums[i] += part(turn.stratum(), place, disagree) / turn.free();
            }
          }
        };
    for (int i = 0; i < REPEATED; i++) {
      run(counting);
    }
    for (int i = 0; i < sums.length; i++) {
      // A pair that none of the repetitions left free is rarer than they can tell.
      double least = 1 / (REPEATED * (double) pool.length);
      sums[i] = Math.clamp(share * Math.max(least, sums[i] / REPEATED), 0, 1);
    }
    return sums;
  }

  /// How likely a pair is among those of a stratum.
  private double part(int[] stratum, int place, Set<Integer> disagree) {
    if (stratum == pool) {
      return 1;
    }
    if (stratum == disagreeing) {
      return disagree.contains(place) ? lookedAt : 0;
    }
    return stratum == tenths[tenth(place)] ? 1 : 0;
  }
}
