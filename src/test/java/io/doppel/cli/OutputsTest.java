package io.doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.cli.TinyCommandLine.Run;
import io.doppel.cli.option.OutputPath;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine;

/// What commands write, beside what they read.
class OutputsTest {

  private static final String LINES = "{\"id\":\"a\",\"text\":\"first\"}\nnot json\n";

  @TempDir Path folder = Path.of("");

  private TinyCommandLine doppel = new TinyCommandLine(folder);
  private Path input = folder;

  @BeforeEach
  void lines() throws IOException {
    doppel = TinyCommandLine.in(folder);
    input = Files.writeString(folder.resolve("in.jsonl"), LINES);
  }

  @Test
  void rejects_are_never_written_over_what_is_read() throws IOException {
    Path symbolic = Files.createSymbolicLink(folder.resolve("symbolic.jsonl"), input);
    Path hard = Files.createLink(folder.resolve("hard.jsonl"), input);
    Path roundabout = folder.resolve("index/../in.jsonl");
    Files.createDirectories(folder.resolve("index"));
    for (Path rejects : new Path[] {input, symbolic, hard, roundabout}) {
      Run run = doppel.run("index", "-c", "notes", "--rejects", rejects.toString(), input.toString());
      assertThat(run.exit()).isEqualTo(2);
      assertThat(run.err()).startsWith("doppel: %s cannot be written: it is ".formatted(rejects)).contains("read");
      assertThat(input).hasContent(LINES);
    }
    assertThat(
            doppel
                .run("index", "-c", "notes", "--rejects", input.toString(), symbolic.toString())
                .exit())
        .isEqualTo(2);
    assertThat(input).hasContent(LINES);
  }

