package io.doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.cli.TinyCommandLine.Run;
import io.doppel.duplicates.Decisions;
import io.doppel.duplicates.Decisions.Decision;
import io.doppel.duplicates.Decisions.Kind;
import io.doppel.encoder.TinyModel;
import io.doppel.file.KeptFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The commands that keep a collection, from the outside.
class UpkeepCommandsTest {

  @TempDir Path folder;

  private TinyCommandLine line;

  @BeforeEach
  void fill() throws IOException {
    line = TinyCommandLine.in(folder);
    new TinyModel().maxTokens(64).writeTo(folder.resolve("models").resolve("other"));
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      lines.append("{\"id\":\"d%d\",\"text\":\"dog number %d\",\"year\":%d}\n".formatted(i, i, 2000 + i));
    }
    Path file = Files.writeString(folder.resolve("dogs.jsonl"), lines);
    assertThat(run("index", "-c", "dogs", file.toString()).exit()).isZero();
  }

  @Test
  void an_audit_tells_the_recall_with_its_interval() {
    Run told = run("audit", "dogs");
    assertThat(told.exit()).as(told.err()).isZero();
    assertThat(told.out())
        .contains("recall@10 1.0000 (0.9905 to 1.0000), promised 0.99: kept")
        .contains("40 of 40 passages searched for at width 128, stored as int4, in ");
    JsonNode json = run("audit", "--json", "--sample", "5", "-k", "3", "dogs").json();
    assertThat(json.at("/stored/queries").asInt()).isEqualTo(5);
    assertThat(json.at("/k").asInt()).isEqualTo(3);
    assertThat(json.at("/kept").asBoolean()).isTrue();
    assertThat(json.at("/advice").isNull()).isTrue();
    assertThat(run("audit", "--promise", "2", "dogs").err()).contains("promise must be above 0 and at most 1, got 2.0");
    assertThat(run("audit", "cats").err()).contains("there is no collection \"cats\"");
  }

  @Test
  void settings_are_changed_and_taken_up_by_compaction() {
    assertThat(run("collections", "set", "dogs").out()).isEqualTo("vectors stored as int4, search width 128\n");
    assertThat(run("collections", "set", "--storage", "int8", "--search-width", "256", "dogs").out())
        .isEqualTo("vectors stored as int8, search width 256\n");
    Run compacted = run("compact", "dogs");
    assertThat(compacted.out()).matches("40 passages in 1 segment; [\\d,]+ bytes, before [\\d,]+\n");
    JsonNode kept = run("compact", "--json", "dogs").json();
    assertThat(kept.at("/vector_storage").asString()).isEqualTo("int8");
    assertThat(kept.at("/search_width").asInt()).isEqualTo(256);
    assertThat(kept.at("/segments").asInt()).isEqualTo(1);
    Run wrong = run("collections", "set", "--storage", "int3", "dogs");
    assertThat(wrong.exit()).isEqualTo(2);
    assertThat(wrong.err()).contains("vector_storage must be float32, int8, int4, bit1, got \"int3\"");
    assertThat(run("collections", "set", "--search-width", "9", "dogs").err())
        .contains("search_width must be 10 to 10000, got 9");
  }

  @Test
  void documents_are_deleted_by_id_or_by_filter_but_never_all_by_mistake() {
    assertThat(run("delete", "-c", "dogs", "d1", "d2", "none").out()).isEqualTo("2 deleted\n");
    assertThat(
            run("delete", "-c", "dogs", "--json", "--filter", "year:2030..")
                .json()
                .at("/deleted")
                .asInt())
        .isEqualTo(10);
    Run nothing = run("delete", "-c", "dogs");
    assertThat(nothing.exit()).isEqualTo(2);
    assertThat(nothing.err()).contains("Give either ids or --filter");
    assertThat(run("collections").out()).contains("28");
  }

  @Test
  void another_model_is_told_of_reindex_which_mends_it() {
    Run refused = run("search", "--model", "other", "-c", "dogs", "dog");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("to rebuild it from its own documents, run \"doppel reindex dogs\"");
    Run rebuilt = run("reindex", "--model", "other", "--json", "dogs");
    assertThat(rebuilt.exit()).as(rebuilt.err()).isZero();
    assertThat(rebuilt.json().at("/indexed").asInt()).isEqualTo(40);
    assertThat(run("search", "--model", "other", "-c", "dogs", "-k", "1", "dog number 7").out()).contains("d7");
  }

  @Test
  void words_are_taken_for_a_language_that_a_collection_is_made_with_or_made_anew_for() throws IOException {
    Path file = Files.writeString(folder.resolve("windows.jsonl"), "{\"id\":\"w\",\"text\":\"오늘 Windows\"}\n");
    assertThat(run("index", "-c", "korean", "--language", "ko", file.toString()).exit()).isZero();
    assertThat(run("search", "-c", "korean", "--mode", "lexical", "window").out()).contains("Nothing was found.");
    Run refused = run("index", "-c", "korean", "--language", "en", file.toString());
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.err())
        .contains(
            "collection \"korean\" has documents whose words were taken for ko, not for en; make it anew "
                + "with: doppel reindex korean --language en");
    assertThat(run("index", "-c", "korean", file.toString()).exit()).isZero();
    assertThat(run("reindex", "--language", "en", "korean").exit()).isZero();
    assertThat(run("search", "-c", "korean", "--mode", "lexical", "window").out()).contains("Windows");
    assertThat(run("collections", "set", "--json", "korean").json().at("/language").asString()).isEqualTo("en");
    assertThat(run("index", "-c", "new", "--title-language", "xx", file.toString()).err())
        .contains("title_language must be one of auto,");
  }

  @Test
  void a_snapshot_is_restored() throws IOException {
    Path copy = folder.resolve("copy");
    assertThat(run("snapshot", "dogs", copy.toString()).exit()).isZero();
    assertThat(run("snapshot", "dogs", copy.toString()).err())
        .contains("copy is there already; name a folder that is not");
    assertThat(run("collections", "delete", "dogs").exit()).isZero();
    assertThat(run("restore", "dogs", copy.toString()).exit()).isZero();
    assertThat(run("search", "-c", "dogs", "-k", "1", "dog number 7").out()).contains("d7");
    assertThat(run("restore", "dogs", copy.toString()).err())
        .contains(
            "there is a collection \"dogs\" already; restore under another name, or delete it first: "
                + "doppel collections delete dogs");
    assertThat(run("restore", "cats", folder.resolve("nowhere").toString()).err())
        .contains("there is no folder " + folder.resolve("nowhere"));
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThat(run("restore", "cats", empty.toString()).err()).contains(empty + " holds no snapshot; it is empty");
    Files.writeString(empty.resolve("letter.txt"), "Dear");
    assertThat(run("restore", "cats", empty.toString()).err())
        .contains(empty + " holds no snapshot")
        .doesNotContain("it is empty");
    assertThat(folder.resolve("index/cats")).doesNotExist();
  }

  @Test
  void a_snapshot_has_all_that_belongs_to_the_collection_and_a_damaged_one_is_not_restored() throws IOException {
    Path collection = folder.resolve("index/dogs");
    Decisions.open(KeptFile.of(collection.resolve("decisions.jsonl")))
        .decide(new Decision("d1", "d2", Kind.APART, "dog number 1", "dog number 2"));
    Files.writeString(collection.resolve("calibration.json"), "what was learned");
    Files.writeString(collection.resolve("kept-some-day.json"), "whatever comes to belong to a collection");
    Files.writeString(collection.resolve(".calibration.json.0123.part"), "half written");
    Path copy = folder.resolve("copy");
    assertThat(run("snapshot", "dogs", copy.toString()).exit()).isZero();
    assertThat(copy.resolve("snapshot.json")).content().contains("decisions.jsonl", "calibration.json", "sha256");
    assertThat(run("restore", "again", copy.toString()).exit()).isZero();
    Path again = folder.resolve("index/again");
    assertThat(again.resolve("calibration.json")).hasContent("what was learned");
    assertThat(again.resolve("kept-some-day.json")).exists();
    assertThat(again.resolve(".calibration.json.0123.part")).doesNotExist();
    assertThat(again.resolve("snapshot.json")).doesNotExist();
    assertThat(run("duplicates", "-c", "again", "--decisions").out()).contains("dog number 1\tdog number 2\t0");
    // What is decided in one is not decided in the other.
    Decisions.open(KeptFile.of(again.resolve("decisions.jsonl")))
        .decide(new Decision("d3", "d4", Kind.MERGE, "3", "4"));
    assertThat(Decisions.open(KeptFile.of(collection.resolve("decisions.jsonl"))).all()).hasSize(1);
    assertThat(Decisions.open(KeptFile.of(copy.resolve("decisions.jsonl"))).all()).hasSize(1);

    byte[] bytes = Files.readAllBytes(copy.resolve("decisions.jsonl"));
    bytes[20] ^= 1;
    Files.write(copy.resolve("decisions.jsonl"), bytes);
    assertThat(run("restore", "third", copy.toString()).err())
        .contains("is damaged: decisions.jsonl is not what was written");
    Files.delete(copy.resolve("decisions.jsonl"));
    assertThat(run("restore", "third", copy.toString()).err()).contains("is not whole: decisions.jsonl is missing");
    assertThat(folder.resolve("index/third")).doesNotExist();
    try (var left = Files.list(folder.resolve("index"))) {
      assertThat(left).noneMatch(path -> path.getFileName().toString().startsWith(".snapshot"));
    }
  }

  @Test
  void a_snapshot_of_an_older_program_without_a_manifest_is_restored() throws IOException {
    Path copy = folder.resolve("copy");
    assertThat(run("snapshot", "dogs", copy.toString()).exit()).isZero();
    Files.delete(copy.resolve("snapshot.json"));
    assertThat(run("restore", "old", copy.toString()).exit()).isZero();
    assertThat(run("search", "-c", "old", "-k", "1", "dog number 7").out()).contains("d7");
  }

  @Test
  void a_collection_that_is_made_for_nothing_is_not_left_behind() throws IOException {
    Path nothing = Files.writeString(folder.resolve("nothing.jsonl"), "no json\n");
    assertThat(run("index", "-c", "vain", nothing.toString()).exit()).isEqualTo(1);
    assertThat(folder.resolve("index/vain")).doesNotExist();
    assertThat(run("index", "-c", "dogs", nothing.toString()).exit()).isEqualTo(1);
    assertThat(folder.resolve("index/dogs")).exists();
  }

  private Run run(String... arguments) {
    return line.run(arguments);
  }
}
