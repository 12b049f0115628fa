package io.doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.cli.TinyCommandLine.Run;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Where a command is given nothing to read, it says so.
class EmptyTextsTest {

  private static final String INVISIBLE = "\u200B\u200D\uFEFF";

  @TempDir Path folder = Path.of("");

  private TinyCommandLine doppel = new TinyCommandLine(folder);

  @BeforeEach
  void notes() throws IOException {
    doppel = TinyCommandLine.in(folder);
    doppel.run(
        "index",
        "-c",
        "notes",
        "--format",
        "lines",
        Files.writeString(folder.resolve("notes.txt"), "one note\nanother note\n").toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"search -c notes %s", "duplicates -c notes %s", "similarity note %s", "similarity %s note"})
  void a_text_without_a_visible_letter_is_wrong_usage(String command) {
    Run run = doppel.run(command.formatted(INVISIBLE).split(" "));
    assertThat(run.exit()).as(run.out()).isEqualTo(2);
    assertThat(run.err()).startsWith("doppel: ").contains("must not be empty");
    assertThat(run.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"search -c notes -", "duplicates -c notes -"})
  void standard_input_without_a_visible_letter_is_wrong_usage(String command) {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(INVISIBLE.getBytes(StandardCharsets.UTF_8)));
    try {
      Run run = doppel.run(command.split(" "));
      assertThat(run.exit()).isEqualTo(2);
      assertThat(run.err()).startsWith("doppel: standard input: the file is empty");
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void a_folder_is_not_one_text_whatever_lies_in_it() throws IOException {
    Path note = Files.writeString(folder.resolve("note.txt"), "one note\n");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Path full = Files.createDirectory(folder.resolve("full"));
    Files.writeString(full.resolve("a.txt"), "another note\n");
    for (Path given : List.of(empty, full)) {
      for (List<String> files : List.of(List.of("-c", "notes", given + ""), List.of(note + "", given + ""))) {
        Run run = doppel.run(Stream.concat(Stream.of("plagiarism"), files.stream()).toArray(String[]::new));
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualTo("doppel: %s is a folder, and one file is needed\n".formatted(given));
      }
    }
    Run verified = doppel.run("plagiarism", "-c", "notes", "--verify", full.toString());
    assertThat(verified.exit()).isEqualTo(1);
    assertThat(verified.err())
        .isEqualTo("doppel: --verify must be a seal or the file of a report, got \"%s\"\n".formatted(full));
  }

  @Test
  void a_file_without_a_visible_letter_is_not_checked() throws IOException {
    Path file = Files.writeString(folder.resolve("none.txt"), INVISIBLE + "\n");
    Run run = doppel.run("plagiarism", "-c", "notes", file.toString());
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).isEqualTo("doppel: %s: the file is empty\n".formatted(file));
    Run embedded = doppel.run("embed", file.toString());
    assertThat(embedded.exit()).isEqualTo(1);
    assertThat(embedded.out()).isEmpty();
    assertThat(embedded.err()).isEqualTo("doppel: there is no text in %s\n".formatted(file));
  }

  @Test
  void what_holds_no_document_says_so_and_makes_no_collection() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Path lines = Files.writeString(folder.resolve("lines.jsonl"), "\n\n");
    for (Path path : new Path[] {empty, lines}) {
      Run run = doppel.run("index", "-c", "new", path.toString());
      assertThat(run.exit()).isEqualTo(1);
      assertThat(run.err()).isEqualTo("doppel: there is no document in %s\n".formatted(path));
    }
    assertThat(doppel.run("index", "-c", "new", empty.toString(), lines.toString()).err())
        .isEqualTo("doppel: there is no document in any of the 2 files and folders\n");
    Path bad = Files.writeString(folder.resolve("bad.jsonl"), "no json\n");
    assertThat(doppel.run("index", "-c", "new", bad.toString()).exit()).isEqualTo(1);
    assertThat(doppel.run("collections", "--json").lines())
        .extracting(one -> one.path("name").asString(""))
        .containsExactly("notes");
    Run all = doppel.run("plagiarism", "--all", empty.toString());
    assertThat(all.exit()).isEqualTo(1);
    assertThat(all.err()).isEqualTo("doppel: there is no text to compare in %s\n".formatted(empty));
  }

  @Test
  void an_argument_with_an_at_is_itself() throws IOException {
    Path file = Files.writeString(folder.resolve("home"), "notes.txt:1 notes.txt:2");
    assertThat(doppel.run("delete", "-c", "notes", "@" + file).out()).isEqualTo("0 deleted\n");
    assertThat(doppel.run("similarity", "@" + file, "@" + file).out()).isEqualTo("1.0000\n");
  }
}
