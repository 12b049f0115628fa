package io.doppel.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppel.bench.KeptBenchmarks.Entry;
import io.doppel.encoder.EncoderFingerprint;
import io.doppel.encoder.TinyModel;
import io.doppel.encoder.onnx.EncoderSettings;
import io.doppel.encoder.onnx.OnnxEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptBenchmarksTest {

  @TempDir Path models;
  private Path folder;
  private EncoderFingerprint model;

  @BeforeEach
  void load() throws IOException {
    folder = TinyModel.write(models, "tiny");
    try (OnnxEncoder encoder = OnnxEncoder.load(folder, EncoderSettings.standard())) {
      model = encoder.fingerprint();
    }
  }

  @Test
  void what_was_kept_is_read_again_and_nothing_else_is_left() throws IOException {
    Entry entry = entry("search", "wordnet", 0.99);
    KeptBenchmarks.of(folder, model).with(entry).write(folder);
    assertThat(KeptBenchmarks.of(folder, model).entries()).containsExactly(entry);
    assertThat(folder).isDirectoryNotContaining("glob:**benchmarks-*");
  }

  @Test
  void a_figure_that_there_is_not_is_none_when_it_is_read_again() throws IOException {
    Map<String, Object> figures = new HashMap<>();
    figures.put("passages", 1_000_000);
    figures.put("recall", null);
    Entry entry = new Entry("duplicates", "wordnet", "2026-01-01", "a machine", 0, List.of(figures));
    KeptBenchmarks.of(folder, model).with(entry).write(folder);
    assertThat(KeptBenchmarks.of(folder, model).entries()).containsExactly(entry);
  }

  @Test
  void a_run_takes_the_place_of_the_last_one_with_the_same_data_only() {
    KeptBenchmarks kept =
        new KeptBenchmarks(model.unnamed(), List.of())
            .with(entry("search", "wordnet", 0.98))
            .with(entry("search", "forum", 0.97))
            .with(entry("duplicates", "wordnet", 1.0))
            .with(entry("search", "wordnet", 0.99));
    assertThat(kept.entries())
        .containsExactly(
            entry("search", "forum", 0.97),
            entry("duplicates", "wordnet", 1.0),
            entry("search", "wordnet", 0.99));
  }

  @Test
  void the_oldest_are_forgotten() {
    List<Entry> entries =
        IntStream.rangeClosed(0, KeptBenchmarks.MOST)
            .mapToObj(i -> entry("search", "c" + i, 1))
            .toList();
    KeptBenchmarks kept = new KeptBenchmarks(model.unnamed(), entries);
    assertThat(kept.entries())
        .hasSize(KeptBenchmarks.MOST)
        .doesNotContain(entries.getFirst())
        .contains(entries.getLast());
    List<Map<String, Object>> lines =
        IntStream.range(0, 1_000).<Map<String, Object>>mapToObj(i -> Map.of("width", i)).toList();
    assertThat(new Entry("search", "wordnet", "2026-01-01", "a machine", 0, lines).results())
        .hasSize(KeptBenchmarks.MOST_RESULTS)
        .endsWith(lines.getLast());
  }

  @Test
  void figures_of_another_model_of_that_name_do_not_count() throws IOException {
    KeptBenchmarks kept = KeptBenchmarks.of(folder, model.withPooling("cls")).with(entry("search", "wordnet", 0.99));
    kept.write(folder);
    assertThat(KeptBenchmarks.of(folder, model).entries()).isEmpty();
    assertThat(KeptBenchmarks.of(folder, model.withPooling("cls"))).isEqualTo(kept);
  }

  @Test
  void figures_that_were_kept_by_the_weights_alone_do_not_count() throws IOException {
    Files.writeString(
        folder.resolve("benchmarks.json"), "{\"modelSha256\": \"%s\", \"entries\": []}".formatted(model.modelSha256()));
    assertThat(KeptBenchmarks.of(folder, model).model()).isEqualTo(model.unnamed());
  }

  @Test
  void a_file_that_holds_something_else_is_named() throws IOException {
    Path file = Files.writeString(folder.resolve("benchmarks.json"), "{\"entries\":7}");
    assertThatThrownBy(() -> KeptBenchmarks.of(folder, model))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString());
  }

  private static Entry entry(String benchmark, String data, double recall) {
    return new Entry(benchmark, data, "2026-01-01", "a machine", 0.5, List.of(Map.of("width", 64, "recall", recall)));
  }
}
