package io.doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.cli.TinyCommandLine.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The command that examines a collection, from the outside.
class ExamineCommandTest {

  private static final List<String> NATURE = List.of("tree", "sea", "river", "rain", "snow", "wind", "bird", "moon");
  private static final List<String> TRADE = List.of("bank", "price", "ticket", "money", "order", "hotel", "card");

  @TempDir Path folder;

  private TinyCommandLine line;

  @BeforeEach
  void fill() throws IOException {
    line = TinyCommandLine.in(folder);
    assertThat(line.run("index", "-c", "nature", file("nature", NATURE, 60).toString()).exit()).isZero();
  }

  private Path file(String name, List<String> words, int count) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      List<String> text = new ArrayList<>();
      for (int j = 0; j < 6; j++) {
        text.add(words.get((i * i + j * (i + 1)) % words.size()));
      }
      lines.append(
          "{\"id\":\"%s%d\",\"text\":\"%s.\",\"half\":%d}\n".formatted(name, i, String.join(" ", text), i % 2));
    }
    return Files.writeString(folder.resolve(name + ".jsonl"), lines);
  }

  private Run examine(String... more) {
    List<String> arguments = new ArrayList<>(List.of("examine", "-c", "nature"));
    arguments.addAll(Arrays.asList(more));
    return line.run(arguments.toArray(String[]::new));
  }

  @Test
  void tables_tell_how_many_texts_were_looked_at_what_is_kept_and_by_what_it_differs() {
    Run run = examine("--sample", "40", "--by", "half");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out())
        .startsWith("nature: 40 of 60 documents, seed 1\n\nRobustness:")
        .contains("1.000 (1.000 to 1.000)  1.000      1.000 (1.000 to 1.000)  40     capitals\n")
        .containsPattern("\\d+ +half: 0\n")
        .contains("script: Latin")
        .contains("\nPairs that the cosine takes for duplicates and a guard holds apart: ")
        .doesNotContain("Validity");
    assertThat(examine("--sample", "40", "--by", "half").out()).isEqualTo(run.out());
    assertThat(examine("--sample", "40", "--by", "half", "--seed", "2").out()).isNotEqualTo(run.out());
  }

  @Test
  void with_json_every_measure_is_a_line() throws IOException {
    Run run = examine("--json", "--against", file("fresh", NATURE, 30).toString());
    assertThat(run.exit()).as(run.err()).isZero();
    List<JsonNode> lines = run.lines();
    assertThat(lines).allMatch(each -> each.has("task") && each.has("measure") && each.at("/value").isNumber());
    JsonNode capitals =
        lines.stream()
            .filter(
                each ->
                    each.at("/subject").asString("").equals("capitals")
                        && each.at("/measure").asString().equals("recall@1"))
            .findFirst()
            .orElseThrow();
    assertThat(capitals.toString())
        .isEqualTo(
            "{\"task\":\"robustness\",\"subject\":\"capitals\",\"measure\":\"recall@1\",\"value\":1.0,"
                + "\"low\":1.0,\"high\":1.0,\"texts\":60,\"small\":false}");
    assertThat(lines)
        .filteredOn(each -> each.at("/task").asString().equals("drift"))
        .extracting(each -> each.at("/measure").asString())
        .containsExactly(
            "nearest_similarity",
            "nearest_similarity",
            "nearest_similarity_p05",
            "rejected_share",
            "energy_coefficient",
            "p_value");
  }

  @Test
  void an_alarm_is_given_for_other_texts_only() throws IOException {
    Run same = examine("--against", file("fresh", NATURE, 40).toString(), "--alarm", ".001");
    assertThat(same.exit()).as(same.out()).isZero();
    assertThat(same.out()).contains("Validity: 40 new texts");
    Run other = examine("--against", file("trade", TRADE, 40).toString(), "--alarm", ".01", "--sample", "30");
    assertThat(other.exit()).isEqualTo(3);
    assertThat(other.err())
        .contains("doppel: 30 of 40 new texts are looked at")
        .contains("doppel: ALARM: the new texts are not like those of the collection");
    assertThat(other.out()).contains("p = 0.001");
  }

  @Test
  void documents_of_the_collection_itself_may_be_the_new_ones() throws IOException {
    Run same = examine("--new", "half:1");
    assertThat(same.exit()).as(same.out()).isZero();
    assertThat(same.out()).contains("nature: 30 of 60 documents").contains("Validity: 30 new texts");
    assertSentence(examine("--new", "half:3"), 2, "no document of the collection is new by that filter");
    assertSentence(examine("--new", "half"), 2, "a filter must be FIELD:VALUE, got half");
    assertSentence(
        examine("--new", "half:1", "--against", file("fresh", NATURE, 9).toString()), 2, "not both");
  }

  @Test
  void wrong_options_get_a_sentence() throws IOException {
    assertSentence(examine("--sample", "3"), 2, "sample must be 10 to 2000, got 3");
    assertSentence(examine("--by", "author"), 2, "no document has a field \"author\"; there are: half");
    assertSentence(examine("--alarm", ".05"), 2, "--alarm needs --against or --new");
    String fresh = file("fresh", NATURE, 3).toString();
    assertSentence(examine("--against", fresh, "--alarm", "2"), 2, "alarm must be 0.001 to 1, got 2");
    assertSentence(examine("--against", folder.resolve("none.txt").toString()), 1, "there is no file");
    Path empty = Files.writeString(folder.resolve("empty.jsonl"), "\n");
    assertSentence(examine("--against", empty.toString()), 1, "there is no text in " + empty);
    assertSentence(line.run("examine", "-c", "other"), 1, "there is no collection \"other\"");
  }

  private static void assertSentence(Run run, int exit, String sentence) {
    assertThat(run.err()).contains(sentence);
    assertThat(run.exit()).isEqualTo(exit);
    assertThat(run.out()).isEmpty();
  }
}
