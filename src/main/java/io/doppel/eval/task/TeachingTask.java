package io.doppel.eval.task;

import io.doppel.duplicates.Decisions.Decision;
import io.doppel.duplicates.Decisions.Kind;
import io.doppel.duplicates.calibration.Calibration;
import io.doppel.duplicates.calibration.CalibrationLearner;
import io.doppel.duplicates.calibration.LabelledFeatures;
import io.doppel.duplicates.calibration.LabelledPair;
import io.doppel.duplicates.calibration.Leverage;
import io.doppel.duplicates.calibration.LogisticByKind;
import io.doppel.duplicates.mining.MinedPairs;
import io.doppel.duplicates.teaching.Draw;
import io.doppel.duplicates.teaching.Round;
import io.doppel.duplicates.teaching.Rounds;
import io.doppel.encoder.Encoder;
import io.doppel.eval.data.LabelledPairs;
import io.doppel.eval.measure.BinaryMeasures;
import io.doppel.index.Passport;
import io.doppel.text.PassageSplitter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// How many labels teach how much, simulated with pairs whose labels are known: in rounds ([Draw]), and as many pairs
/// at random. What is known before was learned from other pairs; the average precision is that on a split that nobody
/// was asked about.
///
/// The pairs of such sets were chosen by people, so that half of them and more are duplicates, which is not so in a
/// collection. Hence a second time with one duplicate in ten.
public final class TeachingTask {

  /// So many labels are asked for.
  private static final int ROUNDS = 20;

  private static final int SEEDS = 12;

  /// The rounds after which the average precision is told.
  private static final List<Integer> TOLD = List.of(5, 10, 15, 20);

  /// Duplicates for each pair that is none, where they are rare.
  private static final double RARE = 1.0 / 9;

  private final List<LabelledFeatures> pool;
  private final List<LabelledFeatures> test;
  private final LogisticByKind before;

  private TeachingTask(List<LabelledFeatures> pool, List<LabelledFeatures> test, LogisticByKind before) {
    this.pool = pool;
    this.test = test;
    this.before = before;
  }

  /// @param train pairs that are asked about
  /// @param other pairs from which a calibration was learned before
  /// @param test pairs that are judged
  /// @param limit the most pairs of each
  /// @param done hears how many pairs are embedded, then how many rounds are drawn
  public static void measure(
      Path train, Path other, Path test, int limit, Encoder encoder, LongConsumer done, Scores scores)
      throws IOException {
    CalibrationLearner learner =
        new CalibrationLearner(
            encoder,
            Passport.of(
                encoder.fingerprint(), PassageSplitter.sentences(encoder, encoder.maxContentTokens()).name()));
    LogisticByKind before = CalibrationLearner.fit(rows(learner, other, limit, done));
    List<LabelledFeatures> pool = rows(learner, train, limit, done);
    List<LabelledFeatures> judged = rows(learner, test, limit, done);
    new TeachingTask(pool, judged, before).measure("", done, scores);
    new TeachingTask(rare(pool), judged, before).measure(", one duplicate in ten", done, scores);
  }

  private static List<LabelledFeatures> rows(CalibrationLearner learner, Path file, int limit, LongConsumer done)
      throws IOException {
    List<LabelledPair> pairs = LabelledPairs.read(file);
    return learner.rows(pairs.subList(0, Math.min(limit, pairs.size())), done);
  }

  private static List<LabelledFeatures> rare(List<LabelledFeatures> pool) {
    List<LabelledFeatures> duplicates = new ArrayList<>(pool.stream().filter(LabelledFeatures::duplicate).toList());
    List<LabelledFeatures> some = new ArrayList<>(pool.stream().filter(row -> !row.duplicate()).toList());
    Collections.shuffle(duplicates, new Random(SEEDS));
    some.addAll(duplicates.subList(0, Math.min(duplicates.size(), (int) (some.size() * RARE))));
    return some;
  }

  private void measure(String suffix, LongConsumer done, Scores scores) throws IOException {
    double[] taught = new double[ROUNDS + 1];
    double[] random = new double[ROUNDS + 1];
    for (int seed = 0; seed < SEEDS; seed++) {
      done.accept((long) seed * ROUNDS);
      add(taught, curve(new Taught(seed)));
      add(random, curve(new AtRandom(seed)));
    }
    scores.add("average precision before" + suffix, taught[0]);
    for (int round : TOLD) {
      int labels = round * Round.SIZE;
      scores.add("average precision after %d labels in rounds%s".formatted(labels, suffix), taught[round]);
      scores.add("average precision after %d labels at random%s".formatted(labels, suffix), random[round]);
    }
    for (int round : TOLD) {
      scores.add(
          String.format(
              Locale.ROOT, "labels in rounds for as much as %d at random%s", round * Round.SIZE, suffix),
          Round.SIZE * needed(taught, random[round]));
    }
  }

