package io.doppel.duplicates.calibration;

import io.doppel.encoder.CosineScale;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.PairCosines;
import io.doppel.encoder.Prompt;
import io.doppel.index.Passport;
import io.doppel.text.Bounds;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/// Learns a [Calibration] from labelled pairs. The same pairs in the same order give the same calibration.
public final class CalibrationLearner {

  public static final int MIN_PAIRS = 100;
  public static final int MAX_PAIRS = 1_000_000;

  /// So many of either label are enough to move a calibration that was learned elsewhere.
  public static final int ENOUGH_TO_MOVE = 30;

  /// So many of either label can be measured: one for each fold.
  public static final int ENOUGH_TO_MEASURE = Folds.COUNT;

  public static final float DEFAULT_TARGET_PRECISION = .95f;

  /// What is known of guards where the pairs do not tell: people who label for the gist pass over a "not", so that
  /// their labels teach little about it. A pair with a contrast is never called a duplicate, and stays in the order of
  /// the others.
  public static final double DEFAULT_GUARD_FACTOR = .2;

  /// A guard may lower the probability less than by default if as many pairs as this say so, never raise it.
  private static final int ENOUGH_GUARDED = 50;

  private final Encoder encoder;
  private final Passport passport;
  private final Optional<SecondJudge> second;

  /// Without a second judge.
  ///
  /// @param encoder the one of the passport
  public CalibrationLearner(Encoder encoder, Passport passport) {
    this(encoder, passport, Optional.empty());
  }

  /// @param encoder the one of the passport
  /// @param second is tried, and kept where it makes the probabilities better, see [SecondTrial]
  public CalibrationLearner(Encoder encoder, Passport passport, Optional<SecondJudge> second) {
    this.encoder = encoder;
    this.passport = passport;
    this.second = second;
  }

  /// @param pairs at least [#MIN_PAIRS], both kinds among them
  /// @param learnGuards whether the pairs were labelled with an eye on negations, numbers and the like
  /// @param targetPrecision more than 0, at most 1
  /// @param origin what the pairs are, for people
  /// @param done hears how many pairs are embedded
  /// @throws Bounds.Violation if the pairs cannot teach a calibration; a sentence that says why
  public CalibrationReport learn(
      List<LabelledPair> pairs, boolean learnGuards, float targetPrecision, String origin, LongConsumer done) {
    check(pairs, targetPrecision);
    List<LabelledFeatures> rows = rows(pairs, done);
    requireBoth(rows);
    return learned(
        pairs, rows, guardFactor(rows, learnGuards), CalibrationLearner::fit, reaching(targetPrecision), origin);
  }

  /// Moves a calibration that was learned elsewhere by a few pairs: as much as they say, and as little as they are.
  ///
  /// @param before for the same encoder, see [CalibrationFile#standard(Passport, Encoder)]
  /// @param pairs at least [#ENOUGH_TO_MOVE] of either label
  /// @param targetPrecision more than 0, at most 1
  /// @param origin what the pairs are, for people
  /// @param done hears how many pairs are embedded
  /// @throws Bounds.Violation if the pairs cannot teach a calibration; a sentence that says why
  public CalibrationReport move(
      Calibration before, List<LabelledPair> pairs, float targetPrecision, String origin, LongConsumer done) {
    checkPrecision(targetPrecision);
    return moved(before, pairs, reaching(targetPrecision), origin, done);
  }

  /// As [#move], with the threshold that somebody chose by what each does. The precision that was asked for is what it
  /// reaches.
  ///
  /// @param threshold 0 to 1
  public CalibrationReport moveTo(
      Calibration before, List<LabelledPair> pairs, double threshold, String origin, LongConsumer done) {
    Bounds.check("threshold", (float) threshold, 0, 1);
    return moved(
        before,
        pairs,
        cuts -> {
          Cut cut = Cut.at(cuts, threshold);
          return new Choice(cut, cut.precision().value());
        },
        origin,
        done);
  }

  /// A threshold, and the precision that was asked for.
  private record Choice(Cut cut, double targetPrecision) {}

  private static Function<List<Cut>, Choice> reaching(float targetPrecision) {
    return cuts ->
        new Choice(
            Cut.lowest(cuts, targetPrecision).orElseThrow(() -> unreachable(cuts, targetPrecision)),
            Math.round(targetPrecision * 1e6) / 1e6);
  }

