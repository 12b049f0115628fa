package io.doppel.duplicates.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.doppel.duplicates.Decisions;
import io.doppel.duplicates.guard.Comparison;
import io.doppel.duplicates.judgement.Judge;
import io.doppel.duplicates.judgement.Judgement;
import io.doppel.encoder.CosineScale;
import io.doppel.encoder.Embedding;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.EncoderFingerprint;
import io.doppel.encoder.ForwardingEncoder;
import io.doppel.encoder.Prompt;
import io.doppel.engine.CollectionName;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.engine.TinyDoppel;
import io.doppel.engine.curation.Teaching;
import io.doppel.file.KeptFile;
import io.doppel.index.Passport;
import io.doppel.plagiarism.BagOfWordsEncoder;
import io.doppel.text.Bounds;
import io.doppel.text.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrationTest {

  private static final long SEED = 20_260_722;
  private static final List<String> WORDS =
      List.of("river", "bank", "bridge", "stone", "water", "boat", "ferry", "shore", "bird", "tree", "house", "road");

  @TempDir private Path folder;

  @Test
  void a_few_pairs_move_a_calibration_and_more_move_it_further() {
    double[] logOdds = new double[200];
    boolean[] labels = new boolean[200];
    Random random = new Random(SEED);
    for (int i = 0; i < 200; i++) {
      logOdds[i] = 3 * random.nextGaussian();
      // All is less probable than was believed.
      labels[i] = random.nextDouble() < 1 / (1 + Math.exp(-(logOdds[i] - 2)));
    }
    Shift none = Shift.fit(new double[0], new boolean[0], new double[0]);
    Shift few = Shift.fit(Arrays.copyOf(logOdds, 20), Arrays.copyOf(labels, 20), weights(20, 1));
    Shift many = Shift.fit(logOdds, labels, weights(labels.length, 1));
    assertThat(none).isEqualTo(new Shift(1, 0));
    assertThat(few.shift()).isLessThan(0).isGreaterThan(many.shift());
    assertThat(many.shift()).as("seed %d", SEED).isBetween(-2.6, -1.2);
    assertThat(many.stretch()).as("seed %d", SEED).isBetween(.6, 1.4);
  }

  @Test
  void decisions_teach_from_thirty_of_either_kind_on() throws IOException {
    try (Doppel doppel = TinyDoppel.open(folder)) {
      TinyDoppel.add(doppel, "questions", Document.of("a", "the river bank"));
      DocumentCollection collection = doppel.collection(new CollectionName("questions"));
      List<LabelledPair> pairs = pairs(400);
      decide(collection, pairs.subList(0, 40));
      assertThatThrownBy(() -> new Teaching(collection).learn(.9f, Optional.empty(), _ -> {}))
          .isInstanceOf(Bounds.Violation.class)
          .hasMessageContaining("at least 30 pairs that say the same and 30 that do not");
      decide(collection, pairs);
      CalibrationReport report = new Teaching(collection).learn(.9f, Optional.empty(), _ -> {});
      assertThat(report.calibration().pairs()).isEqualTo(400);
      assertThat(report.averagePrecision()).isGreaterThan(.9);
      assertThat(report.curve(50)).hasSizeLessThanOrEqualTo(50);
      assertThat(report.curve(50).getLast().recall().value()).isEqualTo(1);
    }
  }

  @Test
  void a_pair_that_stands_for_many_counts_as_much_as_they_would() {
    double[] logOdds = {-2, -1, 1, 2, 3};
    boolean[] labels = {false, true, false, true, true};
    Shift weighted = Shift.fit(logOdds, labels, new double[] {1, 1, 3, 1, 1});
    Shift repeated =
        Shift.fit(
            new double[] {-2, -1, 1, 1, 1, 2, 3},
            new boolean[] {false, true, false, false, false, true, true},
            weights(7, 1));
    assertThat(weighted.shift()).isCloseTo(repeated.shift(), within(1e-9));
    assertThat(weighted.stretch()).isCloseTo(repeated.stretch(), within(1e-9));
    double[] probabilities = {.9, .8, .7, .2};
    boolean[] real = {true, false, true, false};
    double[] twice = {1, 2, 1, 1};
    double[] alone = {.9, .8, .8, .7, .2};
    boolean[] labelsAlone = {true, false, false, true, false};
    assertThat(CalibrationReport.averagePrecision(probabilities, real, twice))
        .isCloseTo(CalibrationReport.averagePrecision(alone, labelsAlone, weights(5, 1)), within(1e-12));
    assertThat(Reliability.of(probabilities, real, twice).expectedCalibrationError())
        .isCloseTo(Reliability.of(alone, labelsAlone).expectedCalibrationError(), within(1e-12));
    Cut cut = Cut.at(Cut.all(probabilities, real, twice), .65);
    assertThat(cut.precision().value()).isEqualTo(.5);
    // Four pairs of which one counts twice tell less than four that count alike.
    assertThat(cut.precision().high() - cut.precision().low())
        .isGreaterThanOrEqualTo(Interval.of(2, 4).high() - Interval.of(2, 4).low());
  }

  private static double[] weights(int count, double each) {
    double[] weights = new double[count];
    Arrays.fill(weights, each);
    return weights;
  }

  private static void decide(DocumentCollection collection, List<LabelledPair> pairs) throws IOException {
    for (int i = 0; i < pairs.size(); i++) {
      LabelledPair pair = pairs.get(i);
      collection
          .decisions()
          .decide(
              new Decisions.Decision(
                  "a" + i,
                  "b" + i,
                  pair.duplicate() ? Decisions.Kind.MERGE : Decisions.Kind.APART,
                  pair.text1(),
                  pair.text2()));
    }
  }

  @Test
  void what_was_learned_tells_duplicates_from_others_and_stays_with_the_collection() throws IOException {
    try (Doppel doppel = TinyDoppel.open(folder)) {
      TinyDoppel.add(doppel, "questions", Document.of("a", "the river bank"));
      DocumentCollection collection = doppel.collection(new CollectionName("questions"));
      assertThat(collection.duplicates().warning())
          .hasValueSatisfying(
              warning -> assertThat(warning).contains("learned with another model"));

      CalibrationReport report = learner(doppel).learn(pairs(400), false, .9f, "made up", _ -> {});
      Calibration calibration = report.calibration();
      collection.calibrate(calibration);

      assertThat(calibration.pairs()).isEqualTo(400);
      assertThat(calibration.precision().value()).as("seed %d", SEED).isGreaterThanOrEqualTo(.9);
      assertThat(calibration.precision().low()).isLessThan(calibration.precision().value());
      Judge judge = Judge.of(calibration);
      assertThat(judge.judge("river bank bridge", "river bank bridge", 1).verdict()).isEqualTo(Verdict.DUPLICATE);
      assertThat(judge.judge("river bank bridge", "tree house road", .1).verdict()).isEqualTo(Verdict.DIFFERENT);
      TinyDoppel.add(doppel, "questions", Document.of("b", "another river"));
      assertThat(collection.judge().calibration()).isEqualTo(calibration);
      assertThat(collection.duplicates().warning()).isEmpty();
    }
    try (Doppel again = TinyDoppel.open(folder)) {
      assertThat(again.collection(new CollectionName("questions")).duplicates().warning()).isEmpty();
      again.delete(new CollectionName("questions"));
      TinyDoppel.add(again, "questions", Document.of("a", "the river bank"));
      assertThat(again.collection(new CollectionName("questions")).duplicates().warning()).isPresent();
    }
  }

  @Test
  void the_same_pairs_teach_the_same() throws IOException {
    try (Doppel doppel = TinyDoppel.open(folder)) {
      assertThat(learner(doppel).learn(pairs(200), false, .9f, "", _ -> {}))
          .isEqualTo(learner(doppel).learn(pairs(200), false, .9f, "", _ -> {}));
    }
  }

  @Test
  void a_guard_lowers_the_probability_and_says_why() throws IOException {
    try (Doppel doppel = TinyDoppel.open(folder)) {
      Calibration calibration = learner(doppel).learn(pairs(400), false, .9f, "", _ -> {}).calibration();
      Judge judge = Judge.of(calibration);
      Judgement judged = judge.judge("How do I turn on the water?", "How do I turn off the water?", .98);
      assertThat(judged.contrasts()).hasSize(1);
      assertThat(judged.probability())
          .isCloseTo(
              calibration.guardFactor()
                  * alone(calibration, "How do I turn on the water?", "How do I turn off the water?", .98),
              within(1e-9));
      assertThat(judged.verdict()).isEqualTo(Verdict.DIFFERENT);
    }
  }

  @Test
  void words_that_only_one_text_has_are_counted_in_whatever_form_they_stand() {
    assertThat(unshared("How do I fix a dripping tap?", "How can I fix the tap that drips?")).isZero();
    assertThat(unshared("How do I fix a dripping tap?", "How do I fix a dripping kitchen tap?")).isEqualTo(.1);
    assertThat(unshared("문이 왜 안 열리나요?", "문을 열려면 어떻게 하나요?")).isZero();
  }

  @Test
  void what_differs_between_long_texts_is_counted_for_each_forty_words() {
    String shared = "river bank bridge stone ";
    Features shorter = features(shared.repeat(3) + "boat", shared.repeat(3));
    Features longer = features((shared.repeat(3) + "boat ").repeat(4), shared.repeat(3).repeat(4));
    assertThat(shorter.unshared()).isEqualTo(.1);
    assertThat(longer.unshared()).isCloseTo(.4 * 40 / 100, within(1e-9));
    assertThat(1 - longer.lengthRatio()).isCloseTo((1 - shorter.lengthRatio()) * 40 / 100, within(.01));
    assertThat(features(shared.repeat(50), "").unshared()).isEqualTo(4);
  }

  private static double unshared(String text1, String text2) {
    return features(text1, text2).unshared();
  }

  /// The probability before any guard.
  private static double alone(Calibration calibration, String text1, String text2, double cosine) {
    return Judge.of(calibration).unguarded().judge(text1, text2, cosine).probability();
  }

  private static Features features(String text1, String text2) {
    return Features.of(Comparison.of(text1, text2), text1, text2, 1);
  }

  @Test
  void each_kind_of_text_has_weights_of_its_own_where_there_are_pairs_enough_of_it() throws IOException {
    try (Doppel doppel = TinyDoppel.open(folder)) {
      List<LabelledPair> pairs = new ArrayList<>(pairs(200));
      pairs.addAll(questions(200));
      pairs.add(new LabelledPair("강과 다리", "강과 다리", true));
      LogisticByKind learned = learner(doppel).learn(pairs, false, .9f, "", _ -> {}).calibration().logistic();
      assertThat(learned.own()).containsOnlyKeys(TextKind.PROSE, TextKind.QUESTION);
      Features korean = features("강에 다리가 있나요?", "다리는 강에 있나요?");
      assertThat(korean.kind()).isEqualTo(TextKind.KOREAN);
      assertThat(learned.probability(korean)).isEqualTo(learned.any().probability(korean));
    }
  }

  @Test
  void of_two_short_questions_the_similarity_alone_counts() throws IOException {
    try (Doppel doppel = TinyDoppel.open(folder)) {
      Calibration calibration = learner(doppel).learn(questions(200), false, .9f, "", _ -> {}).calibration();
      double alike = alone(calibration, "Where is the river?", "Where does the river lie?", .9);
      assertThat(alone(calibration, "Where is the river?", "How do I find that stream?", .9)).isEqualTo(alike);
      assertThat(alone(calibration, "Where is the river?", "How do I find that stream?", .5)).isLessThan(alike);
    }
  }

  @Test
  void a_calibration_of_another_model_judges_on_the_scale_of_this_one_and_says_so() throws IOException {
    try (Doppel doppel = TinyDoppel.open(folder)) {
      Path file = folder.resolve("calibration.json");
      Calibration learned = learner(doppel).learn(pairs(200), false, .9f, "", _ -> {}).calibration();
      CalibrationFile.write(learned, KeptFile.of(file));
      assertThat(CalibrationFile.of(KeptFile.of(file), doppel.passport(), doppel.encoder())).isEqualTo(learned);
      Passport other =
          Passport.of(
              new EncoderFingerprint("other", "a".repeat(64), "b".repeat(64), "mean", "", 128, 24),
              "sentences");
      CosineScale crowded = new CosineScale(.7, .95);
      Encoder encoder = new Scaled(doppel.encoder(), crowded);
      Calibration scaled = CalibrationFile.of(KeptFile.of(file), other, encoder);
      assertThat(scaled).isEqualTo(learned.on(crowded));
      double plain = learned.scale().own(.5);
      assertThat(alone(scaled, "river", "bank", crowded.own(.5)))
          .isCloseTo(alone(learned, "river", "bank", plain), within(1e-6));
      assertThat(CalibrationFile.warning(learned, doppel.passport())).isEmpty();
      assertThat(CalibrationFile.warning(scaled, other).orElseThrow())
          .startsWith(
              "probabilities and verdicts come from a calibration that was learned with another model "
                  + "(model_sha256 is ")
          .endsWith("); to learn one for this model: doppel calibrate");
      assertThat(CalibrationFile.of(KeptFile.of(folder.resolve("none.json")), other, encoder).scale())
          .isEqualTo(crowded);
    }
  }

  @Test
  void a_calibration_from_before_scales_were_measured_is_that_of_its_model_and_of_no_other() throws IOException {
    try (Doppel doppel = TinyDoppel.open(folder)) {
      Path file = folder.resolve("calibration.json");
      Calibration learned =
          learner(doppel)
              .learn(pairs(200), false, .9f, "", _ -> {})
              .calibration()
              .on(CosineScale.STANDARD);
      CalibrationFile.write(learned, KeptFile.of(file));
      String now = Files.readString(file);
      String before = now.replaceAll(",\\s*\"scale\" : \\{[^}]*\\}", "");
      assertThat(before).isNotEqualTo(now).doesNotContain("scale");
      Files.writeString(file, before);
      assertThat(CalibrationFile.of(KeptFile.of(file), doppel.passport(), doppel.encoder())).isEqualTo(learned);
      Passport other =
          Passport.of(
              new EncoderFingerprint("other", "a".repeat(64), "b".repeat(64), "mean", "", 128, 24),
              "sentences");
      CosineScale crowded = new CosineScale(.7, .95);
      assertThat(CalibrationFile.of(KeptFile.of(file), other, new Scaled(doppel.encoder(), crowded)))
          .isEqualTo(CalibrationFile.standard(other, new Scaled(doppel.encoder(), crowded)))
          .satisfies(used -> assertThat(used.origin()).isNotEqualTo(learned.origin()));
    }
  }

  /// Another encoder's scale on the same embeddings.
  private static final class Scaled extends ForwardingEncoder {
    private final CosineScale scale;

    Scaled(Encoder encoder, CosineScale scale) {
      super(encoder);
      this.scale = scale;
    }

    @Override
    public List<Embedding> encode(List<String> texts, Prompt prompt) {
      return encoder().encode(texts, prompt);
    }

    @Override
    public CosineScale scale() {
      return scale;
    }
  }

  @Test
  void a_damaged_calibration_is_named() throws IOException {
    Path file = folder.resolve("calibration.json");
    Files.writeString(file, "{\"origin\":");
    assertThatThrownBy(() ->
            CalibrationFile.of(KeptFile.of(file), Passport.of(tiny(), "sentences"), new BagOfWordsEncoder()))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + " is no calibration: ")
        .hasMessageEndingWith("; learn it anew with \"doppel calibrate\"");
  }

  @Test
  void pairs_that_cannot_teach_are_refused_with_a_sentence() throws IOException {
    try (Doppel doppel = TinyDoppel.open(folder)) {
      CalibrationLearner learner = learner(doppel);
      assertThatThrownBy(() -> learner.learn(pairs(99), false, .9f, "", _ -> {}))
          .isInstanceOf(Bounds.Violation.class)
          .hasMessage("pairs must be 100 to 1,000,000, got 99");
      assertThatThrownBy(() ->
              learner.learn(
                  Collections.nCopies(100, new LabelledPair("a", "b", true)),
                  false,
                  .9f,
                  "",
                  _ -> {}))
          .hasMessage("pairs must have at least 5 of label 1 and 5 of label 0, got 100 and 0");
      assertThatThrownBy(() -> learner.learn(pairs(200), false, 1.2f, "", _ -> {}))
          .hasMessage("target precision must be more than 0 and at most 1, got 1.2");
      assertThatThrownBy(() -> learner.learn(hopeless(), false, .99f, "", _ -> {}))
          .hasMessageStartingWith("no threshold reaches a precision of 0.99 on these pairs, the highest is ");
      List<LabelledPair> guarded = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        guarded.add(new LabelledPair("The cat sleeps by door " + i, "A cat sleeps by door " + i, true));
        guarded.add(new LabelledPair("We open at " + i + " o'clock", "We open at " + (i + 1) + " o'clock", false));
      }
      assertThatThrownBy(() -> learner.learn(guarded, false, .9f, "", _ -> {}))
          .isInstanceOf(Bounds.Violation.class)
          .hasMessageStartingWith("pairs that no guard tells apart must be at least 5 of label 1 and 5 of label 0");
    }
  }

  @Test
  void average_precision_knows_no_order_among_pairs_of_one_probability() {
    double[] alike = {.5, .5, .5, .5};
    double[] weights = {1, 1, 1, 1};
    assertThat(CalibrationReport.averagePrecision(alike, new boolean[] {true, true, false, false}, weights))
        .isEqualTo(CalibrationReport.averagePrecision(alike, new boolean[] {false, false, true, true}, weights))
        .isEqualTo(.5);
    double[] apart = {.9, .5, .5, .1};
    assertThat(CalibrationReport.averagePrecision(apart, new boolean[] {true, false, true, false}, weights))
        .isCloseTo((1 + 2 / 3.0) / 2, within(1e-12));
  }

  @Test
  void the_calibration_error_is_the_mean_distance_of_bins_from_the_truth() {
    Reliability reliability =
        Reliability.of(new double[] {.05, .05, .95, .95}, new boolean[] {false, true, true, true});
    assertThat(reliability.bins()).hasSize(2);
    assertThat(reliability.expectedCalibrationError()).isCloseTo((.45 + .05) / 2, within(1e-9));
  }

  @Test
  void an_interval_holds_the_share_and_shrinks_with_more_pairs() {
    Interval few = Interval.of(9, 10);
    Interval many = Interval.of(900, 1000);
    assertThat(few.value()).isEqualTo(many.value()).isEqualTo(.9);
    // Wilson's interval for 9 of 10.
    assertThat(few.low()).isCloseTo(.5958, within(1e-3));
    assertThat(few.high()).isCloseTo(.9821, within(1e-3));
    assertThat(many.high() - many.low()).isLessThan(few.high() - few.low());
  }

  private static CalibrationLearner learner(Doppel doppel) {
    return new CalibrationLearner(doppel.encoder(), doppel.passport());
  }

  private EncoderFingerprint tiny() {
    return new EncoderFingerprint("tiny", "a".repeat(64), "b".repeat(64), "mean", "", 128, 24);
  }

  /// Of duplicates one lacks a word; others share none.
  private static List<LabelledPair> pairs(int count) {
    Random random = new Random(SEED);
    List<LabelledPair> pairs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<String> words = new ArrayList<>(WORDS);
      Collections.shuffle(words, random);
      List<String> here = words.subList(0, 5);
      boolean duplicate = i % 2 == 0;
      List<String> there = duplicate ? here.subList(0, 4) : words.subList(5, 10);
      pairs.add(new LabelledPair(String.join(" ", here), String.join(" ", there), duplicate));
    }
    return pairs;
  }

  /// Of duplicates both ask for the same things; others ask for other things.
  private static List<LabelledPair> questions(int count) {
    return pairs(count).stream().map(CalibrationTest::question).toList();
  }

  private static LabelledPair question(LabelledPair pair) {
    String other = pair.duplicate() ? pair.text1() : pair.text2();
    return new LabelledPair("Where is the " + pair.text1() + "?", "How do I find the " + other + "?", pair.duplicate());
  }

  /// The same texts under either label.
  private static List<LabelledPair> hopeless() {
    List<LabelledPair> pairs = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      pairs.add(new LabelledPair("river", "bank", i % 2 == 0));
    }
    return pairs;
  }
}
