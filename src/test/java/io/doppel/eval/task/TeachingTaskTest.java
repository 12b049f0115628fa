package io.doppel.eval.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.doppel.plagiarism.BagOfWordsEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Simulated teaching, on pairs of made-up sentences.
class TeachingTaskTest {

  private static final long SEED = 20_261_130;
  private static final String RARE = ", one duplicate in ten";

  private static final List<String> WORDS =
      List.of(
          "heron lamp river bread window garden winter letter market tower bridge candle meadow harbour violin orchard"
              .split(" ", -1));

  @TempDir private Path folder;
  private Path train;
  private Path other;
  private Path test;

  @BeforeEach
  void write() throws IOException {
    Random random = new Random(SEED);
    train = pairs("train.tsv", 600, 6, random);
    // Where another calibration comes from, sentences have to share more words to say the same.
    other = pairs("other.tsv", 300, 8, random);
    test = pairs("test.tsv", 300, 6, random);
  }

  /// Pairs that say the same where they share at least so many of ten words, but for one in ten that is labelled
  /// otherwise.
  private Path pairs(String name, int count, int same, Random random) throws IOException {
    StringBuilder lines = new StringBuilder("text1\ttext2\tlabel\n");
    for (int i = 0; i < count; i++) {
      int shared = random.nextInt(11);
      List<String> one = new ArrayList<>();
      List<String> two = new ArrayList<>();
      for (int word = 0; word < 10; word++) {
        String here = WORDS.get(random.nextInt(WORDS.size())) + "ish";
        one.add(here);
        two.add(word < shared ? here : WORDS.get(random.nextInt(WORDS.size())) + "ly");
      }
      boolean duplicate = (shared >= same) ^ (random.nextInt(10) == 0);
      lines.append("the %s\tthe %s\t%d%n".formatted(String.join(" ", one), String.join(" ", two), duplicate ? 1 : 0));
    }
    return Files.writeString(folder.resolve(name), lines);
  }

  private Map<String, Double> measured(int limit) throws IOException {
    Map<String, Double> scores = new LinkedHashMap<>();
    TeachingTask.measure(train, other, test, limit, new BagOfWordsEncoder(), _ -> {}, scores::put);
    return scores;
  }

  @Test
  void rounds_are_held_against_as_many_labels_at_random_and_the_same_pairs_give_the_same_figures()
      throws IOException {
    Map<String, Double> scores = measured(1_000);
    for (String suffix : List.of("", RARE)) {
      assertThat(scores).containsKey("average precision before" + suffix);
      for (int labels : new int[] {100, 200, 300, 400}) {
        for (String how : List.of("in rounds", "at random")) {
          assertThat(scores.get("average precision after %d labels %s%s".formatted(labels, how, suffix)))
              .as("%d %s%s", labels, how, suffix)
              .isBetween(scores.getOrDefault("average precision before" + suffix, 1.0) - .1, 1.0);
        }
        assertThat(scores.get("labels in rounds for as much as %d at random%s".formatted(labels, suffix)))
            .isBetween(0.0, 420.0);
      }
    }
    assertThat(scores).hasSize(2 * 13);
    assertThat(measured(1_000)).isEqualTo(scores);
  }

  @Test
  void where_all_pairs_were_asked_about_rounds_know_what_any_order_knows() throws IOException {
    Map<String, Double> scores = measured(100);
    assertThat(scores.get("average precision after 400 labels in rounds"))
        .isCloseTo(scores.get("average precision after 100 labels in rounds"), within(1e-9));
    assertThat(scores.get("average precision after 400 labels at random"))
        .isCloseTo(scores.get("average precision after 400 labels in rounds"), within(.02));
  }
}
