package io.doppel.bench.encoding;

import io.doppel.bench.Latency;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.doppel.encoder.TinyModel;
import io.doppel.encoder.onnx.EncoderSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuningTest {

  private static final EncoderSettings STANDARD = new EncoderSettings(2, 1, 256);
  private static final EncoderSettings OTHER = new EncoderSettings(1, 2, 256);
  private static final Fidelity SAME = new Fidelity(1, 1, 1);

  @TempDir private Path models;

  @Test
  void other_settings_are_chosen_only_where_they_are_clearly_faster() {
    MeasuredSettings standard = trial(STANDARD, 100, 4.0);
    assertThat(Tuning.fastest(List.of(standard, trial(OTHER, 102, 4.0)), STANDARD)).isSameAs(standard);
    assertThat(Tuning.fastest(List.of(standard, trial(OTHER, 110, 9.0)), STANDARD).settings()).isEqualTo(OTHER);
    assertThat(Tuning.quickest(List.of(standard, trial(OTHER, 50, 3.9)), STANDARD)).isSameAs(standard);
    assertThat(Tuning.quickest(List.of(standard, trial(OTHER, 50, 3.0)), STANDARD).settings()).isEqualTo(OTHER);
  }

  @Test
  void a_faster_median_counts_only_where_most_rounds_agree() {
    MeasuredSettings standard = rounds(STANDARD, 100, 100, 100, 100, 100);
    MeasuredSettings lucky = rounds(OTHER, 90, 95, 130, 140, 150);
    MeasuredSettings reliable = rounds(OTHER, 99, 110, 120, 110, 120);
    assertThat(Tuning.fastest(List.of(standard, lucky), STANDARD)).isSameAs(standard);
    assertThat(Tuning.fastest(List.of(standard, lucky, reliable), STANDARD)).isSameAs(reliable);
  }

  @Test
  void runs_and_threads_share_out_the_cores() {
    assertThat(Tuning.shapes(new EncoderSettings(6, 1, 256)))
        .containsExactly(
            new EncoderSettings(6, 1, 256),
            new EncoderSettings(3, 2, 256),
            new EncoderSettings(2, 4, 256),
            new EncoderSettings(1, 6, 256));
    assertThat(Tuning.shapes(new EncoderSettings(1, 1, 256))).containsExactly(new EncoderSettings(1, 1, 256));
  }

  @Test
  void a_twin_must_be_faster_near_and_independent_of_the_batch() {
    assertThat(judged(110, new Fidelity(0.996, 0.95, 1)).twinIsWorthIt()).isTrue();
    assertThat(judged(101, new Fidelity(0.996, 0.95, 1)).twinIsWorthIt()).as("no faster").isFalse();
    assertThat(judged(250, new Fidelity(0.99, 0.95, 1)).twinIsWorthIt()).as("too far away").isFalse();
    assertThat(judged(250, new Fidelity(0.999, 0.99, 0.97)).twinIsWorthIt()).as("depends on the batch").isFalse();
    assertThat(judged(250, SAME).twinSpeed()).isEqualTo(2.5);
  }

  @Test
  void every_shape_every_budget_and_the_twin_are_measured() throws IOException {
    TinyModel.write(models, "tiny");
    TinyModel.write(models, "tiny-q");
    List<String> texts = List.of("a dog", "a cat on the road", "the big ship");
    Tuning tuning =
        Tuning.run(models.resolve("tiny"), Optional.of(models.resolve("tiny-q")), texts, Duration.ofMillis(100));
    int shapes = Tuning.shapes(EncoderSettings.standard()).size();
    assertThat(tuning.trials()).hasSize(shapes + 4 + 2);
    assertThat(tuning.trials()).allSatisfy(trial -> assertThat(trial.textsPerSecond()).hasSizeGreaterThanOrEqualTo(5));
    assertThat(tuning.trials())
        .allSatisfy(
            trial -> {
              assertThat(trial.fidelity().mean()).isEqualTo(1, within(1e-5));
              assertThat(trial.fidelity().leastInBatch()).isEqualTo(1, within(1e-5));
            });
    assertThat(tuning.twin()).map(MeasuredSettings::model).contains("tiny-q");
    assertThat(tuning.trials()).extracting(MeasuredSettings::settings).contains(withoutQueryThreads(tuning.best()));
  }

  private static MeasuredSettings rounds(EncoderSettings settings, double... speeds) {
    List<Double> textsPerSecond = Arrays.stream(speeds).boxed().toList();
    return new MeasuredSettings("model", settings, textsPerSecond, new Latency(List.of(1.0)), SAME);
  }

  private static EncoderSettings withoutQueryThreads(EncoderSettings settings) {
    return new EncoderSettings(settings.workers(), settings.threadsPerRun(), settings.tokenBudget());
  }

  private static Tuning judged(double twinSpeed, Fidelity fidelity) {
    MeasuredSettings twin =
        new MeasuredSettings(
            "q", STANDARD, List.of(twinSpeed), new Latency(List.of(1.0)), fidelity);
    return new Tuning(List.of(trial(STANDARD, 100, 1), twin), STANDARD, Optional.of(twin));
  }

  private static MeasuredSettings trial(EncoderSettings settings, double speed, double milliseconds) {
    return new MeasuredSettings("model", settings, List.of(speed), new Latency(List.of(milliseconds)), SAME);
  }
}
