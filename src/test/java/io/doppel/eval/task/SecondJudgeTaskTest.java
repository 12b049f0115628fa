package io.doppel.eval.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.doppel.duplicates.calibration.SecondJudge;
import io.doppel.encoder.CrossEncoder;
import io.doppel.encoder.FakeCrossEncoder;
import io.doppel.plagiarism.BagOfWordsEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a second judge is worth, on made-up pairs that are duplicates where their first words are the same.
class SecondJudgeTaskTest {

  private static final long SEED = 20_261_130;
  private static final List<String> WORDS =
      List.of("river", "bank", "bridge", "stone", "water", "boat", "ferry", "shore", "bird", "tree", "house", "road");

  @TempDir private Path folder;

  private static String first(String text) {
    return text.substring(0, text.indexOf(' '));
  }

  private static CrossEncoder reader(boolean knowing) {
    return new FakeCrossEncoder(
        "reader", (query, text) -> knowing && first(query).equals(first(text)) ? 1 : -1);
  }

  private Path pairs(String name, long seed) throws IOException {
    Random random = new Random(seed);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      List<String> one = words(random);
      List<String> other = words(random);
      if (random.nextInt(3) > 0) {
        // Most have much in common, so that a threshold can be as precise as the calibration wants.
        boolean same = random.nextInt(20) > 0;
        other = new ArrayList<>(one);
        if (!same) {
          Collections.rotate(other, 1);
        }
      }
      lines.add(
          "%d\t%d\t%s\t%s"
              .formatted(
                  i, one.getFirst().equals(other.getFirst()) ? 1 : 0, String.join(" ", one), String.join(" ", other)));
    }
    return Files.write(folder.resolve(name), lines);
  }

  private static List<String> words(Random random) {
    List<String> words = new ArrayList<>(WORDS);
    Collections.shuffle(words, random);
    return words.subList(0, 4);
  }

  private Map<String, Double> measured(boolean knowing) throws IOException {
    Map<String, Double> values = new HashMap<>();
    SecondJudgeTask.measure(
        pairs("pairs.train.tsv", SEED),
        pairs("pairs.test.tsv", SEED + 1),
        Integer.MAX_VALUE,
        new BagOfWordsEncoder(),
        new SecondJudge(reader(knowing)),
        _ -> {},
        values::put);
    return values;
  }

  @Test
  void one_that_knows_more_is_right_more_often_where_it_is_asked() throws IOException {
    Map<String, Double> values = measured(true);
    assertThat(values).contains(entry("second judge kept", 1.0));
    assertThat(values.get("asked about")).isBetween(.01, .99);
    assertThat(values.get("accuracy where asked")).isGreaterThan(values.get("accuracy where asked, without"));
    assertThat(values.get("average precision")).isGreaterThan(values.get("average precision, without"));
  }

  @Test
  void one_that_knows_nothing_is_not_kept_and_all_is_as_without_it() throws IOException {
    Map<String, Double> values = measured(false);
    assertThat(values).contains(entry("second judge kept", 0.0), entry("asked about", 0.0));
    assertThat(values).doesNotContainKey("accuracy where asked");
    assertThat(values.get("average precision")).isEqualTo(values.get("average precision, without"));
    assertThat(values.get("precision at the threshold")).isEqualTo(values.get("precision at the threshold, without"));
  }
}
