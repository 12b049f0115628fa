package io.doppel.bench.encoding;

import io.doppel.bench.Latency;
import io.doppel.bench.Run;
import io.doppel.bench.Selection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.doppel.bench.encoding.EncodingSpeed.Round;
import io.doppel.encoder.EncodingWork;
import io.doppel.encoder.Prompt;
import io.doppel.encoder.TinyModel;
import io.doppel.encoder.onnx.EncoderSettings;
import io.doppel.encoder.onnx.runtime.MatrixProduct;
import io.doppel.encoder.onnx.OnnxEncoder;
import io.doppel.vector.Quantiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncodingBenchmarkTest {

  @TempDir private Path models;

  @Test
  void a_share_of_the_peak_is_taken_within_a_round_and_then_the_median() {
    EncodingWork work = new EncodingWork(100, 110, 9e9);
    // The machine was half as fast in the second round, and the encoder was disturbed in the third.
    EncodingSpeed speed =
        new EncodingSpeed(
            10,
            work,
            0,
            List.of(
                new Round(new Run(1, 0.9), 1e10, new Run(1, 0.9)),
                new Round(new Run(2, 1), 1e10, new Run(2, 1)),
                new Round(new Run(1, 1), 1e10, new Run(4, 1))));
    assertThat(speed.shareOfPeak()).isEqualTo(0.9);
    assertThat(speed.shareOfPeakByProcessorTime()).isEqualTo(0.9);
    assertThat(speed.textsPerSecond()).isEqualTo(5);
    assertThat(speed.tokensPerSecond()).isEqualTo(50);
    assertThat(speed.gigaflops()).isEqualTo(4.5);
    assertThat(speed.peakGigaflops()).isEqualTo(10);
    assertThat(work.padding()).isEqualTo(1.0 / 11, within(1e-9));
  }

  @Test
  void all_texts_are_measured_where_there_is_time_and_three_rounds_where_there_is_none() throws IOException {
    List<String> texts = IntStream.range(0, 40).mapToObj("the dog runs "::repeat).toList();
    try (OnnxEncoder encoder = encoder();
        MatrixProduct product = new MatrixProduct()) {
      EncodingBenchmark benchmark = new EncodingBenchmark(encoder, product);
      EncodingSpeed enough = benchmark.measure(texts, Duration.ofSeconds(1));
      assertThat(enough.texts()).isEqualTo(40);
      assertThat(enough.work()).isEqualTo(encoder.work(texts, Prompt.DOCUMENT));
      assertThat(enough.greatestDifference()).isLessThan(1e-5);
      assertThat(enough.rounds())
          .hasSizeBetween(3, 5)
          .allSatisfy(round -> assertThat(round.productOperations()).isPositive())
          .allSatisfy(round -> assertThat(round.encoding().seconds()).isPositive());
      EncodingSpeed hurried = benchmark.measure(texts, Duration.ZERO);
      assertThat(hurried.texts()).isEqualTo(40);
      assertThat(hurried.rounds()).hasSize(3);
    }
  }

  @Test
  void fewer_texts_are_taken_at_even_distances() {
    List<String> texts = List.of("a", "b", "c", "d", "e", "f", "g", "h", "i");
    assertThat(Selection.evenly(texts, 3)).containsExactly("a", "d", "g");
    assertThat(Selection.evenly(texts, 100)).isEqualTo(texts);
    assertThat(Selection.evenly(texts, 0)).containsExactly("a");
  }

  @Test
  void every_encoder_is_asked_the_same_number_of_queries() throws IOException {
    try (OnnxEncoder encoder = encoder()) {
      List<Latency> latencies =
          LatencyBenchmark.measure(List.of(encoder, encoder), List.of("dog", "cat"), Duration.ZERO);
      assertThat(latencies).hasSize(2);
      assertThat(latencies).allSatisfy(one -> assertThat(one.milliseconds()).hasSize(30));
      assertThat(latencies).allSatisfy(one -> assertThat(one.p99()).isGreaterThanOrEqualTo(one.p50()).isPositive());
    }
  }

  @Test
  void a_quantile_is_a_value_that_was_measured() {
    List<Double> values = IntStream.rangeClosed(1, 100).mapToObj(Double::valueOf).toList();
    assertThat(Quantiles.of(values).at(0.5)).isEqualTo(50);
    assertThat(Quantiles.of(values).at(0.99)).isEqualTo(99);
    assertThat(Quantiles.of(values).at(0)).isEqualTo(1);
    assertThat(Quantiles.of(List.of(3.0)).at(1)).isEqualTo(3);
    assertThat(Quantiles.of(List.of(3.0, 1.0, 2.0)).median()).isEqualTo(2);
  }

  private OnnxEncoder encoder() throws IOException {
    TinyModel.write(models, "tiny");
    return OnnxEncoder.load(models.resolve("tiny"), new EncoderSettings(2, 1, 64));
  }
}
