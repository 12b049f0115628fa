package io.doppel.duplicates.judgement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.doppel.duplicates.DuplicateQuery;
import io.doppel.duplicates.TextPair;
import io.doppel.duplicates.calibration.Calibration;
import io.doppel.duplicates.calibration.CalibrationFile;
import io.doppel.duplicates.calibration.CalibrationLearner;
import io.doppel.duplicates.calibration.CalibrationReport;
import io.doppel.duplicates.calibration.LabelledPair;
import io.doppel.duplicates.calibration.SecondJudge;
import io.doppel.duplicates.calibration.SecondOpinion;
import io.doppel.duplicates.calibration.SecondTrial;
import io.doppel.duplicates.mining.Mined;
import io.doppel.duplicates.mining.MinedPairs;
import io.doppel.encoder.FakeCrossEncoder;
import io.doppel.encoder.TinyCrossEncoder;
import io.doppel.engine.CollectionName;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.engine.TinyDoppel;
import io.doppel.file.KeptFile;
import io.doppel.text.Bounds;
import io.doppel.text.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Pairs are duplicates where their first words are the same, which the encoder hardly sees.
class SecondJudgeTest {

  private static final long SEED = 20_261_130;
  private static final List<String> WORDS =
      List.of("river", "bank", "bridge", "stone", "water", "boat", "ferry", "shore", "bird", "tree", "house", "road");

  @TempDir private Path folder;

  private static SecondJudge saying(ToDoubleBiFunction<String, String> logit) {
    return new SecondJudge(new FakeCrossEncoder("reader", logit));
  }

  private static double knowing(String query, String text) {
    return (isSame(query, text) ? 2 : -2) + query.length() / 100.0;
  }

  private static boolean isSame(String text1, String text2) {
    return first(text1).equals(first(text2));
  }

  private static String first(String text) {
    return text.substring(0, text.indexOf(' '));
  }

