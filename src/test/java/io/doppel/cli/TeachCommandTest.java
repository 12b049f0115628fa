package io.doppel.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TeachCommandTest {

  @TempDir private Path folder;

  @Test
  void people_are_asked_pair_by_pair_and_go_on_where_they_stopped() throws Exception {
    TinyCommandLine doppel = TinyCommandLine.in(folder);
    Path file = folder.resolve("texts.jsonl");
    Files.writeString(
        file,
        """
        {"id":"a","text":"The ship is on the sea."}
        {"id":"b","text":"A ship is on the big sea."}
        {"id":"c","text":"The dog and the cat live in the house."}
        {"id":"d","text":"A dog and a cat live in the old house."}
        """);
    assertThat(doppel.run("index", "-c", "things", file.toString()).exit()).isZero();

    TinyCommandLine.Run first = answered(doppel, "maybe\ny\nq\n");
    assertThat(first.exit()).isZero();
    assertThat(first.err())
        .contains("Round 1, 1 of 2", "got \"maybe\"", "Round 1, 2 of 2", "what was answered is kept");
    assertThat(first.out()).isEmpty();
    // What the model thinks of a pair is told when it is decided.
    String[] asked = first.err().split("Round 1, ", -1);
    assertThat(asked[1].lines().filter(line -> line.contains("the model: 0.9"))).hasSize(1);
    assertThat(asked[1].indexOf("the model:")).isGreaterThan(asked[1].lastIndexOf("> "));
    assertThat(asked[2]).doesNotContain("the model:");

    TinyCommandLine.Run second = answered(doppel, "n\n");
    assertThat(second.err()).contains("Round 1, 2 of 2", "No pair is left to decide about.");
    assertThat(second.json().at("/same").asInt()).isEqualTo(1);
    assertThat(second.json().at("/different").asInt()).isEqualTo(1);
    assertThat(second.json().at("/measured").isNull()).isTrue();
    List<String> labelled = doppel.run("duplicates", "-c", "things", "--decisions").out().lines().toList();
    assertThat(labelled).hasSize(3);
    List<String> json = doppel.run("duplicates", "-c", "things", "--decisions", "--json").out().lines().toList();
    assertThat(json).hasSize(2).allSatisfy(line -> assertThat(line).startsWith("{\"text1\":\"").contains("\"label\":"));
  }

  private static TinyCommandLine.Run answered(TinyCommandLine doppel, String answers) {
    InputStream before = System.in;
    try {
      System.setIn(new ByteArrayInputStream(answers.getBytes(UTF_8)));
      return doppel.run("duplicates", "-c", "things", "--teach", "--json");
    } finally {
      System.setIn(before);
    }
  }
}