  @Test
  void rejects_do_not_lie_among_what_is_read() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), Files.createDirectory(folder.resolve("docs")));
    Run run =
        doppel.run(
            "index",
            "-c",
            "notes",
            "--rejects",
            folder.resolve("docs/rejects.jsonl").toString(),
            link.toString());
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .contains(
            "docs/rejects.jsonl cannot be written: it lies in the folder ", "link, which is read");
  }

  @Test
  void rejects_are_written_where_nothing_is_read_also_through_a_link_and_to_a_device() throws IOException {
    Path kept = Files.writeString(folder.resolve("kept.jsonl"), "before");
    Path link = Files.createSymbolicLink(folder.resolve("link.jsonl"), kept);
    assertThat(doppel.run("index", "-c", "notes", "--rejects", link.toString(), input.toString()).exit()).isZero();
    assertThat(link).isSymbolicLink();
    assertThat(Files.readString(kept)).contains("\"line\":2").doesNotContain("before");
    assertThat(doppel.run("index", "-c", "notes", "--rejects", "/dev/null", input.toString()).exit()).isZero();
    assertThat(Path.of("/dev/null")).satisfies(device -> assertThat(Files.isRegularFile(device)).isFalse());
  }

  @Test
  void rejects_stay_as_they_were_when_indexing_fails() throws IOException {
    Path rejects = Files.writeString(folder.resolve("rejects.jsonl"), "before");
    assertThat(
            doppel
                .run(
                    "index",
                    "-c",
                    "notes",
                    "--model",
                    "missing",
                    "--rejects",
                    rejects.toString(),
                    input.toString())
                .exit())
        .isEqualTo(1);
    assertThat(rejects).hasContent("before");
  }

  @Test
  void a_report_is_never_written_over_what_is_compared() throws IOException {
    Path page = Files.writeString(folder.resolve("page.html"), "<p>A page about herons at the weir.</p>");
    Path source = Files.writeString(folder.resolve("s.txt"), "A page about herons at the weir.");
    assertThat(
            doppel
                .run("plagiarism", "--report", page.toString(), page.toString(), source.toString())
                .exit())
        .isEqualTo(2);
    assertThat(
            doppel
                .run("plagiarism", "--report", page.toString(), source.toString(), page.toString())
                .exit())
        .isEqualTo(2);
    Path texts = Files.createDirectory(folder.resolve("texts"));
    Files.copy(source, texts.resolve("s.txt"));
    Run all =
        doppel.run(
            "plagiarism",
            "--all",
            "--base",
            page.toString(),
            "--report",
            page.toString(),
            texts.toString());
    assertThat(all.exit()).isEqualTo(2);
    assertThat(
            doppel
                .run(
                    "plagiarism",
                    "--all",
                    "--report",
                    texts.resolve("r.html").toString(),
                    texts.toString())
                .exit())
        .isEqualTo(2);
    assertThat(page).hasContent("<p>A page about herons at the weir.</p>");
    assertThat(texts.resolve("r.html")).doesNotExist();
  }

  @Test
  void two_outputs_are_two_files() throws IOException {
    doppel.run("index", "-c", "notes", input.toString());
    String file = folder.resolve("out.csv").toString();
    Run run = doppel.run("duplicates", "-c", "notes", "--all", "--out", file, "--report", file);
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).startsWith("doppel: %s cannot be written twice".formatted(file));
  }

  @Test
  void nothing_is_written_among_collections_and_models() throws IOException {
    doppel.run("index", "-c", "notes", input.toString());
    for (String place : new String[] {"index/notes/out.csv", "index/new", "models/tiny/model.onnx"}) {
      Run run = doppel.run("duplicates", "-c", "notes", "--all", "--out", folder.resolve(place).toString());
      assertThat(run.exit()).isEqualTo(2);
      assertThat(run.err()).contains(place + " cannot be written: it lies in the folder");
    }
    assertThat(doppel.run("snapshot", "notes", folder.resolve("index/copy").toString()).exit()).isEqualTo(2);
  }

  @Test
  void a_place_that_cannot_be_written_is_told_before_the_work() throws IOException {
    Run run =
        doppel.run(
            "index",
            "-c",
            "notes",
            "--rejects",
            folder.resolve("none/rejects.jsonl").toString(),
            input.toString());
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("there is no folder ", "none to write it into");
    assertThat(folder.resolve("index/notes")).doesNotExist();
  }

  @Test
  void what_an_option_writes_is_an_output() {
    assertThat(
            arguments(Main.commandLine())
                .filter(argument ->
                    String.join(" ", argument.description())
                        .matches("(?i).*\\bwrite .* here.*|.*report to this file.*")))
        .isNotEmpty()
        .allSatisfy(argument ->
            assertThat(argument.type()).isIn(OutputPath.File.class, OutputPath.Folder.class));
  }

  private static Stream<ArgSpec> arguments(CommandLine command) {
    return Stream.concat(
        command.getCommandSpec().args().stream(),
        command.getSubcommands().values().stream().flatMap(OutputsTest::arguments));
  }

  @Test
  void results_that_cannot_be_written_are_no_success_and_end_what_makes_them() throws IOException {
    Path texts = Files.writeString(folder.resolve("texts.txt"), "one text\n".repeat(2_000));
    Path pairs = Files.writeString(folder.resolve("pairs.tsv"), "a\t1\tone text\tone more\n".repeat(2_000));
    for (String[] arguments :
        List.of(
            new String[] {"similarity", "one", "other"},
            new String[] {"collections"},
            new String[] {"embed", texts.toString()},
            new String[] {"similarity", "--pairs", pairs.toString()})) {
      AtomicInteger written = new AtomicInteger();
      Run run = doppel.run(full(written), arguments);
      assertThat(run.err()).endsWith("standard output could not be written; some results are missing there\n");
      assertThat(run.exit()).isEqualTo(1);
      assertThat(written).hasValueLessThan(1_500);
    }
  }

  /// Takes nothing, and counts how often it was asked to.
  private static Writer full(AtomicInteger written) {
    return new Writer() {
      @Override
      public void write(char[] letters, int from, int length) throws IOException {
        written.incrementAndGet();
        throw new IOException("no space left on device");
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }
}
