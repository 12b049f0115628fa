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

/// Tuning from the outside.
class TuneCommandTest {

  @TempDir Path models;

  private record Run(int exit, String out, String err) {

    JsonNode last() {
      return JsonMapper.shared().readTree(out.lines().reduce((_, line) -> line).orElseThrow());
    }
  }

  @BeforeEach
  void writeModel() throws IOException {
    TinyModel.write(models, "tiny");
  }

  @Test
  void the_best_settings_are_kept_shown_and_forgotten() throws IOException {
    Path texts = Files.writeString(models.resolve("texts.txt"), "a dog\na cat on the road\n");
    assertThat(run("--show", "--json").last().at("/tuned").asBoolean()).isFalse();
    Run tuned = run("--seconds", "1", "--texts", texts.toString());
    assertThat(tuned.exit()).as(tuned.err()).isZero();
    assertThat(tuned.out())
        .contains("texts/s")
        .containsPattern("tiny: \\d+ runs? at a time, \\d+ threads? each, batches of \\d+ tokens, \\d+ threads? for a single query \\(tuned\\)");
    assertThat(models.resolve("tiny/tuned.json")).exists();
    JsonNode shown = run("--show", "--json").last();
    assertThat(shown.at("/tuned").asBoolean()).isTrue();
    assertThat(shown.at("/workers").asInt()).isPositive();
    assertThat(run("--reset").out()).contains("(standard)");
    assertThat(models.resolve("tiny/tuned.json")).doesNotExist();
  }

  @Test
  void a_twin_is_judged_and_not_chosen() throws IOException {
    TinyModel.write(models, "tiny-q");
    Path texts = Files.writeString(models.resolve("texts.txt"), "a dog\na cat on the road\n");
    assertThat(run("--seconds", "1", "--texts", texts.toString()).out()).contains("tiny-q is ").contains("orth it");
    assertThat(run("--show", "--json").last().at("/model").asString()).isEqualTo("tiny");
  }

  @Test
  void wrong_usage_is_refused_with_a_sentence() {
    assertThat(run("--show", "--reset").exit()).isEqualTo(2);
    assertThat(run("--seconds", "0").err()).contains("seconds must be 1 to 3600, got 0");
    assertThat(run("--model", "none").err()).contains("is no model folder");
  }

  private Run run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("tune", "--models", models.toString()));
    all.addAll(List.of(arguments));
    if (!all.contains("--model")) {
      all.addAll(List.of("--model", "tiny"));
    }
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int exit = line.execute(all.toArray(String[]::new));
    return new Run(exit, out.toString(), err.toString());
  }
}