  private static void add(double[] sums, double[] curve) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += curve[i] / SEEDS;
    }
  }

  /// Rounds until a curve is there and falls below no more; between two, their part. One more than there are where it
  /// never is.
  private static double needed(double[] curve, double wanted) {
    int last = curve.length;
    while (last > 0 && curve[last - 1] >= wanted) {
      last--;
    }
    return last == 0 || last == curve.length
        ? last
        : last - 1 + (wanted - curve[last - 1]) / (curve[last] - curve[last - 1]);
  }

  /// Asks for labels, and tells what they stand for.
  private interface Asking {
    /// Draws twenty more of the pool.
    void ask(LogisticByKind known) throws IOException;

    /// All pairs until now.
    List<LabelledFeatures> answered();
  }

  /// The average precision before, and after each round.
  private double[] curve(Asking asking) throws IOException {
    double[] curve = new double[ROUNDS + 1];
    LogisticByKind known = before;
    curve[0] = averagePrecision(known);
    for (int round = 1; round <= ROUNDS; round++) {
      asking.ask(known);
      List<LabelledFeatures> answered = asking.answered();
      long duplicates = answered.stream().filter(LabelledFeatures::duplicate).count();
      if (Math.min(duplicates, answered.size() - duplicates) >= CalibrationLearner.ENOUGH_TO_MOVE) {
        known = CalibrationLearner.moved(before, answered);
      }
      curve[round] = averagePrecision(known);
    }
    return curve;
  }

  private double averagePrecision(LogisticByKind known) {
    boolean[] labels = new boolean[test.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = test.get(i).duplicate();
    }
    return BinaryMeasures.averagePrecision(probabilities(test, known, CalibrationLearner.DEFAULT_GUARD_FACTOR), labels);
  }

  private static double[] probabilities(List<LabelledFeatures> rows, LogisticByKind known, double guardFactor) {
    return rows.stream().mapToDouble(row -> row.probability(known, guardFactor)).toArray();
  }

  private final class AtRandom implements Asking {

    private final List<LabelledFeatures> order;
    private int asked;

    AtRandom(int seed) {
      order = new ArrayList<>(pool);
      Collections.shuffle(order, new Random(seed));
    }

    @Override
    public void ask(LogisticByKind known) {
      asked = Math.min(order.size(), asked + Round.SIZE);
    }

    @Override
    public List<LabelledFeatures> answered() {
      return order.subList(0, asked);
    }
  }

  /// Each pair is two documents: those of the pair at place n have the numbers 2n and 2n + 1.
  private final class Taught implements Asking {

    private final long seed;
    private final List<String> ids = IntStream.range(0, 2 * pool.size()).mapToObj(String::valueOf).toList();
    private final List<Round> rounds = new ArrayList<>();
    private final List<Decision> decisions = new ArrayList<>();
    private final boolean[] asked = new boolean[pool.size()];

    Taught(long seed) {
      this.seed = seed;
    }

    @Override
    public void ask(LogisticByKind known) throws IOException {
      MinedPairs mined = mined(known);
      double[] unguarded = probabilities(pool, known, 1);
      Draw.Evidence evidence =
          new Draw.Evidence() {
            @Override
            public boolean mayDisagree(MinedPairs.Pair pair) {
              return pair.probability() <= (float) CalibrationLearner.DEFAULT_GUARD_FACTOR;
            }

            @Override
            public Set<Integer> disagreeing(Collection<Integer> places) {
              return places.stream()
                  .filter(place -> {
                    int row = row(mined, place);
                    return pool.get(row).guarded() && unguarded[row] >= Calibration.EVEN;
                  })
                  .collect(Collectors.toSet());
            }

            @Override
            public double[] leverages(List<Integer> places) {
              return Leverage.of(known, places.stream().map(place -> pool.get(row(mined, place))).toList());
            }
          };
      List<Draw.Drawn> drawn =
          new Draw(mined, IntStream.range(0, ids.size()).toArray(), evidence, seed * ROUNDS + rounds.size())
              .draw(place -> !asked[row(mined, place)]);
      List<Round.Drawn> pairs = new ArrayList<>();
      for (Draw.Drawn one : drawn) {
        int row = row(mined, one.place());
        asked[row] = true;
        String id1 = ids.get(2 * row);
        String id2 = ids.get(2 * row + 1);
        pairs.add(new Round.Drawn(id1, id2, one.chance()));
        decisions.add(new Decision(id1, id2, pool.get(row).duplicate() ? Kind.MERGE : Kind.APART, id1, id2));
      }
      if (!pairs.isEmpty()) {
        rounds.add(new Round(rounds.size() + 1, "", pairs, null));
      }
    }

    private static int row(MinedPairs mined, int place) {
      return mined.get(place).first() / 2;
    }

    private MinedPairs mined(LogisticByKind known) {
      long[] pairs = new long[pool.size()];
      float[] probable = new float[pool.size()];
      double[] probabilities = probabilities(pool, known, CalibrationLearner.DEFAULT_GUARD_FACTOR);
      for (int i = 0; i < pairs.length; i++) {
        pairs[i] = ((2L * i) << 32) | (2L * i + 1);
        probable[i] = (float) probabilities[i];
      }
      float[] similar = new float[pairs.length];
      Arrays.fill(similar, 1);
      return MinedPairs.of(ids, pairs, similar, probable, false);
    }

    @Override
    public List<LabelledFeatures> answered() {
      return new Rounds(rounds)
          .labelled(decisions, decisions.size()).stream()
          .map(pair -> pool.get(Integer.parseInt(pair.text1()) / 2).weighing(pair.weight()))
          .toList();
    }
  }
}
