package io.doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppel.encoder.TinyModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class DefaultsTest {

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
    line.setDefaultValueProvider(new Defaults(Map.of("DOPPEL_MODEL", value)::get, ConfigurationFile.NONE));
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
    line.setDefaultValueProvider(new Defaults(environment::get, ConfigurationFile.NONE));
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(out, true)).execute("collections");
    return out.toString();
  }

  @Test
  void a_file_sets_an_option_that_no_variable_sets() throws IOException {
    Path path = Files.writeString(folder.resolve("doppel.properties"), "# a comment\nport = 8080\nmodel=b\n");
    ConfigurationFile file = ConfigurationFile.find(null, folder);
    CommandLine line = Main.commandLine(file);
    file.check(line);
    line.setDefaultValueProvider(new Defaults(Map.of("DOPPEL_MODEL", "a")::get, file));
    CommandLine serve = line.parseArgs("serve", "--host", "::1").subcommand().commandSpec().commandLine();
    assertThat(serve.getCommandSpec().findOption("--model").<String>getValue()).isEqualTo("a");
    assertThat(serve.getCommandSpec().findOption("--port").<Integer>getValue()).isEqualTo(8080);
    StringWriter out = new StringWriter();
    line.setOut(new PrintWriter(out, true)).execute("config", "--json");
    assertThat(out.toString())
        .contains("{\"option\":\"port\",\"value\":\"8080\",\"from\":\"%s\"}".formatted(path))
        .contains("{\"option\":\"model\",\"value\":\"a\",\"from\":\"DOPPEL_MODEL\"}")
        .contains("{\"option\":\"deadline\",\"value\":\"60\",\"from\":\"default\"}")
        .contains("{\"option\":\"keys\",\"from\":\"default\"}");
    assertThat(line.execute("config", "nothing")).isEqualTo(2);
  }

  @Test
  void a_misspelt_name_in_the_file_is_told() throws IOException {
    Files.writeString(folder.resolve("doppel.properties"), "prot = 8080\nhelp=true\n");
    ConfigurationFile file = ConfigurationFile.find(null, folder);
    assertThatThrownBy(() -> file.check(Main.commandLine(file)))
        .hasMessageContaining("sets what no command has: help, prot");
    assertThatThrownBy(() -> ConfigurationFile.find(folder.resolve("none").toString(), folder))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void the_example_of_the_page_is_understood() throws IOException {
    String page = Files.readString(Path.of("docs/operating.md"));
    String example = page.split("```properties\n", 2)[1].split("```", 2)[0];
    Files.writeString(folder.resolve("doppel.properties"), example);
    ConfigurationFile file = ConfigurationFile.find(null, folder);
    CommandLine line = Main.commandLine(file);
    file.check(line);
    line.setDefaultValueProvider(new Defaults(Map.<String, String>of()::get, file));
    CommandLine serve = line.parseArgs("serve").subcommand().commandSpec().commandLine();
    assertThat(serve.getCommandSpec().findOption("--limit-requests").<String>getValue()).isEqualTo("50/s,2000/m");
    assertThat(file.values()).hasSizeGreaterThan(5);
  }
}
