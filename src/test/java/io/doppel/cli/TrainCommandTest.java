package io.doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.cli.TinyCommandLine.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class TrainCommandTest {

  private static final List<String> SUBJECTS = List.of("cat", "dog", "bird", "horse", "fish", "tree", "river", "car");
  private static final List<String> FILLERS = List.of("time", "year", "people", "way", "day", "man", "place", "week");

  @TempDir private Path folder;
  private TinyCommandLine line = new TinyCommandLine(Path.of(""));

  @BeforeEach
  void putModel() throws IOException {
    line = TinyCommandLine.in(folder);
  }

  @Test
  void questions_alone_are_learned_and_a_collection_of_the_base_answers_them() throws IOException {
    Path documents = folder.resolve("documents.jsonl");
    Files.writeString(documents, document("a", "the cat sat in a house") + document("b", "a dog on the way to school"));
    assertThat(line.run("index", "-c", "small", documents.toString()).exit()).isZero();
    Run trained =
        line.run(
            "train", "--pairs", pairs(400).toString(), "--query-only", "--method", "adapter", "--epochs", "20",
            "--name", "asker", "--json", "--keep-anyway");
    assertThat(trained.exit()).as(trained.err()).isZero();
    assertThat(trained.json().path("adopted").asBoolean()).isTrue();
    assertThat(trained.json().path("task").path("after").asDouble())
        .isGreaterThan(trained.json().path("task").path("before").asDouble());
    assertThat(folder.resolve("models/asker/query/modules.json")).exists();

    String[] question = {"search", "-c", "small", "--json", "--mode", "dense", "cat time year"};
    Run base = line.run(question);
    Run asked = line.run(Stream.concat(Stream.of(question), Stream.of("--model", "asker")).toArray(String[]::new));
    assertThat(asked.exit()).as(asked.err()).isZero();
    assertThat(asked.lines().getFirst().path("id").asString()).isEqualTo("a");
    assertThat(similarity(asked)).isNotEqualTo(similarity(base));
    // A collection that is made anew with it is asked with it whatever is chosen, from the vectors it had.
    Run adopted = line.run("reindex", "small", "--model", "asker");
    assertThat(adopted.exit()).as(adopted.err()).isZero();
    assertThat(line.run(question).lines().getFirst().path("similarity"))
        .isEqualTo(asked.lines().getFirst().path("similarity"));
    // What is no question lies where it lay.
    assertThat(line.run("similarity", "--json", "--model", "asker", "a cat", "a dog").json().path("similarity"))
        .isEqualTo(line.run("similarity", "--json", "a cat", "a dog").json().path("similarity"));
    Run again =
        line.run(
            "train", "--model", "asker", "--pairs", pairs(100).toString(), "--method", "adapter", "--name", "more");
    assertThat(again.exit()).isEqualTo(2);
    assertThat(again.err()).contains("asker makes of questions something of its own");
  }

  @Test
  void what_is_no_better_is_not_adopted_and_nothing_of_it_is_left() throws IOException {
    Run run =
        line.run(
            "train", "--pairs", pairs(200).toString(), "--method", "adapter", "--rate", "1e-9", "--name", "same");
    assertThat(run.exit()).as(run.err()).isEqualTo(3);
    assertThat(run.out()).contains("not adopted: on held-out examples it is not surely better");
    try (Stream<Path> left = Files.list(folder.resolve("models"))) {
      assertThat(left.map(file -> file.getFileName().toString())).containsExactly("tiny");
    }
  }

  @Test
  void shares_of_triplets_are_told_of_every_epoch() throws IOException {
    StringBuilder lines = new StringBuilder();
    Random random = new Random(2);
    for (int i = 0; i < 200; i++) {
      String subject = SUBJECTS.get(i % SUBJECTS.size());
      lines.append(subject).append('\t').append(text(subject, i, random)).append('\n');
    }
    Path classes = Files.writeString(folder.resolve("classes.tsv"), lines);
    Run run =
        line.run(
            "train", "--classes", classes.toString(), "--held-out", classes2().toString(), "--method", "adapter",
            "--epochs", "2", "--name", "new", "--json", "--keep-anyway");
    assertThat(run.exit()).as(run.err()).isZero();
    List<JsonNode> epochs = run.lines().stream().filter(each -> each.has("semi_hard")).toList();
    assertThat(epochs).extracting(each -> each.path("epoch").asInt()).containsExactly(1, 2);
    assertThat(epochs.getFirst().path("easy").asLong() + epochs.getFirst().path("hard").asLong()).isPositive();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--pairs     | a\\tb                          | 1 | line 1: has 2 columns, not id, label, text1, text2",
        "--pairs     | a\\tb\\tNaN                    | 1 | line 1: a label is a number, got \"NaN\"",
        "--pairs     | a\\tb\\t1\\nc\\t \\t0          | 1 | line 2: a text is empty",
        "--pairs     | a\\tb\\t0\\nc\\td\\t0          | 1 | all 2 pairs have the label 0.0",
        "--pairs     | a\\tb\\t1                      | 2 | at least 10 examples are needed to learn from",
        "--pairs     | \\n                            | 1 | has no examples",
        "--classes   | x\\ta\\nx\\tb                  | 1 | has one class alone, \"x\"",
        "--triplets  | a\\tb                          | 1 | line 1: has 2 columns, not anchor, positive, negative",
        "--parallel  | a                              | 1 | line 1: has 1 columns, not known language, other",
        "--decisions | nowhere                        | 1 | nowhere",
      })
  void a_file_of_which_nothing_can_be_learned_is_refused_in_a_sentence(
      String option, String content, int exit, String sentence) throws IOException {
    String given = content;
    if (!option.equals("--decisions")) {
      Path file = folder.resolve("file.tsv");
      given = Files.writeString(file, content.replace("\\t", "\t").replace("\\n", "\n")).toString();
    }
    Run run = line.run("train", option, given, "--method", "adapter", "--name", "new");
    assertThat(run.exit()).as(run.err()).isEqualTo(exit);
    assertThat(run.err()).contains(sentence);
    assertThat(folder.resolve("models/new")).doesNotExist();
  }

  @Test
  void options_that_do_not_go_together_are_refused_before_anything_is_computed() throws IOException {
    String pairs = pairs(120).toString();
    assertRefused("a model of that name already", 1, "--pairs", pairs, "--name", "tiny");
    assertRefused("there is no model", 1, "--pairs", pairs, "--name", "new", "--model", "nothing");
    assertRefused("the loss of PAIRS is one of", 2, "--pairs", pairs, "--name", "new", "--loss", "semi-hard");
    assertRefused("rate must be above 0 and at most 1, got 2.0", 2, "--pairs", pairs, "--name", "new", "--rate", "2");
    assertRefused("epochs must be above 0", 2, "--pairs", pairs, "--name", "new", "--epochs", "0");
    Path scores = Files.writeString(folder.resolve("scores.tsv"), Files.readString(Path.of(pairs)) + "x y\tz\t4.5\n");
    assertRefused(
        "the loss bce needs labels from 0 to 1, got 4.5", 2, "--pairs", scores.toString(), "--name", "new", "--loss",
        "bce");
    Path classes = Files.writeString(folder.resolve("classes.tsv"), many("x") + many("y"));
    assertRefused(
        "no text is a question", 2, "--classes", classes.toString(), "--held-out", classes2().toString(), "--name",
        "new", "--query-only");
  }

  private static String many(String label) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      lines.append("%s\t%s number %d\n".formatted(label, label, i));
    }
    return lines.toString();
  }

  private void assertRefused(String sentence, int exit, String... arguments) {
    Run run =
        line.run(
            Stream.concat(Stream.of("train", "--method", "adapter"), Stream.of(arguments)).toArray(String[]::new));
    assertThat(run.exit()).as(run.err()).isEqualTo(exit);
    assertThat(run.err()).contains(sentence);
  }

  private static double similarity(Run run) {
    return run.lines().getFirst().path("similarity").asDouble();
  }

  private static String document(String id, String text) {
    return "{\"id\":\"%s\",\"text\":\"%s\"}\n".formatted(id, text);
  }

  private Path pairs(int count) throws IOException {
    Random random = new Random(5);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      String one = SUBJECTS.get(random.nextInt(SUBJECTS.size()));
      String other = random.nextBoolean() ? one : SUBJECTS.get(random.nextInt(SUBJECTS.size()));
      lines.append(
          "%s\t%s\t%d\n"
              .formatted(text(one, i, random), text(other, i + count, random), one.equals(other) ? 1 : 0));
    }
    return Files.writeString(folder.resolve("pairs%d.tsv".formatted(count)), lines);
  }

  private Path classes2() throws IOException {
    StringBuilder lines = new StringBuilder();
    Random random = new Random(3);
    for (int i = 0; i < 80; i++) {
      String subject = SUBJECTS.get(i % SUBJECTS.size());
      lines.append(subject).append('\t').append(text(subject, i + 5000, random)).append('\n');
    }
    return Files.writeString(folder.resolve("held-out.tsv"), lines);
  }

  private static String text(String subject, int number, Random random) {
    StringBuilder text = new StringBuilder(subject);
    for (int i = 0; i < 3; i++) {
      text.append(' ').append(FILLERS.get(random.nextInt(FILLERS.size())));
    }
    return text + " " + number;
  }

  @Test
  @Timeout(180)
  void whoever_is_interrupted_is_told_what_is_kept_and_whoever_is_killed_leaves_no_model() throws Exception {
    String pairs = pairs(4000).toString();
    Process killed = train(pairs, "killed");
    killed.destroyForcibly().waitFor();
    assertThat(folder.resolve("models/killed")).doesNotExist();
    assertThat(line.run("models", "--json").out()).doesNotContain("killed");

    Process stopped = train(pairs, "stopped");
    new ProcessBuilder("kill", "-INT", Long.toString(stopped.pid())).start().waitFor();
    assertThat(stopped.waitFor()).isEqualTo(130);
    assertThat(Files.readString(folder.resolve("err.txt"))).endsWith("doppel: stopped; the best so far is kept\n");
    assertThat(folder.resolve("models/stopped/modules.json")).exists();
  }

  /// A run that would take long, and has begun.
  private Process train(String pairs, String name) throws Exception {
    Process process =
        ProgramProcess.of(
                folder, folder.resolve("models"), "tiny", "train", "--pairs", pairs, "--method", "adapter",
                "--epochs", "1000", "--name", name, "--keep-anyway")
            .start();
    while (!Files.readString(folder.resolve("err.txt")).contains("doppel: step ") && process.isAlive()) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return process;
  }
}
