package io.doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.encoder.TinyModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class EnvironmentDefaultsTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"DOPPEL_VERSION, 1.0", "DOPPEL_VERSION, true", "DOPPEL_HELP, true"})
  void a_variable_for_help_or_version_is_not_looked_at(String variable, String value) throws IOException {
    assertThat(list(variable, value)).startsWith("There are no collections");
  }

  @Test
  void a_variable_sets_an_option() throws IOException {
    assertThat(list("DOPPEL_JSON", "true")).isEmpty();
  }

  @Test
  void an_empty_variable_is_none() throws IOException {
    assertThat(list("DOPPEL_JSON", "")).startsWith("There are no collections");
  }

  @ParameterizedTest
  @ValueSource(strings = {"${sys:user.name}", "@models", "a$b"})
  void a_value_is_taken_as_it_stands(String value) {
    CommandLine line = Main.commandLine();
    line.setDefaultValueProvider(new EnvironmentDefaults(Map.of("DOPPEL_MODEL", value)::get));
    CommandLine collections = line.parseArgs("collections").subcommand().commandSpec().commandLine();
    assertThat(collections.getCommandSpec().findOption("--model").<String>getValue()).isEqualTo(value);
  }

  private String list(String variable, String value) throws IOException {
    Path models = folder.resolve("models");
    TinyModel.write(models, "tiny");
    Map<String, String> environment =
        Map.of(
            variable, value,
            "DOPPEL_MODELS", models.toString(),
            "DOPPEL_MODEL", "tiny",
            "DOPPEL_INDEX", folder.resolve("index").toString());
    StringWriter out = new StringWriter();
    CommandLine line = Main.commandLine();
    line.setDefaultValueProvider(new EnvironmentDefaults(environment::get));
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(out, true)).execute("collections");
    return out.toString();
  }
}
