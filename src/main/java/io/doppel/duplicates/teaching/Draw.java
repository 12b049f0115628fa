package io.doppel.duplicates.teaching;

import io.doppel.duplicates.mining.MinedPairs;
import io.doppel.work.Cancellation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Draws the pairs of a round: half spread over the tenths of the probability, a quarter where cosine and guards
/// disagree, most of the rest by how much their labels would tell ([Evidence#leverages]), some from all. No two pairs
/// of a round have documents of one cluster. The same pairs and seed give the same round.
///
/// A pair's chance of being drawn follows from all of that and has no formula; so the draw is repeated with other
/// seeds, and of each repetition it counts not whether the pair was drawn but how likely it was at each turn.
///
/// For one call.
public final class Draw {

  private static final int SPREAD = Round.SIZE / 2;
  private static final int DISAGREEING = Round.SIZE / 4;
  private static final int TELLING = 3;
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

  private final Evidence evidence;
  private final Random random;

  /// Pairs that are drawn from.
  ///
  /// @param places of pairs, in order
  /// @param share how likely a pair is among those of its kind that are drawn from, 0 where it is of another kind
  /// @param weight how likely a pair is to be drawn of them, beside others
  private record Stratum(List<Integer> places, IntToDoubleFunction share, IntToDoubleFunction weight) {

    Stratum(List<Integer> places, IntToDoubleFunction share) {
      this(places, share, _ -> 1);
    }
  }

  /// What the texts of pairs tell.
  public interface Evidence {

    /// Whether cosine and guards may disagree about a pair, so that it is worth looking at.
    boolean mayDisagree(MinedPairs.Pair pair);

    /// Those of these pairs, by their places, where they do.
    Set<Integer> disagreeing(Collection<Integer> places) throws IOException;

    /// How much the label of each of these pairs would tell, 0 or more, in their order; of as many as are there.
    ///
    /// @param places of pairs
    double[] leverages(List<Integer> places) throws IOException;
  }

  /// A pair by its place among all.
  ///
  /// @param chance more than 0, at most 1
  public record Drawn(int place, double chance) {}

  /// @param free the weight of all pairs that may be drawn
  private record Turn(Stratum stratum, double free) {}

  /// Hears of the turns of a draw.
  @FunctionalInterface
  private interface Listener {
    void turn(Turn turn, BitSet taken);
  }

  /// @param clusters by the numbers of the documents; one in no cluster has a number of its own
  public Draw(MinedPairs pairs, int[] clusters, Evidence evidence, long seed) {
    this.pairs = pairs;
    this.first = IntStream.range(0, pairs.size()).map(place -> clusters[pairs.get(place).first()]).toArray();
    this.second = IntStream.range(0, pairs.size()).map(place -> clusters[pairs.get(place).second()]).toArray();
    this.evidence = evidence;
    this.random = new Random(seed);
  }

  /// Draws, in random order.
  ///
  /// @param wanted says of the place of a pair whether it may be drawn
  /// @return at most [Round#SIZE] pairs, fewer where there are no more
  public List<Drawn> draw(IntPredicate wanted) throws IOException {
    int[] all = IntStream.range(0, pairs.size()).filter(wanted).toArray();
    int[] some = sample(all, MAX_POOL);
    Stratum pool = new Stratum(boxed(some), _ -> 1);
    int[] possible = IntStream.of(some).filter(place -> evidence.mayDisagree(pairs.get(place))).toArray();
    List<Integer> looked = boxed(sample(possible, LOOKED_AT));
    double share = (double) looked.size() / Math.max(1, possible.length);
    Set<Integer> found = new TreeSet<>(evidence.disagreeing(looked));
    Stratum disagreeing = new Stratum(List.copyOf(found), place -> found.contains(place) ? share : 0);
    List<Integer> weighed = boxed(sample(some, LOOKED_AT));
    Map<Integer, Double> leverages = new HashMap<>();
    weigh(weighed, leverages);
    double looking = (double) weighed.size() / Math.max(1, some.length);
    Stratum telling = new Stratum(weighed, _ -> looking, place -> leverages.getOrDefault(place, 0.0));
    List<Stratum> turns = turns(pool, disagreeing, telling);
    List<Integer> drawn = run(turns, pool, (_, _) -> {});
    found.addAll(
        evidence.disagreeing(
            drawn.stream()
                .filter(place -> !found.contains(place) && evidence.mayDisagree(pairs.get(place)))
                .toList()));
    // How much a label tells is a matter of all that are looked at.
    weigh(Stream.concat(weighed.stream(), drawn.stream()).distinct().toList(), leverages);
    double[] chances = chances(drawn, turns, pool, (double) some.length / Math.max(1, all.length));
    List<Drawn> round = new ArrayList<>();
    for (int i = 0; i < drawn.size(); i++) {
      round.add(new Drawn(drawn.get(i), chances[i]));
    }
    Collections.shuffle(round, random);
    return round;
  }

