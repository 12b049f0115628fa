package io.doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.doppel.cli.TinyCommandLine.Run;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/// What people see at a terminal, whatever the texts and the machine.
class TerminalTest {

  private static final String EVIL = "\u001b]0;owned\u0007\u009b31m\u202e";

  @TempDir Path folder = Path.of("");

  @Test
  void no_text_and_no_error_gives_orders_to_the_terminal() throws IOException {
    TinyCommandLine doppel = TinyCommandLine.in(folder);
    String json =
        "{\"id\":\"a\u009b\u202eb\",\"title\":\"\\u001b]0;owned\\u0007\u009b31m\u202e\",\"text\":\"a heron "
            + "at the weir \u009b2J\"}\n";
    Path file = Files.writeString(folder.resolve("a.jsonl"), json.replace("a\u009b", "a"));
    doppel.run("index", "-c", "notes", file.toString());
    Path copied = Files.writeString(folder.resolve("copied.txt"), "a heron at the weir \u009b2J");
    List<Run> runs =
        List.of(
            doppel.run("search", "-c", "notes", "heron"),
            doppel.run("search", "-c", "notes", "--json", "heron"),
            doppel.run("duplicates", "-c", "notes", "--threshold", "0.1", "a heron"),
            doppel.run("plagiarism", "-c", "notes", copied.toString()),
            doppel.run("search", "-c", EVIL, "x"),
            doppel.run("search", "-c", "notes", "--mode", EVIL, "x"),
            doppel.run("index", "-c", "notes", EVIL + ".txt"),
            doppel.run("search", "-c", "notes", "--" + EVIL),
            doppel.run("search", "-c", "notes", "-k", EVIL, "x"),
            doppel.run(EVIL));
    for (Run run : runs) {
      assertThat(run.out() + run.err()).isNotEmpty().doesNotContain("\u001b", "\u0007", "\u009b", "\u202e");
    }
    assertThat(runs.get(1).json().path("title").asString()).isEqualTo(EVIL);
  }

  /// In a process of its own, since the language is that of a whole process.
  @ParameterizedTest
  @CsvSource({"de, DE", "tr, TR", "ar, EG"})
  void numbers_and_names_are_the_same_in_every_language(String language, String country) throws Exception {
    TinyCommandLine.in(folder);
    List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow()));
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-Duser.language=" + language,
            "-Duser.country=" + country,
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            "io.doppel.cli.Main",
            "similarity",
            "--model=tiny",
            "--models=" + folder.resolve("models"),
            "I AM HERE IN ISTANBUL",
            "i am here in istanbul"));
    Process process = new ProcessBuilder(command).redirectError(folder.resolve("err.txt").toFile()).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(Files.readString(folder.resolve("err.txt"))).isZero();
    assertThat(out).isEqualTo("1.0000\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "search -c ''|notes other",
        "plagiarism -c n|notes",
        "compact o|other",
        "search --mode ''|dense lexical hybrid",
        "search --model ''|mini multilingual.v2",
        "search --rerank mu|multilingual.v2",
        "collections set --storage in|int8 int4"
      })
  void a_shell_completes_values(String example) throws Exception {
    assumeThat(Path.of("/bin/bash")).exists();
    for (String place :
        List.of(
            "index/notes",
            "index/other",
            "index/embeddings.cache",
            "index/.bench-0",
            "models/mini",
            "models/multilingual.v2")) {
      Files.createDirectories(folder.resolve(place));
    }
    Files.writeString(folder.resolve("index/README.md"), "no collection");
    StringWriter script = new StringWriter();
    CommandLine line = Main.commandLine();
    assertThat(line.setOut(new PrintWriter(script)).execute("generate-completion")).isZero();
    assertThat(script.toString()).doesNotContain("{collection}", "{model}", "{file}");
    String[] parts = example.split("\\|", -1);
    String asked =
        """
        compopt() { :; }
        COMP_WORDS=(doppel %s); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMP_LINE="${COMP_WORDS[*]}"; COMP_POINT=${#COMP_LINE}
        _complete_doppel; echo "${COMPREPLY[*]}" | tr '\\n' ' '
        """
            .formatted(parts[0]);
    Path file = Files.writeString(folder.resolve("complete.sh"), script + "\n" + asked);
    ProcessBuilder bash =
        new ProcessBuilder("/bin/bash", file.toString())
            .redirectError(folder.resolve("err.txt").toFile());
    bash.environment().put("DOPPEL_INDEX", folder.resolve("index").toString());
    bash.environment().put("DOPPEL_MODELS", folder.resolve("models").toString());
    Process process = bash.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(out.strip().split("\\s+"))
        .as(Files.readString(folder.resolve("err.txt")))
        .containsExactlyInAnyOrder(parts[1].split(" "));
  }
}