  private static List<LabelledPair> pairs(int count) {
    Random random = new Random(SEED);
    List<LabelledPair> pairs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String one = text(random);
      String other = text(random);
      if (random.nextBoolean()) {
        other = first(one) + other.substring(other.indexOf(' '));
      }
      pairs.add(new LabelledPair(one, other, isSame(one, other)));
    }
    return pairs;
  }

  private static String text(Random random) {
    List<String> words = new ArrayList<>(WORDS);
    Collections.shuffle(words, random);
    return String.join(" ", words.subList(0, 4));
  }

  private static CalibrationReport learn(Doppel doppel, Optional<SecondJudge> second) {
    return new CalibrationLearner(doppel.encoder(), doppel.passport(), second)
        .learn(pairs(600), false, .6f, "made up", _ -> {});
  }

  @Test
  void one_that_knows_better_is_kept_and_asked_where_the_calibration_is_uncertain() throws IOException {
    try (Doppel doppel = TinyDoppel.open(folder)) {
      SecondJudge second = saying(SecondJudgeTest::knowing);
      CalibrationReport report = learn(doppel, Optional.of(second));
      SecondTrial trial = report.second().orElseThrow();
      assertThat(trial.kept()).isTrue();
      assertThat(trial.model()).isEqualTo("reader");
      assertThat(trial.asked()).isBetween(100, 600);
      assertThat(trial.logLoss()).isLessThan(trial.logLossAlone() / 2);
      assertThat(trial.averagePrecision()).isGreaterThan(trial.averagePrecisionAlone()).isGreaterThan(.9);
      assertThat(report.averagePrecision()).isEqualTo(trial.averagePrecision());
      // What it adds is the only difference.
      CalibrationReport alone = learn(doppel, Optional.empty());
      assertThat(alone.second()).isEmpty();
      assertThat(alone.averagePrecision()).isEqualTo(trial.averagePrecisionAlone());
      assertThat(report.calibration().logistic()).isEqualTo(alone.calibration().logistic());

      Judge judge = new Judge(report.calibration(), Optional.of(second));
      Judge first = Judge.of(report.calibration());
      int uncertain = 0;
      for (LabelledPair pair : pairs(600)) {
        double cosine = doppel.similarity().compare(new TextPair(pair.text1(), pair.text2())).similarity();
        Judgement before = first.judge(pair.text1(), pair.text2(), cosine);
        Judgement both = judge.judge(pair.text1(), pair.text2(), cosine);
        boolean wanted = before.contrasts().isEmpty() && SecondOpinion.isWanted(before.probability());
        assertThat(both.first().isPresent()).isEqualTo(wanted);
        assertThat(judge.judge(pair.text2(), pair.text1(), cosine).probability()).isEqualTo(both.probability());
        if (wanted) {
          uncertain++;
          assertThat(both.first()).hasValue(before.probability());
          assertThat(both.probability() > .5).isEqualTo(pair.duplicate());
        } else {
          assertThat(both).isEqualTo(before);
        }
      }
      assertThat(uncertain).isEqualTo(trial.asked());
    }
  }

  @Test
  void one_that_says_nothing_or_the_contrary_is_not_kept_and_changes_nothing() throws IOException {
    try (Doppel doppel = TinyDoppel.open(folder)) {
      CalibrationReport alone = learn(doppel, Optional.empty());
      for (SecondJudge useless :
          List.of(
              saying((_, _) -> 3),
              saying((query, text) -> -knowing(query, text)),
              saying((_, _) -> Double.NaN))) {
        CalibrationReport report = learn(doppel, Optional.of(useless));
        assertThat(report.second().orElseThrow().kept()).isFalse();
        assertThat(report.calibration()).isEqualTo(alone.calibration());
      }
    }
  }

  @Test
  void noise_is_hardly_ever_kept_and_what_is_kept_is_what_is_learned() throws IOException {
    int kept = 0;
    try (Doppel doppel = TinyDoppel.open(folder)) {
      for (int seed = 0; seed < 40; seed++) {
        Random random = new Random(SEED + seed);
        CalibrationReport report =
            new CalibrationLearner(
                    doppel.encoder(), doppel.passport(), Optional.of(saying((_, _) -> random.nextGaussian())))
                .learn(pairs(150), false, .3f, "noise", _ -> {});
        boolean told = report.second().orElseThrow().kept();
        assertThat(report.calibration().secondOpinion().isPresent()).as("seed %d", seed).isEqualTo(told);
        kept += told ? 1 : 0;
      }
    }
    assertThat(kept).as("seeds from %d on", SEED).isLessThanOrEqualTo(4);
  }

  @Test
  void what_it_said_is_remembered_and_no_pair_jumps_over_another_at_the_ends_of_the_band() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    SecondJudge second =
        saying(
            (query, text) -> {
              asked.incrementAndGet();
              return knowing(query, text);
            });
    assertThat(second.score("river bank", "river boat")).isEqualTo(second.score("river boat", "river bank"));
    assertThat(asked).hasValue(2);
    SecondOpinion opinion = new SecondOpinion("reader", "f", -.6, .7, .4);
    for (double end : new double[] {.1, .9}) {
      double logOdds = Math.log(end / (1 - end));
      assertThat(opinion.probability(logOdds, 5)).isCloseTo(end, within(1e-6));
      assertThat(opinion.probability(logOdds, -5)).isCloseTo(end, within(1e-6));
    }
    assertThat(opinion.probability(0, 5)).isGreaterThan(.7);
    assertThatThrownBy(() -> new SecondOpinion("a\nb", "f", 0, 1, 1))
        .hasMessage("a second opinion needs the name and the fingerprint of a model, of up to 255 letters");
  }

  @Test
  void a_folder_that_does_not_say_what_it_is_holds_up_nobody() throws IOException {
    try (Doppel doppel = TinyDoppel.open(folder)) {
      TinyCrossEncoder.write(folder.resolve("models"), "reader");
      Files.createDirectories(folder.resolve("models/stranger"));
      Files.writeString(folder.resolve("models/stranger/config.json"), "{");
      assertThat(doppel.secondJudges().secondJudge()).isPresent();
      assertThatThrownBy(() -> doppel.secondJudges().secondJudge("absent"))
          .hasMessage("there is no model \"absent\"; installed are reader");
    }
  }

  @Test
  void where_a_guard_fires_or_the_logit_is_no_number_the_first_judgement_stands() throws IOException {
    try (Doppel doppel = TinyDoppel.open(folder)) {
      Calibration learned = learn(doppel, Optional.of(saying(SecondJudgeTest::knowing))).calibration();
      AtomicInteger asked = new AtomicInteger();
      SecondJudge numberless =
          saying(
              (_, _) -> {
                asked.incrementAndGet();
                return Double.NaN;
              });
      Judge judge = new Judge(learned, Optional.of(numberless));
      Judgement guarded = judge.judge("the boat is old", "the boat is not old", uncertain(learned));
      assertThat(guarded.contrasts()).isNotEmpty();
      assertThat(asked).hasValue(0);
      Judgement plain = judge.judge("river bank stone", "river boat tree", uncertain(learned));
      assertThat(plain.contrasts()).isEmpty();
      assertThat(asked.get()).isPositive();
      assertThat(plain).isEqualTo(Judge.of(learned).judge("river bank stone", "river boat tree", uncertain(learned)));
    }
  }

  /// A cosine by which two texts with one of three words in common are as likely duplicates as not.
  private static double uncertain(Calibration calibration) {
    double low = -1;
    double high = 1;
    Judge judge = Judge.of(calibration);
    for (int i = 0; i < 50; i++) {
      double middle = (low + high) / 2;
      if (judge.judge("river bank stone", "river boat tree", middle).probability() < .5) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  @Test
  void what_was_learned_of_it_is_kept_in_the_file_and_files_without_it_are_as_before() throws IOException {
    try (Doppel doppel = TinyDoppel.open(folder)) {
      KeptFile file = KeptFile.of(folder.resolve("calibration.json"));
      Optional<SecondJudge> knowing = Optional.of(saying(SecondJudgeTest::knowing));
      for (Optional<SecondJudge> second : List.of(knowing, Optional.<SecondJudge>empty())) {
        Calibration learned = learn(doppel, second).calibration();
        CalibrationFile.write(learned, file);
        assertThat(Files.readString(folder.resolve("calibration.json")).contains("second_opinion"))
            .isEqualTo(second.isPresent());
        assertThat(CalibrationFile.of(file, doppel.passport(), doppel.encoder())).isEqualTo(learned);
      }
    }
  }

  @Test
  void a_real_one_judges_a_collection_and_where_it_is_gone_the_answer_says_so() throws IOException {
    Path models = folder.resolve("models");
    TinyCrossEncoder.write(models, "reader");
    CollectionName things = new CollectionName("things");
    MinedPairs with;
    try (Doppel doppel = TinyDoppel.open(folder)) {
      Random random = new Random(SEED);
      TinyDoppel.add(
          doppel,
          "things",
          IntStream.range(0, 60).mapToObj(i -> Document.of("d" + i, text(random))).toArray(Document[]::new));
      DocumentCollection collection = doppel.collection(things);
      SecondJudge second = doppel.secondJudges().secondJudge().orElseThrow();
      assertThat(doppel.secondJudges().chosen(Optional.of("reader"))).contains(second);
      assertThat(doppel.secondJudges().chosen(Optional.of("none"))).isEmpty();
      assertThatThrownBy(() -> doppel.secondJudges().chosen(Optional.of("stranger")))
          .isInstanceOf(Bounds.Violation.class)
          .hasMessage("there is no model \"stranger\"; installed are reader");

      Calibration alone = learn(doppel, Optional.empty()).calibration();
      SecondOpinion opinion =
          new SecondOpinion(second.name(), second.fingerprint(), -1, 1, .02);
      collection.calibrate(with(alone, opinion));
      assertThat(collection.judge().opinion()).contains(opinion);
      assertThat(collection.duplicates().warning()).isEmpty();
      assertThat(
              collection.duplicates().check(new DuplicateQuery("river bank water boat", .1f, 20)).candidates().stream()
                  .filter(candidate -> candidate.judgement().orElseThrow().first().isPresent()))
          .isNotEmpty();
      Mined mined = collection.mining().mine(.1f, _ -> {}, () -> false);
      with = mined.pairs();
      for (int place = 0; place < with.size(); place++) {
        MinedPairs.Pair pair = with.get(place);
        Judgement judged =
            collection.duplicates().pair(with.id(pair.first()), with.id(pair.second())).orElseThrow()
                .judgement().orElseThrow();
        assertThat((float) judged.probability()).isEqualTo(pair.probability());
      }
    }
    TinyCrossEncoder.write(models, "other");
    try (Doppel doppel = TinyDoppel.open(folder)) {
      assertThat(doppel.secondJudges().secondJudge()).as("nobody says which of two").isEmpty();
      assertThat(doppel.collection(things).secondJudge(Optional.empty()).orElseThrow().name()).isEqualTo("reader");
      assertThat(doppel.collection(things).judge().opinion()).isPresent();
    }
    Files.delete(models.resolve("reader/model.onnx"));
    try (Doppel doppel = TinyDoppel.open(folder)) {
      DocumentCollection collection = doppel.collection(things);
      assertThat(collection.judge().opinion()).isEmpty();
      assertThat(collection.duplicates().warning())
          .hasValueSatisfying(warning -> assertThat(warning).contains("\"reader\"").contains("without it"));
      MinedPairs without = collection.mining().mine(.1f, _ -> {}, () -> false).pairs();
      assertThat(without.size()).isEqualTo(with.size());
      assertThat(probabilities(without)).isNotEqualTo(probabilities(with));
    }
  }

  private static List<Float> probabilities(MinedPairs pairs) {
    List<Float> probabilities = new ArrayList<>();
    for (int place = 0; place < pairs.size(); place++) {
      probabilities.add(pairs.get(place).probability());
    }
    return probabilities;
  }

  private static Calibration with(Calibration alone, SecondOpinion opinion) {
    return new Calibration(
        alone.origin(),
        alone.passport(),
        alone.pairs(),
        alone.duplicates(),
        alone.logistic(),
        alone.guardFactor(),
        alone.targetPrecision(),
        alone.threshold(),
        alone.precision(),
        alone.recall(),
        alone.calibrationError(),
        alone.scale(),
        Optional.of(opinion));
  }
}