  private void weigh(List<Integer> places, Map<Integer, Double> leverages) throws IOException {
    double[] found = evidence.leverages(places);
    for (int i = 0; i < found.length; i++) {
      leverages.putIfAbsent(places.get(i), found[i]);
    }
  }

  private static List<Integer> boxed(int[] places) {
    return IntStream.of(places).boxed().toList();
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

  private List<Stratum> turns(Stratum pool, Stratum disagreeing, Stratum telling) {
    List<Stratum> tenths = new ArrayList<>();
    for (int tenth = 0; tenth < TENTHS; tenth++) {
      int wanted = tenth;
      List<Integer> places = pool.places().stream().filter(place -> tenth(place) == wanted).toList();
      if (!places.isEmpty()) {
        tenths.add(new Stratum(places, place -> tenth(place) == wanted ? 1 : 0));
      }
    }
    List<Stratum> turns = new ArrayList<>(Collections.nCopies(DISAGREEING, disagreeing));
    turns.addAll(Collections.nCopies(TELLING, telling));
    for (int i = 0; i < SPREAD && !tenths.isEmpty(); i++) {
      turns.add(tenths.get(i % tenths.size()));
    }
    turns.addAll(Collections.nCopies(Round.SIZE - turns.size(), pool));
    return turns;
  }

  /// The turns come in any order: in a fixed one, a large cluster would always be taken by the same stratum, and its
  /// other pairs would next to never be drawn.
  private List<Integer> run(List<Stratum> turns, Stratum pool, Listener listener) {
    Cancellation.check();
    BitSet taken = new BitSet();
    List<Integer> drawn = new ArrayList<>();
    Collections.shuffle(turns, random);
    for (Stratum wanted : turns) {
      Turn turn = turn(wanted, taken);
      if (turn.free() == 0) {
        turn = turn(pool, taken);
      }
      if (turn.free() == 0) {
        break;
      }
      listener.turn(turn, taken);
      int place = next(turn, taken);
      drawn.add(place);
      taken.set(first[place]);
      taken.set(second[place]);
    }
    return drawn;
  }

  /// One of those that are free, each as likely as its weight.
  private int next(Turn turn, BitSet taken) {
    double left = random.nextDouble() * turn.free();
    int last = -1;
    for (int place : turn.stratum().places()) {
      double weight = turn.stratum().weight().applyAsDouble(place);
      if (weight > 0 && isFree(place, taken)) {
        last = place;
        left -= weight;
        if (left < 0) {
          break;
        }
      }
    }
    return last;
  }

  private Turn turn(Stratum stratum, BitSet taken) {
    double free = 0;
    for (int place : stratum.places()) {
      free += isFree(place, taken) ? stratum.weight().applyAsDouble(place) : 0;
    }
    return new Turn(stratum, free);
  }

  private boolean isFree(int place, BitSet taken) {
    return !taken.get(first[place]) && !taken.get(second[place]);
  }

  private double[] chances(List<Integer> drawn, List<Stratum> turns, Stratum pool, double share) {
    double[] sums = new double[drawn.size()];
    Listener counting =
        (turn, taken) -> {
          for (int i = 0; i < sums.length; i++) {
            int place = drawn.get(i);
            if (isFree(place, taken)) {
              Stratum stratum = turn.stratum();
              sums[i] +=
                  stratum.share().applyAsDouble(place) * stratum.weight().applyAsDouble(place) / turn.free();
            }
          }
        };
    for (int i = 0; i < REPEATED; i++) {
      run(turns, pool, counting);
    }
    for (int i = 0; i < sums.length; i++) {
      // A pair that none of the repetitions left free is rarer than they can tell.
      double least = 1 / (REPEATED * (double) pool.places().size());
      sums[i] = Math.clamp(share * Math.max(least, sums[i] / REPEATED), 0, 1);
    }
    return sums;
  }
}
