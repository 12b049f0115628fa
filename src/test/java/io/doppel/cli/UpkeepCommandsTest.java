package io.doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.encoder.TinyModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The commands that keep a collection, from the outside.
class UpkeepCommandsTest {

  @TempDir Path folder;

  private record Run(int exit, String out, String err) {

    JsonNode json() {
      return JsonMapper.shared().readTree(out);
    }
  }

  @BeforeEach
  void fill() throws IOException {
    TinyModel.write(folder.resolve("models"), "tiny");
    new TinyModel().maxTokens(64).writeTo(folder.resolve("models").resolve("other"));
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      lines.append("{\"id\":\"d%d\",\"text\":\"dog number %d\",\"year\":%d}\n".formatted(i, i, 2000 + i));
    }
    Path file = Files.writeString(folder.resolve("dogs.jsonl"), lines);
    assertThat(run("tiny", "index", "-c", "dogs", file.toString()).exit()).isZero();
  }

  @Test
  void an_audit_tells_the_recall_with_its_interval() {
    Run told = run("tiny", "audit", "dogs");
    assertThat(told.exit()).as(told.err()).isZero();
    assertThat(told.out())
        .contains("recall@10 1.0000 (0.9905 to 1.0000), promised 0.99: kept")
        .contains("40 of 40 passages searched for at width 128, stored as float32, in ");
    JsonNode json = run("tiny", "audit", "--json", "--sample", "5", "-k", "3", "dogs").json();
    assertThat(json.at("/stored/queries").asInt()).isEqualTo(5);
    assertThat(json.at("/k").asInt()).isEqualTo(3);
    assertThat(json.at("/kept").asBoolean()).isTrue();
    assertThat(json.at("/advice").isNull()).isTrue();
    assertThat(run("tiny", "audit", "--promise", "2", "dogs").err()).contains("promise must be above 0 and at most 1, got 2.0");
    assertThat(run("tiny", "audit", "cats").err()).contains("there is no collection \"cats\"");
  }

  @Test
  void settings_are_changed_and_taken_up_by_compaction() {
    assertThat(run("tiny", "collections", "set", "dogs").out()).isEqualTo("vectors stored as float32, search width 128\n");
    assertThat(run("tiny", "collections", "set", "--storage", "int8", "--search-width", "256", "dogs").out())
        .isEqualTo("vectors stored as int8, search width 256\n");
    Run compacted = run("tiny", "compact", "dogs");
    assertThat(compacted.out()).matches("40 passages in 1 segment; [\\d,]+ bytes, before [\\d,]+\n");
    JsonNode kept = run("tiny", "compact", "--json", "dogs").json();
    assertThat(kept.at("/vector_storage").asString()).isEqualTo("int8");
    assertThat(kept.at("/search_width").asInt()).isEqualTo(256);
    assertThat(kept.at("/segments").asInt()).isEqualTo(1);
    Run wrong = run("tiny", "collections", "set", "--storage", "int3", "dogs");
    assertThat(wrong.exit()).isEqualTo(2);
    assertThat(wrong.err()).contains("vector_storage must be float32, int8, int4, bit1, got \"int3\"");
    assertThat(run("tiny", "collections", "set", "--search-width", "9", "dogs").err()).contains("search_width must be 10 to 10000, got 9");
  }

  @Test
  void documents_are_deleted_by_id_or_by_filter_but_never_all_by_mistake() {
    assertThat(run("tiny", "delete", "-c", "dogs", "d1", "d2", "none").out()).isEqualTo("2 deleted\n");
    assertThat(run("tiny", "delete", "-c", "dogs", "--json", "--filter", "year:2030..").json().at("/deleted").asInt()).isEqualTo(10);
    Run nothing = run("tiny", "delete", "-c", "dogs");
    assertThat(nothing.exit()).isEqualTo(2);
    assertThat(nothing.err()).contains("Give either ids or --filter");
    assertThat(run("tiny", "collections").out()).contains("28");
  }

  @Test
  void another_model_is_told_of_reindex_which_mends_it() {
    Run refused = run("other", "search", "-c", "dogs", "dog");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("to rebuild it from its own documents, run \"doppel reindex dogs\"");
    Run rebuilt = run("other", "reindex", "--json", "dogs");
    assertThat(rebuilt.exit()).as(rebuilt.err()).isZero();
    assertThat(rebuilt.json().at("/indexed").asInt()).isEqualTo(40);
    assertThat(run("other", "search", "-c", "dogs", "-k", "1", "dog number 7").out()).contains("d7");
  }

  @Test
  void words_are_taken_for_a_language_that_a_collection_is_made_with_or_made_anew_for() throws IOException {
    Path file = Files.writeString(folder.resolve("windows.jsonl"), "{\"id\":\"w\",\"text\":\"오늘 Windows\"}\n");
    assertThat(run("tiny", "index", "-c", "korean", "--language", "ko", file.toString()).exit()).isZero();
    assertThat(run("tiny", "search", "-c", "korean", "--mode", "lexical", "window").out()).contains("Nothing was found.");
    Run refused = run("tiny", "index", "-c", "korean", "--language", "en", file.toString());
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.err())
        .contains("collection \"korean\" has documents whose words were taken for ko, not for en; make it anew with: doppel reindex korean --language en");
    assertThat(run("tiny", "index", "-c", "korean", file.toString()).exit()).isZero();
    assertThat(run("tiny", "reindex", "--language", "en", "korean").exit()).isZero();
    assertThat(run("tiny", "search", "-c", "korean", "--mode", "lexical", "window").out()).contains("Windows");
    assertThat(run("tiny", "collections", "set", "--json", "korean").json().at("/language").asString()).isEqualTo("en");
    assertThat(run("tiny", "index", "-c", "new", "--title-language", "xx", file.toString()).err()).contains("title_language must be one of auto,");
  }

  @Test
  void a_snapshot_is_restored() {
    Path copy = folder.resolve("copy");
    assertThat(run("tiny", "snapshot", "dogs", copy.toString()).exit()).isZero();
    assertThat(run("tiny", "snapshot", "dogs", copy.toString()).err()).contains("copy is there already; name a folder that is not");
    assertThat(run("tiny", "collections", "delete", "dogs").exit()).isZero();
    assertThat(run("tiny", "restore", "dogs", copy.toString()).exit()).isZero();
    assertThat(run("tiny", "search", "-c", "dogs", "-k", "1", "dog number 7").out()).contains("d7");
    assertThat(run("tiny", "restore", "dogs", copy.toString()).err()).contains("dogs is there already");
    assertThat(run("tiny", "restore", "cats", folder.resolve("nowhere").toString()).err()).contains("nowhere");
  }

  @Test
  void searches_are_measured_as_they_are_and_for_each_storage() {
    Run one = run("tiny", "bench", "search", "--json", "--seconds", "1", "--width", "16,64", "dogs");
    assertThat(one.exit()).as(one.err()).isZero();
    List<JsonNode> lines = one.out().lines().map(JsonMapper.shared()::readTree).toList();
    assertThat(lines).extracting(line -> line.at("/width").asInt()).containsExactly(16, 64);
    assertThat(lines.getLast().at("/recall").asDouble()).isEqualTo(1);
    assertThat(lines.getLast().at("/recall_high").asDouble()).isEqualTo(1);
    assertThat(lines.getLast().at("/queries").asInt()).isEqualTo(40);
    assertThat(lines.getLast().at("/queries_per_second").asDouble()).isPositive();
    assertThat(lines.getLast().at("/p50_ms").asDouble()).isPositive();
    assertThat(lines.getLast().at("/build_seconds").isNull()).isTrue();
    Run shown = run("tiny", "bench", "search", "--seconds", "1", "--width", "32", "--storage", "float32,bit1", "dogs");
    assertThat(shown.exit()).as(shown.err()).isZero();
    assertThat(shown.out())
        .contains("40 passages of 64 dimensions, 40 queries")
        .containsPattern("float32: 1 segment, [\\d,]+ bytes a passage on the disk, [\\d,]+ of them walked on; compacted in ")
        .containsPattern("on Java.s heap: [\\d.]+ bytes a passage")
        .contains("bit1: 1 segment, ");
    assertThat(folder.resolve("index").toFile().list()).contains("dogs").noneMatch(name -> name.startsWith("."));
    assertThat(run("tiny", "bench", "search", "--seconds", "0", "dogs").err()).contains("seconds must be 1 to 600, got 0");
  }

  private Run run(String model, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    boolean nested = List.of("bench", "collections").contains(all.getFirst()) && all.size() > 1;
    all.addAll(
        nested ? 2 : 1,
        List.of("--models", folder.resolve("models").toString(), "--index", folder.resolve("index").toString(), "--model", model));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int exit = line.execute(all.toArray(String[]::new));
    return new Run(exit, out.toString(), err.toString());
  }
}
