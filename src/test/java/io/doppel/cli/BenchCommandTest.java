package io.doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.cli.TinyCommandLine.Run;
import io.doppel.encoder.TinyModel;
import io.doppel.encoder.TinyTransformer.Family;
import io.doppel.encoder.TinyTransformer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The measurements of speed from the outside.
class BenchCommandTest {

  @TempDir Path folder;

  private TinyCommandLine line;

  @BeforeEach
  void writeModel() throws IOException {
    line = TinyCommandLine.in(folder);
  }

  @Test
  void encoding_is_measured_for_each_file_of_texts() throws IOException {
    Path lines = Files.writeString(folder.resolve("lines.txt"), "a dog\na cat on the road\na dog\n");
    Path documents = Files.writeString(folder.resolve("documents.jsonl"), "{\"id\":\"1\",\"title\":\"a ship\"}\n");
    Run run =
        run("encode", "--seconds", "1", "--json", "--texts", lines.toString(), "--texts", documents.toString());
    assertThat(run.exit()).as(run.err()).isZero();
    List<JsonNode> speeds = run.lines();
    assertThat(speeds)
        .extracting(speed -> speed.at("/texts").asString())
        .containsExactly("lines.txt", "documents.jsonl");
    JsonNode speed = speeds.getFirst();
    assertThat(speed.at("/model").asString()).isEqualTo("tiny");
    assertThat(speed.at("/count").asInt()).isEqualTo(2);
    assertThat(speed.at("/tokens").asInt()).isEqualTo(4 + 7);
    assertThat(speed.at("/texts_per_second").asDouble()).isPositive();
    assertThat(speed.at("/peak_gflops").asDouble()).isPositive();
    assertThat(speed.at("/greatest_difference").asDouble()).isLessThan(1e-5);
    assertThat(speed.at("/runs").size()).isBetween(3, 5);
    assertThat(speed.at("/latency/0/threads").asInt()).isEqualTo(1);
    assertThat(speed.at("/latency/0/p50_ms").asDouble()).isPositive();
  }

