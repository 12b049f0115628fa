package io.doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.cli.TinyCommandLine.Run;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassifyCommandTest {

  private static final String EXAMPLES =
      """
      pets\tthe dog and the cat
      pets\ta cat with a bird
      pets\tthe fish and the dog
      money\tbank card and account
      money\tthe price of the order
      money\tpay with a card
      """;

  @TempDir private Path folder;
  private TinyCommandLine line;

  @BeforeEach
  void writeModel() throws IOException {
    line = TinyCommandLine.in(folder);
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private Run classify(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "classify";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return line.run(all);
  }

  @Test
  void texts_are_enrolled_asked_for_measured_and_forgotten() throws IOException {
    Run enrolled = classify("-l", "desk", "--examples", write("examples.tsv", EXAMPLES), "--json");
    assertThat(enrolled.exit()).isZero();
    assertThat(enrolled.json().at("/examples").asInt()).isEqualTo(6);
    assertThat(enrolled.json().at("/labels").asInt()).isEqualTo(2);
    assertThat(enrolled.json().at("/added").asInt()).isEqualTo(6);
    assertThat(enrolled.json().at("/choice/held_out").asInt()).isEqualTo(6);
    Run asked = classify("-l", "desk", "--json", "a", "dog");
    assertThat(asked.json().at("/label").asString()).isEqualTo("pets");
    assertThat(asked.json().at("/rejected").asBoolean()).isFalse();
    assertThat(asked.json().at("/nearest").size()).isEqualTo(3);
    assertThat(classify("-l", "desk", "the card").out()).contains("money");
    Run measured =
        classify(
            "-l", "desk", "--json", "--none", "other", "--test",
            write("test.tsv", "pets\ta bird\nmoney\tmy account\nother\tenergy theory\nweather\train and snow\n"));
    assertThat(measured.json().at("/texts").asInt()).isEqualTo(2);
    assertThat(measured.json().at("/none").asInt()).isEqualTo(2);
    assertThat(measured.json().at("/accuracy").asDouble()).isEqualTo(1);
    assertThat(measured.json().at("/auroc").asDouble()).isEqualTo(1);
    assertThat(measured.json().at("/fpr95").asDouble()).isZero();
    assertThat(classify("--list").out()).contains("6         2       desk");
    assertThat(classify("-l", "desk", "--list").out()).contains("3         pets");
    assertThat(classify("-l", "desk", "--remove", "pets").out()).isEqualTo("3 examples of 1 labels are left\n");
    assertThat(classify("-l", "desk", "--remove", "money", "--json").json().at("/examples").asInt()).isZero();
    assertThat(classify("--list").out()).isEqualTo("There is no classifier.\n");
    assertThat(line.run("collections", "list").out()).doesNotContain("desk");
  }

  @Test
  void names_of_labels_are_enrolled_with_a_file_or_alone() throws IOException {
    String file = write("examples.tsv", EXAMPLES);
    Run both = classify("-l", "desk", "--examples", file, "--names", "--head", "knn", "--json");
    assertThat(both.json().at("/examples").asInt()).isEqualTo(8);
    Run alone = classify("-l", "desk", "--names", "--head", "knn");
    assertThat(alone.out()).isEqualTo("8 examples of 2 labels in desk, 0 of them new\n");
    Run none = classify("-l", "nothing", "--names");
    assertThat(none.exit()).isEqualTo(1);
    assertThat(none.err()).contains("doppel classify -l nothing --examples FILE");
    assertThat(classify("-l", "desk", "--names", "a dog").exit()).isEqualTo(2);
  }

  @Test
  void a_claim_that_does_not_hold_is_told_by_the_exit_code() throws IOException {
    classify("-l", "desk", "--head", "knn", "--examples", write("examples.tsv", EXAMPLES));
    Run right = classify("-l", "desk", "--verify", "pets", "the cat and the dog");
    assertThat(right.exit()).isZero();
    assertThat(right.out()).startsWith("accepted: similarity ");
    Run wrong = classify("-l", "desk", "--verify", "pets", "--json", "rain and snow");
    assertThat(wrong.exit()).isEqualTo(3);
    assertThat(wrong.json().at("/accepted").asBoolean()).isFalse();
    assertThat(classify("-l", "desk", "--same-as", "a dog", "a dog").exit()).isZero();
    assertThat(classify("-l", "desk", "--same-as", "a dog", "rain and snow").exit()).isEqualTo(3);
  }

  @Test
  void csv_json_lines_gzip_and_standard_input_read_alike() throws IOException {
    write("e.csv", "text,label\n\"the dog, the cat\",pets\npay with a card,money\n");
    write("e.jsonl", "{\"label\":\"music\",\"text\":\"play the guitar\",\"more\":1}\n");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("e.tsv.gz")))) {
      out.write("travel\ta plane and a train\n".getBytes(StandardCharsets.UTF_8));
    }
    for (String name : new String[] {"e.csv", "e.jsonl", "e.tsv.gz"}) {
      assertThat(classify("-l", "desk", "--examples", folder.resolve(name).toString()).exit()).isZero();
    }
    InputStream before = System.in;
    try {
      System.setIn(new ByteArrayInputStream("weather\train and snow\n".getBytes(StandardCharsets.UTF_8)));
      assertThat(classify("-l", "desk", "--examples", "-").out())
          .startsWith("5 examples of 5 labels in desk, 1 of them");
      System.setIn(new ByteArrayInputStream("the guitar\nthe train\n".getBytes(StandardCharsets.UTF_8)));
      assertThat(classify("-l", "desk", "--json", "-").lines())
          .extracting(each -> each.at("/label").asString())
          .containsExactly("music", "travel");
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void a_bad_file_is_named_with_its_line_and_enrols_nothing() throws IOException {
    for (String bad :
        List.of("only one column\n", "pets\t\n", " \tdog\n", "pets\tdog\tcat\n", "a".repeat(201) + "\tdog\n")) {
      String file = write("bad.tsv", "pets\ta dog\n" + bad);
      Run run = classify("-l", "desk", "--examples", file);
      assertThat(run.exit()).isEqualTo(1);
      assertThat(run.err()).startsWith("doppel: " + file + ", line 2: ");
    }
    assertThat(classify("-l", "desk", "--examples", folder.resolve("none.tsv").toString()).exit()).isEqualTo(1);
    assertThat(classify("--list").out()).isEqualTo("There is no classifier.\n");
    assertThat(line.run("collections", "list").out()).doesNotContain("desk");
  }

  @Test
  void wrong_usage_is_told_before_the_model_is_loaded() throws IOException {
    assertThat(classify("-l", "desk").exit()).isEqualTo(2);
    assertThat(classify("dog").err()).contains("Missing required option: '--classifier=NAME'");
    assertThat(classify("-l", "desk", "--verify", "pets").err()).contains("Give a TEXT that has the label or not");
    assertThat(classify("-l", "desk", "--list", "dog").exit()).isEqualTo(2);
    assertThat(classify("-l", "desk", "--none", "x", "dog").err()).contains("--none needs --test");
    Run head = classify("-l", "desk", "--head", "tree", "dog");
    assertThat(head.exit()).isEqualTo(2);
    assertThat(head.err()).contains("head must be auto, prototypes, knn, logistic, mlp or pool, got \"tree\"");
    Run missing = classify("-l", "desk", "dog");
    assertThat(missing.exit()).isEqualTo(1);
    assertThat(missing.err())
        .isEqualTo("doppel: there is no classifier \"desk\"; make it with: doppel classify -l desk --examples FILE\n");
    classify("-l", "desk", "--examples", write("examples.tsv", EXAMPLES));
    assertThat(classify("-l", "desk", "--remove", "nobody").exit()).isEqualTo(2);
    assertThat(classify("-l", "desk", "--false-accept", "2", "dog").err())
        .contains("false_accept must be above 0 and below 1, got 2.0");
  }
}