  private CalibrationReport moved(
      Calibration before,
      List<LabelledPair> pairs,
      Function<List<Cut>, Choice> choice,
      String origin,
      LongConsumer done) {
    long duplicates = pairs.stream().filter(LabelledPair::duplicate).count();
    if (Math.min(duplicates, pairs.size() - duplicates) < ENOUGH_TO_MOVE) {
      throw new Bounds.Violation(
          "pairs",
          String.format(
              Locale.ROOT,
              "at least %d pairs that say the same and %1$d that do not are needed to learn from, got %,d and %,d",
              ENOUGH_TO_MOVE,
              duplicates,
              pairs.size() - duplicates));
    }
    return learned(
        pairs,
        rows(pairs, done),
        before.guardFactor(),
        rows -> moved(before.logistic(), rows),
        choice,
        origin);
  }

  /// What pairs would do if they moved a calibration, however few they are: each is judged by what others taught.
  ///
  /// @param before for the same encoder
  /// @param pairs at least [#ENOUGH_TO_MEASURE] of either label
  /// @param targetPrecision more than 0, at most 1
  public HeldOut measure(Calibration before, List<LabelledPair> pairs, float targetPrecision) {
    checkPrecision(targetPrecision);
    List<LabelledFeatures> rows = rows(pairs, _ -> {});
    return told(
        rows,
        tried(pairs, rows, before.guardFactor(), some -> moved(before.logistic(), some)).heldOut(),
        cuts -> Cut.lowest(cuts, targetPrecision).orElseGet(() -> Cut.at(cuts, before.threshold())));
  }

  /// What a calibration does on pairs as it is and without a second judge; none of them taught it.
  ///
  /// @param calibration for the same encoder
  public HeldOut judge(Calibration calibration, List<LabelledPair> pairs) {
    List<LabelledFeatures> rows = rows(pairs, _ -> {});
    double[] probabilities =
        rows.stream()
            .mapToDouble(
                row -> row.probability(calibration.logistic(), calibration.guardFactor()))
            .toArray();
    return told(rows, probabilities, cuts -> Cut.at(cuts, calibration.threshold()));
  }

  private static HeldOut told(List<LabelledFeatures> rows, double[] probabilities, Function<List<Cut>, Cut> choice) {
    boolean[] labels = LabelledFeatures.labels(rows);
    double[] weights = LabelledFeatures.weights(rows);
    Cut cut = choice.apply(Cut.all(probabilities, labels, weights));
    return new HeldOut(
        rows.size(),
        rows.stream().filter(LabelledFeatures::duplicate).count(),
        CalibrationReport.averagePrecision(probabilities, labels, weights),
        Reliability.of(probabilities, labels, weights).expectedCalibrationError(),
        cut.threshold(),
        cut.precision(),
        cut.recall());
  }

  /// First the weights, by which pairs are ordered; then how likely each place in that order is, by what each pair
  /// stands for.
  ///
  /// @param before learned from other pairs
  public static LogisticByKind moved(LogisticByKind before, List<LabelledFeatures> rows) {
    List<LabelledFeatures> plain = rows.stream().filter(row -> !row.guarded()).toList();
    boolean[] labels = LabelledFeatures.labels(plain);
    LogisticByKind taught = before.taught(plain.stream().map(LabelledFeatures::features).toList(), labels);
    double[] logOdds = plain.stream().mapToDouble(row -> taught.logOdds(row.features())).toArray();
    return taught.moved(Shift.fit(logOdds, labels, LabelledFeatures.alike(plain)));
  }

  /// What pairs are judged by on held-out folds.
  ///
  /// @param second what a second judge is worth, where there is one
  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  private record Tried(double[] heldOut, Optional<SecondTrial.Result> second) {}

  private Tried tried(
      List<LabelledPair> pairs,
      List<LabelledFeatures> rows,
      double guardFactor,
      Function<List<LabelledFeatures>, LogisticByKind> fit) {
    double[] alone =
        Folds.heldOut(
            rows,
            others -> {
              LogisticByKind logistic = fit.apply(others);
              return row -> row.probability(logistic, guardFactor);
            });
    Optional<SecondTrial.Result> trial =
        second.map(judge -> SecondTrial.of(judge, pairs, rows, fit, guardFactor, alone));
    return new Tried(trial.map(SecondTrial.Result::heldOut).orElse(alone), trial);
  }

