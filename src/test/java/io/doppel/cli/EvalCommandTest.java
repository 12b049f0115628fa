package io.doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.encoder.TinyModel;
import io.doppel.encoder.cache.EmbeddingCache;
import io.doppel.eval.Task;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EvalCommandTest {

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void write() throws IOException {
    TinyModel.write(folder.resolve("models"), "all-MiniLM-L6-v2");
    Files.createDirectories(folder.resolve("data/stsb-en"));
    Files.writeString(
        folder.resolve("data/stsb-en/pairs.test.tsv"),
        """
        1\t5.0\tthe dog and the cat\tthe cat and the dog
        2\t2.5\tthe dog and the cat\tthe dog and the bird
        3\t0.0\tthe dog and the cat\ta ship on the sea
        """);
  }

  private int run(String... arguments) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    String[] all = new String[arguments.length + 6];
    all[0] = "eval";
    all[1] = "--models";
    all[2] = folder.resolve("models").toString();
    all[3] = "--data";
    all[4] = folder.resolve("data").toString();
    all[5] = "--model=all-MiniLM-L6-v2";
    System.arraycopy(arguments, 0, all, 6, arguments.length);
    return line.execute(all);
  }

  @Test
  void a_value_off_the_published_one_exits_with_1() {
    // The tiny model ranks the three pairs perfectly, which is more than the real one is known for.
    assertThat(run("stsb-en")).isEqualTo(1);
    assertThat(out.toString())
        .containsPattern("1\\.0000 +0\\.8203 ± 0\\.0005 +OFF +\\d+\\.\\d +stsb-en +spearman")
        .containsPattern("pearson");
  }

  @Test
  void without_a_published_value_all_is_well_and_json_is_a_measure_a_line() {
    assertThat(run("stsb-en", "--limit", "2", "--json")).as(err.toString()).isZero();
    assertThat(out.toString().lines())
        .first()
        .asString()
        .matches(
            "\\{\"task\":\"stsb-en\",\"measure\":\"spearman\",\"value\":1\\.0,\"published\":null,"
                + "\"tolerance\":null,\"ok\":true,"
                + "\"seconds\":[0-9.E-]+}");
  }

  @Test
  void the_page_says_what_measured_it() throws IOException {
    Path page = folder.resolve("EVALUATION.md");
    assertThat(run("stsb-en", "--write", page.toString())).isEqualTo(1);
    assertThat(page)
        .content()
        .contains("- Command: `doppel eval --models")
        .contains("- Date: " + LocalDate.now(ZoneId.systemDefault()).getYear())
        .contains("all-MiniLM-L6-v2, `")
        .contains("| stsb-en | spearman | 1.0000 | 0.8203 | 0.0005 | **no** |");
  }

  @Test
  void what_was_embedded_once_comes_from_the_cache() throws IOException {
    String index = folder.resolve("index").toString();
    assertThat(run("stsb-en", "--cached", "--index", index)).isEqualTo(1);
    assertThat(run("stsb-en", "--cached", "--index", index)).isEqualTo(1);
    assertThat(out.toString().split("1\\.0000 +0\\.8203", -1)).hasSize(3);
    try (EmbeddingCache cache = EmbeddingCache.in(folder.resolve("index/embeddings.cache"), 1 << 20)) {
      assertThat(cache.bytes()).isPositive();
    }
  }

  @Test
  void whole_results_are_kept_beside_the_model_and_replaced_task_by_task() throws IOException {
    Path kept = folder.resolve("models/all-MiniLM-L6-v2/evaluation.json");
    run("stsb-en", "--limit", "2");
    assertThat(kept).doesNotExist();
    run("stsb-en");
    assertThat(kept).content().containsOnlyOnce("\"spearman\"").contains("\"task\" : \"stsb-en\"");
    Files.createDirectories(folder.resolve("data/mine"));
    Files.copy(folder.resolve("data/stsb-en/pairs.test.tsv"), folder.resolve("data/mine/pairs.test.tsv"));
    run(folder.resolve("data/mine").toString());
    run("stsb-en");
    assertThat(kept).content().contains("data/mine\"").containsOnlyOnce("0.8203");
  }

  @Test
  void of_a_quick_run_only_what_was_measured_whole_is_kept() throws IOException {
    Path pairs = folder.resolve("data/stsb-en/pairs.test.tsv");
    Files.copy(pairs, folder.resolve("data/stsb-en/pairs.dev.tsv")); // the originals of another task's translations
    for (Task task : Task.quick(folder.resolve("data"))) {
      Files.createDirectories(task.path());
      Files.write(
          task.path()
              .resolve("pairs.%s.tsv".formatted(task.split() == null ? "test" : task.split())),
          Files.readAllBytes(pairs));
    }
    run("--quick");
    assertThat(out.toString()).contains("pan13/sample100, first 5").contains("mrpc");
    assertThat(folder.resolve("models/all-MiniLM-L6-v2/evaluation.json"))
        .content()
        .contains("\"mrpc\"")
        .doesNotContain("pan13/sample100");
  }

  @Test
  void what_contradicts_itself_is_wrong_usage() {
    assertThat(run("stsb-en", "--quick")).isEqualTo(2);
    assertThat(run("--split", "dev")).isEqualTo(2);
    assertThat(run("stsb-en", "--mode", "dense", "--compare", "dense,hnsw")).isEqualTo(2);
    assertThat(err.toString())
        .contains("Give either a TASK or --quick")
        .contains("--split needs a TASK")
        .contains("doppel: compare must name 2 of the modes [dense], got [dense, hnsw]");
  }

  @Test
  void a_folder_that_is_not_there_is_a_sentence() {
    assertThat(run("nowhere")).isEqualTo(1);
    assertThat(err.toString()).contains("doppel: there is no file nowhere");
  }

  @Test
  void what_is_missing_is_said_before_anything_is_measured() {
    assertThat(run("stsb-en", "nowhere", "--json")).isEqualTo(1);
    assertThat(err.toString()).contains("doppel: there is no file nowhere");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void what_holds_nothing_to_measure_is_said_before_anything_is_measured() throws IOException {
    Files.createDirectories(folder.resolve("data/empty"));
    assertThat(run("stsb-en", "empty", "--json")).isEqualTo(1);
    assertThat(err.toString()).contains("empty: found none of: pairs.SPLIT.tsv");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void a_malformed_file_is_a_sentence_with_its_line() throws IOException {
    Path file = Files.writeString(folder.resolve("data/stsb-en/pairs.test.tsv"), "1\t5.0\tonly one text\n");
    assertThat(run("stsb-en")).isEqualTo(1);
    assertThat(err.toString())
        .contains("doppel: " + file + ":1: the line must have 4 columns (id, label, text1, text2), got 3");
  }
}
