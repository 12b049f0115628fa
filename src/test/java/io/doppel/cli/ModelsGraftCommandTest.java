package io.doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.cli.TinyCommandLine.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ModelsGraftCommandTest {

  @TempDir private Path folder;

  @Test
  void a_grafted_model_is_measured_by_sentences_that_were_held_back_and_answers_in_both_languages() throws IOException {
    TinyCommandLine line = TinyCommandLine.in(folder);
    Path pairs =
        Files.writeString(
            folder.resolve("pairs.tsv"),
            "the dog\tσκύλος\nthe cat\tγάτα\nwater\tνερό\ndog and cat\tσκύλος γάτα\n" + more());
    Run made = line.run("models", "graft", "--name", "tiny-el", "--language", "el", "--json", "tiny", pairs.toString());
    assertThat(made.exit()).as(made.err()).isZero();
    JsonNode report = made.json();
    assertThat(report.path("model").asString()).isEqualTo("tiny-el");
    assertThat(report.path("tokens").asInt()).isPositive();
    assertThat(report.path("after").path("pairs").asInt()).isPositive();
    Run compared = line.run("similarity", "--model", "tiny-el", "--json", "dog water", "σκύλος νερό");
    assertThat(compared.json().path("similarity").asDouble()).isGreaterThan(0.7);
  }

  @Test
  void what_is_wrong_is_said_and_no_model_is_made() throws IOException {
    TinyCommandLine line = TinyCommandLine.in(folder);
    Path missing = folder.resolve("missing.tsv");
    assertThat(line.run("models", "graft", "--name", "new", "tiny", missing.toString()).exit()).isEqualTo(1);
    Run few = line.run("models", "graft", "--name", "new", "--pieces", "3", "tiny", missing.toString());
    assertThat(few.exit()).isEqualTo(2);
    assertThat(few.err()).contains("pieces must be 100 to 100000, got 3");
    assertThat(line.run("models", "graft", "tiny", missing.toString()).exit()).isEqualTo(2);
    assertThat(folder.resolve("models/new")).doesNotExist();
  }

  private static String more() {
    String[] english = {"dog", "cat", "water", "bread", "school", "river"};
    String[] greek = {"σκύλος", "γάτα", "νερό", "ψωμί", "σχολείο", "ποτάμι"};
    StringBuilder lines = new StringBuilder();
    for (int a = 0; a < english.length; a++) {
      for (int b = 0; b < english.length; b++) {
        for (int c = 0; c < english.length; c++) {
          lines.append(
              "%s %s %s\t%s %s %s\n"
                  .formatted(english[a], english[b], english[c], greek[a], greek[b], greek[c]));
        }
      }
    }
    return lines.toString();
  }
}