  @Test
  void without_a_file_the_samples_are_measured_and_shown_for_people() {
    Run run = run("encode", "--seconds", "1");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out())
        .containsPattern("tiny: \\d+ runs? at a time, 1 thread each, batches of 256 tokens")
        .containsPattern("sample questions: [\\d, of]+ texts, [\\d.]+ tokens each, [\\d.]+ % padding")
        .containsPattern("passages of the sample essays: ")
        .containsPattern("one text with 1 thread: p50 [\\d.]+ ms, p99 [\\d.]+ ms");
  }

  @Test
  void indexing_is_measured_beside_pure_encoding_and_leaves_nothing_behind() throws IOException {
    Path lines = Files.writeString(folder.resolve("lines.txt"), "a dog\na cat on the road\na ship\n");
    Run run = run("index", "--seconds", "1", "--json", "--texts", lines.toString());
    assertThat(run.exit()).as(run.err()).isZero();
    JsonNode speed = run.json();
    assertThat(speed.at("/documents").asInt()).isEqualTo(3);
    assertThat(speed.at("/found").asDouble()).isEqualTo(1);
    assertThat(speed.at("/passages").asInt()).isEqualTo(3);
    assertThat(speed.at("/indexing_to_encoding").asDouble()).isPositive();
    assertThat(speed.at("/runs").size()).isBetween(3, 5);
    assertThat(run("index", "--seconds", "1").out()).contains("samples: ").contains("times as long as pure encoding");
  }

  @Test
  void finding_duplicates_is_measured_in_both_ways() throws IOException {
    Path lines =
        Files.writeString(
            folder.resolve("lines.txt"),
            "a dog on the road\na ship on the sea\na ship on sea\na cat\n");
    assertThat(line.run("index", "-c", "lines", "--format", "lines", lines.toString()).exit()).isZero();
    Run run = run("duplicates", "--threshold", "-1", "--json", "lines");
    assertThat(run.exit()).as(run.err()).isZero();
    JsonNode speed = run.json();
    assertThat(speed.at("/passages").asInt()).isEqualTo(4);
    assertThat(speed.at("/pairs").asInt()).isEqualTo(6);
    assertThat(speed.at("/recall").asDouble()).isEqualTo(1);
    JsonNode kept = kept();
    assertThat(kept.at("/benchmark").asString()).isEqualTo("duplicates");
    assertThat(kept.at("/data").asString()).isEqualTo("lines");
    assertThat(kept.at("/machine").asString()).isEqualTo(speed.at("/machine").asString());
    assertThat(kept.at("/results/0/pairs").asInt()).isEqualTo(6);
    assertThat(run("duplicates", "--exact-up-to", "3", "lines").out())
        .containsPattern("passages +pairs +recall +s .*\n +4 +\\d +[\\d.]+ +[\\d.]+\\s*$");
    Run copies = run("duplicates", "--up-to", "1000", "--json", "lines");
    assertThat(copies.exit()).as(copies.err()).isZero();
    assertThat(copies.json().at("/passages").asInt()).isEqualTo(1000);
    assertThat(copies.json().at("/pairs").asInt()).isGreaterThan(900);
    assertThat(copies.json().at("/recall").asDouble()).isGreaterThan(.9);
    assertThat(run("duplicates", "--up-to", "999", "lines").err()).contains("up-to must be 1000 to 10000000, got 999");
    assertThat(folder.resolve("index")).isDirectoryNotContaining("glob:**.bench-*");
  }

  @Test
  void training_is_measured_beside_embedding_with_its_memory_and_whether_its_gradients_are_right() throws IOException {
    TinyTransformer.write(folder.resolve("models/learner"), Family.BERT);
    Path lines = Files.writeString(folder.resolve("lines.txt"), "the cat\na dog\nold bridge\nmilk and salt\nbread\n");
    Run run =
        run("training", "--model", "learner", "--method", "full", "--seconds", "1", "--json", "--texts", "" + lines);
    assertThat(run.exit()).as(run.err()).isZero();
    JsonNode speed = run.json();
    assertThat(speed.at("/count").asInt()).isEqualTo(4);
    assertThat(speed.at("/texts_per_second").asDouble()).isPositive();
    assertThat(speed.at("/training_to_embedding").asDouble()).isPositive();
    assertThat(speed.at("/gradient_error").asDouble()).isLessThan(0.02);
    assertThat(speed.at("/stated_megabytes").asInt()).isPositive();
    assertThat(speed.at("/runs").size()).isBetween(3, 5);
    assertThat(run("training", "--method", "adapter").err()).contains("--method is lora, layers or full");
    Path few = Files.writeString(folder.resolve("few.txt"), "a dog\na cat\n");
    Run refused = run("training", "--model", "learner", "--texts", few.toString());
    assertThat(refused.exit()).isNotZero();
    assertThat(refused.err()).contains("at least 4 different texts are needed to learn from, got 2");
  }

  @Test
  void searches_are_measured_as_they_are_and_for_each_storage() throws IOException {
    String dogs = IntStream.range(0, 40).mapToObj("dog number %d\n"::formatted).collect(Collectors.joining());
    Path file = Files.writeString(folder.resolve("dogs.txt"), dogs);
    assertThat(line.run("index", "-c", "dogs", "--format", "lines", file.toString()).exit()).isZero();
    Run one = run("search", "--json", "--seconds", "1", "--width", "16,64", "dogs");
    assertThat(one.exit()).as(one.err()).isZero();
    List<JsonNode> lines = one.lines();
    assertThat(lines).extracting(line -> line.at("/width").asInt()).containsExactly(16, 64);
    assertThat(lines.getLast().at("/recall").asDouble()).isEqualTo(1);
    assertThat(lines.getLast().at("/recall_high").asDouble()).isEqualTo(1);
    assertThat(lines.getLast().at("/queries").asInt()).isEqualTo(40);
    assertThat(lines.getLast().at("/queries_per_second").asDouble()).isPositive();
    assertThat(lines.getLast().at("/p50_ms").asDouble()).isPositive();
    assertThat(lines.getLast().at("/build_seconds").isNull()).isTrue();
    Run shown = run("search", "--seconds", "1", "--width", "32", "--storage", "float32,bit1", "dogs");
    assertThat(shown.exit()).as(shown.err()).isZero();
    assertThat(shown.out())
        .contains("40 passages of 64 dimensions, 40 queries")
        .containsPattern(
            "float32: 1 segment, [\\d,]+ bytes a passage on the disk, [\\d,]+ of them walked on; compacted in ")
        .containsPattern("on Java.s heap: [\\d.]+ bytes a passage")
        .contains("bit1: 1 segment, ");
    assertThat(folder.resolve("index").toFile().list()).contains("dogs").noneMatch(name -> name.startsWith("."));
    assertThat(run("search", "--seconds", "0", "dogs").err()).contains("seconds must be 1 to 600, got 0");
  }

  @Test
  void what_cannot_be_measured_is_refused_with_a_sentence() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty.txt"), "\n");
    assertThat(run("encode", "--seconds", "0").err()).contains("seconds must be 1 to 3600, got 0");
    assertThat(run("encode", "--texts", empty.toString()).err()).contains("there is no text in empty.txt");
    assertThat(run("encode", "--texts", "nowhere.txt").err()).contains("there is no file nowhere.txt");
  }

  @Test
  void a_plagiarism_check_is_measured_with_what_it_finds_of_the_shared_half() throws IOException {
    Path text =
        Files.writeString(
            folder.resolve("text.txt"),
            "a dog on the road. a ship on the sea. a cat runs to a dog. ".repeat(10));
    Run run = run("plagiarism", "--runs", "2", "--text", text.toString(), "--json");
    assertThat(run.exit()).as(run.err()).isZero();
    JsonNode measured = run.json();
    assertThat(measured.at("/words").asInt()).isEqualTo(5_000);
    assertThat(measured.at("/recall").asDouble()).isBetween(0.9, 1.0);
    assertThat(kept().at("/results/0")).isEqualTo(((ObjectNode) measured).remove(List.of("machine", "load")));
  }

  @Test
  void a_check_against_a_collection_is_measured_beside_the_alignment_of_two_texts() throws IOException {
    Path lines = Files.writeString(folder.resolve("lines.txt"), "a dog on the road\na ship on the sea\na cat\n");
    assertThat(line.run("index", "-c", "lines", "--format", "lines", lines.toString()).exit()).isZero();
    Path text = Files.writeString(folder.resolve("text.txt"), "a dog on the road. a ship on the sea. ".repeat(10));
    Run run = run("plagiarism", "--runs", "1", "--words", "50", "--text", text.toString(), "lines");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out()).contains("check: ", " against 3 passages");
    assertThat(kept().at("/results/1/passages").asInt()).isEqualTo(3);
    assertThat(kept().at("/results/1/recall").isNull()).isTrue();
  }

  @Test
  void an_index_is_measured_as_it_grows_beyond_its_collection_and_leaves_nothing_behind() throws IOException {
    Path lines = Files.writeString(folder.resolve("lines.txt"), "a dog on the road\na ship on the sea\na cat\n");
    assertThat(line.run("index", "-c", "lines", "--format", "lines", lines.toString()).exit()).isZero();
    Run run =
        run(
            "growth",
            "--up-to",
            "2000",
            "--width",
            "1500",
            "--sample",
            "20",
            "--seconds",
            "1",
            "--json",
            "lines");
    assertThat(run.exit()).as(run.err()).isZero();
    List<JsonNode> sizes = run.lines();
    assertThat(sizes).extracting(size -> size.at("/passages").asInt()).containsExactly(1_000, 2_000);
    assertThat(sizes).extracting(size -> size.at("/copies").asInt()).containsExactly(997, 1_997);
    assertThat(sizes).allSatisfy(size -> assertThat(size.at("/recall").asDouble()).isGreaterThan(0.9));
    assertThat(sizes)
        .allSatisfy(size ->
            assertThat(size.at("/disk_bytes_per_passage").asDouble()).isBetween(256.0, 2_000.0));
    assertThat(kept().at("/results").size()).isEqualTo(2);
    assertThat(folder.resolve("index")).isDirectoryNotContaining("glob:**.bench-*");
    assertThat(run("growth", "--up-to", "10", "lines").err()).contains("up-to must be 1000 to 10000000, got 10");
  }

  /// What was measured last.
  private JsonNode kept() throws IOException {
    JsonNode all = JsonMapper.shared().readTree(Files.readString(folder.resolve("models/tiny/benchmarks.json")));
    return all.at("/entries").valueStream().toList().getLast();
  }

  private Run run(String... arguments) {
    return line.run(Stream.concat(Stream.of("bench"), Stream.of(arguments)).toArray(String[]::new));
  }

  @Test
  void a_collection_of_another_model_that_was_trained_here_is_searched_with_that() throws IOException {
    Path model = new TinyModel().dimension(32).writeTo(folder.resolve("models/mine"));
    Files.writeString(
        model.resolve("doppel.json"),
        "{\"source\":\"tiny\",\"revision\":\"trained\",\"licence\":\"\",\"languages\":[]}");
    Path lines = Files.writeString(folder.resolve("lines.txt"), "a dog\na cat\na ship on the sea\n");
    StringBuilder documents = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      documents.append("{\"id\":\"%d\",\"text\":\"a dog and %d cats\"}\n".formatted(i, i));
    }
    Path file = Files.writeString(folder.resolve("documents.jsonl"), documents);
    assertThat(line.run("index", "-c", "things", "--model", "mine", file.toString()).exit()).isZero();
    Run run =
        run("search", "--queries", lines.toString(), "--seconds", "1", "--width", "32", "--json", "--storage", "int8",
            "things");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(model.resolve("benchmarks.json")).exists();
    assertThat(folder.resolve("models/tiny/benchmarks.json")).doesNotExist();
  }
}
