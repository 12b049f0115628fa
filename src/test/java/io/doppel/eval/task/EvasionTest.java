package io.doppel.eval.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.eval.data.PanCorpus;
import io.doppel.plagiarism.BagOfWordsEncoder;
import io.doppel.text.disguise.PlainText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EvasionTest {

  private static final List<String> PASSAGE =
      List.of(
          "The old keeper lived in the tower with his wife and planted potatoes behind the wall.",
          "Every four hours the lamp had to be trimmed by hand, even in the worst storms of the winter.",
          "When the cable came along the coast, the lamp was exchanged and the keeper was sent home.",
          "Nobody has climbed the stairs of the tower since the children of the village stopped to do so.");
  private static final List<String> OWN =
      List.of("It rains.", "My friend plays the piano.", "We like music.", "Bread is baked at night.");

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void each_way_changes_the_text_alike_for_the_same_seed_and_more_with_more_strength(Evasion evasion) {
    String plain = String.join(" ", PASSAGE);
    List<Integer> differences = new ArrayList<>();
    for (double strength : Evasion.STRENGTHS) {
      String changed = evasion.of(PASSAGE, OWN, strength, new Random(5));
      assertThat(changed).isNotEqualTo(plain).isEqualTo(evasion.of(PASSAGE, OWN, strength, new Random(5)));
      differences.add(unlike(plain, changed));
    }
    assertThat(differences.getLast()).as(differences.toString()).isGreaterThanOrEqualTo(differences.getFirst());
  }

  /// Neighbours in one text that are none in the other.
  private static int unlike(String one, String other) {
    int unlike = 0;
    for (int i = 3; i <= other.length(); i++) {
      unlike += one.contains(other.substring(i - 3, i)) ? 0 : 1;
    }
    return unlike;
  }

  @Test
  void what_is_hidden_is_undone_as_it_is_where_a_text_is_checked() {
    String plain = String.join(" ", PASSAGE);
    for (Evasion hidden : List.of(Evasion.LOOK_ALIKES, Evasion.ZERO_WIDTH, Evasion.SOFT_HYPHENS)) {
      String changed = hidden.of(PASSAGE, OWN, .3, new Random(5));
      assertThat(PlainText.of(changed).text()).as(hidden.toString()).isEqualTo(plain);
    }
  }

  @Test
  void recall_is_told_by_kind_and_strength_and_false_detections_with_it() throws IOException {
    Random random = new Random(3);
    Path source = Files.createDirectories(folder.resolve("src"));
    StringBuilder pairs = new StringBuilder();
    for (int i = 0; i < 2; i++) {
      StringBuilder text = new StringBuilder();
      for (int sentence = 0; sentence < 40; sentence++) {
        for (int word = 0; word < 12; word++) {
          String letters = Integer.toString(random.nextInt(99_999), 36);
          text.append(word == 0 ? "The " : "").append("w").append(letters).append(" ");
        }
        text.append("end. ");
      }
      Files.writeString(source.resolve("s%d.txt".formatted(i)), text.toString().replaceAll("\\d", "x"));
      pairs.append("a.txt s%d.txt%n".formatted(i));
      Files.createDirectories(folder.resolve("susp"));
      Files.writeString(folder.resolve("a-s%d.xml".formatted(i)), "<document reference=\"a.txt\"></document>");
    }
    Files.writeString(folder.resolve("susp/a.txt"), "nothing");
    Files.writeString(folder.resolve("pairs"), pairs.toString());
    Map<String, Double> scores = new HashMap<>();
    EvasionTask.measure(PanCorpus.open(folder), 2, new BagOfWordsEncoder(), _ -> {}, scores::put);
    assertThat(scores).hasSize(Evasion.values().length * 4 + 1);
    assertThat(scores.get("recall look alikes 0.3")).isGreaterThan(.95);
    assertThat(scores.get("recall zero width 0.6")).isGreaterThan(.95);
    assertThat(scores.get("recall sentence order 0.6")).isGreaterThan(.8);
    assertThat(scores.get("part of texts with one, of those without a passage")).isZero();
  }
}
