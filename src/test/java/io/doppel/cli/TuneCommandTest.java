package io.doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.cli.TinyCommandLine.Run;
import io.doppel.encoder.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Tuning from the outside.
class TuneCommandTest {

  @TempDir Path folder;
  private Path models;
  private TinyCommandLine line;

  @BeforeEach
  void writeModel() throws IOException {
    line = TinyCommandLine.in(folder);
    models = folder.resolve("models");
  }

  @Test
  void the_best_settings_are_kept_shown_and_forgotten() throws IOException {
    Path texts = Files.writeString(models.resolve("texts.txt"), "a dog\na cat on the road\n");
    assertThat(run("--show", "--json").json().at("/tuned").asBoolean()).isFalse();
    Run tuned = run("--force", "--seconds", "1", "--texts", texts.toString());
    assertThat(tuned.exit()).as(tuned.err()).isZero();
    assertThat(tuned.out())
        .contains("texts/s")
        .containsPattern(
            "tiny: \\d+ runs? at a time, \\d+ threads? each, batches of \\d+ tokens, \\d+ threads? for a "
                + "single query \\(tuned\\)");
    assertThat(models.resolve("tiny/tuned.json")).exists();
    JsonNode shown = run("--show", "--json").json();
    assertThat(shown.at("/tuned").asBoolean()).isTrue();
    assertThat(shown.at("/workers").asInt()).isPositive();
    assertThat(run("--reset").out()).contains("(standard)");
    assertThat(models.resolve("tiny/tuned.json")).doesNotExist();
  }

  @Test
  void a_twin_is_judged_and_not_chosen() throws IOException {
    TinyModel.write(models, "tiny-q");
    Path texts = Files.writeString(models.resolve("texts.txt"), "a dog\na cat on the road\n");
    assertThat(run("--force", "--seconds", "1", "--texts", texts.toString()).out())
        .contains("tiny-q is ")
        .contains("orth it");
    assertThat(run("--show", "--json").json().at("/model").asString()).isEqualTo("tiny");
  }

  @Test
  void wrong_usage_is_refused_with_a_sentence() {
    assertThat(run("--show", "--reset").exit()).isEqualTo(2);
    assertThat(run("--seconds", "0").err()).contains("seconds must be 1 to 3600, got 0");
    assertThat(run("--model", "none").err()).contains("is no model folder");
  }

  private Run run(String... arguments) {
    return line.run(Stream.concat(Stream.of("tune"), Stream.of(arguments)).toArray(String[]::new));
  }
}