  private CalibrationReport learned(
      List<LabelledPair> pairs,
      List<LabelledFeatures> rows,
      double guardFactor,
      Function<List<LabelledFeatures>, LogisticByKind> fit,
      Function<List<Cut>, Choice> choice,
      String origin) {
    Tried tried = tried(pairs, rows, guardFactor, fit);
    double[] heldOut = tried.heldOut();
    boolean[] labels = LabelledFeatures.labels(rows);
    double[] weights = LabelledFeatures.weights(rows);
    Reliability reliability = Reliability.of(heldOut, labels, weights);
    Choice chosen = choice.apply(Cut.all(heldOut, labels, weights));
    Cut cut = chosen.cut();
    long duplicates = rows.stream().filter(LabelledFeatures::duplicate).count();
    Calibration calibration =
        new Calibration(
            origin,
            passport.toMap(),
            rows.size(),
            duplicates,
            fit.apply(rows),
            guardFactor,
            chosen.targetPrecision(),
            cut.threshold(),
            cut.precision(),
            cut.recall(),
            reliability.expectedCalibrationError(),
            encoder.scale(),
            tried.second().flatMap(SecondTrial.Result::opinion));
    return new CalibrationReport(
        calibration,
        reliability,
        Arrays.stream(heldOut).boxed().toList(),
        rows.stream().map(LabelledFeatures::duplicate).toList(),
        rows.stream().map(LabelledFeatures::weight).toList(),
        rows.stream().map(row -> row.features().cosine()).toList(),
        tried.second().map(SecondTrial.Result::trial));
  }

  private static void checkPrecision(float targetPrecision) {
    if (!(targetPrecision > 0 && targetPrecision <= 1)) {
      throw new Bounds.Violation(
          "target_precision", "target precision must be more than 0 and at most 1, got %s".formatted(targetPrecision));
    }
  }

  private static void check(List<LabelledPair> pairs, float targetPrecision) {
    checkPrecision(targetPrecision);
    if (pairs.size() < MIN_PAIRS || pairs.size() > MAX_PAIRS) {
      throw new Bounds.Violation(
          "pairs", String.format(Locale.ROOT, "pairs must be %,d to %,d, got %,d", MIN_PAIRS, MAX_PAIRS, pairs.size()));
    }
    long duplicates = pairs.stream().filter(LabelledPair::duplicate).count();
    if (duplicates < ENOUGH_TO_MEASURE || pairs.size() - duplicates < ENOUGH_TO_MEASURE) {
      throw new Bounds.Violation(
          "pairs",
          String.format(
              Locale.ROOT,
              "pairs must have at least %d of label 1 and %d of label 0, got %,d and %,d",
              ENOUGH_TO_MEASURE,
              ENOUGH_TO_MEASURE,
              duplicates,
              pairs.size() - duplicates));
    }
  }

  /// What guards tell apart teaches no weights.
  private static void requireBoth(List<LabelledFeatures> rows) {
    long plain = rows.stream().filter(row -> !row.guarded()).count();
    long duplicates = rows.stream().filter(row -> !row.guarded() && row.duplicate()).count();
    if (duplicates < ENOUGH_TO_MEASURE || plain - duplicates < ENOUGH_TO_MEASURE) {
      throw new Bounds.Violation(
          "pairs",
          String.format(
              Locale.ROOT,
              "pairs that no guard tells apart must be at least %d of label 1 and %d of label 0, got %,d and %,d: "
                  + "where all that differ do so by a number, a \"not\" or an opposite, the similarity teaches nothing",
              ENOUGH_TO_MEASURE,
              ENOUGH_TO_MEASURE,
              duplicates,
              plain - duplicates));
    }
  }

  /// Embeds pairs and compares their words, for those who learn from some of them again and again.
  ///
  /// @param done hears how many pairs are embedded
  public List<LabelledFeatures> rows(List<LabelledPair> pairs, LongConsumer done) {
    CosineScale scale = encoder.scale();
    double[] cosines = PairCosines.of(pairs, LabelledPair::text1, LabelledPair::text2, encoder, Prompt.DOCUMENT, done);
    return IntStream.range(0, cosines.length)
        .mapToObj(i -> LabelledFeatures.of(pairs.get(i), scale.standard(cosines[i])))
        .toList();
  }

  private static double guardFactor(List<LabelledFeatures> rows, boolean learn) {
    List<LabelledFeatures> guarded = rows.stream().filter(LabelledFeatures::guarded).toList();
    if (!learn || guarded.size() < ENOUGH_GUARDED) {
      return DEFAULT_GUARD_FACTOR;
    }
    return (double) guarded.stream().filter(LabelledFeatures::duplicate).count() / guarded.size();
  }

  /// The weights that pairs teach alone. The guarded ones would teach that a high similarity is worth little.
  public static LogisticByKind fit(List<LabelledFeatures> rows) {
    List<LabelledFeatures> plain = rows.stream().filter(row -> !row.guarded()).toList();
    return LogisticByKind.fit(
        plain.stream().map(LabelledFeatures::features).toList(),
        plain.stream().map(LabelledFeatures::duplicate).toList());
  }

  private static Bounds.Violation unreachable(List<Cut> cuts, float targetPrecision) {
    return new Bounds.Violation(
        "target_precision",
        String.format(
            Locale.ROOT,
            "no threshold reaches a precision of %s on these pairs, the highest is %.3f",
            targetPrecision,
            cuts.stream().mapToDouble(cut -> cut.precision().value()).max().orElse(0)));
  }
}
