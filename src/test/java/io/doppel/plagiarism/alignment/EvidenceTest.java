package io.doppel.plagiarism.alignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.doppel.plagiarism.BagOfWordsEncoder;
import io.doppel.plagiarism.reading.Reading;
import io.doppel.text.Span;
import io.doppel.work.Stopped;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EvidenceTest {

  @Test
  void equal_passages_share_everything_in_order() {
    assertThat(evidence("the sea is calm to night", "The sea is calm, to night!")).isEqualTo(new Evidence(1, 1, 6));
  }

  @Test
  void words_count_as_often_as_both_have_them() {
    Evidence evidence = evidence("a b a c", "a a a d");
    assertThat(evidence.sharedWords()).isCloseTo(.5, within(1e-9));
    assertThat(evidence.inOrder()).isEqualTo(1);
    assertThat(evidence.longestRun()).isEqualTo(1);
  }

  @Test
  void halves_that_change_places_are_half_in_order() {
    assertThat(evidence("a b c d e f g h", "e f g h a b c d")).isEqualTo(new Evidence(1, .5, 4));
  }

  @Test
  void passages_without_common_words_share_nothing() {
    assertThat(evidence("a b", "c d")).isEqualTo(new Evidence(0, 0, 0));
    assertThat(evidence("", "")).isEqualTo(new Evidence(0, 0, 0));
  }

  @Test
  void the_comparison_of_long_copies_takes_little_memory_and_ends_soon_when_nobody_waits_for_it() {
    Random random = new Random(5);
    String text = random.ints(300_000, 0, 60_000).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));
    Reading here = Reading.of("", text, List.of(), List.of());
    Span all = new Span(0, text.length());
    Stopped.endsSoon(Duration.ofMillis(200), () -> Evidence.of(here, all, here, all));
    assertThat(Evidence.of(here, all, here, all)).isEqualTo(new Evidence(1, 1, 300_000));
  }

  @Test
  void long_passages_agree_with_the_table_of_the_textbook() {
    long seed = Long.getLong("doppel.seed", 1);
    System.out.println("-Ddoppel.seed=" + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 100; i++) {
      String[] a = words(random, random.nextInt(300));
      String[] b = words(random, random.nextInt(300));
      Evidence evidence = evidence(String.join(" ", a), String.join(" ", b));
      int[][] lengths = new int[a.length + 1][b.length + 1];
      int run = 0;
      int[][] runs = new int[a.length + 1][b.length + 1];
      for (int x = 1; x <= a.length; x++) {
        for (int y = 1; y <= b.length; y++) {
          boolean same = a[x - 1].equals(b[y - 1]);
          lengths[x][y] = same ? lengths[x - 1][y - 1] + 1 : Math.max(lengths[x - 1][y], lengths[x][y - 1]);
          runs[x][y] = same ? runs[x - 1][y - 1] + 1 : 0;
          run = Math.max(run, runs[x][y]);
        }
      }
      double shared = evidence.sharedWords() * (a.length + b.length) / 2;
      assertThat(evidence.inOrder() * shared).isCloseTo(lengths[a.length][b.length], within(1e-6));
      assertThat(evidence.longestRun()).isEqualTo(run);
    }
  }

  private static String[] words(Random random, int count) {
    return random.ints(count, 0, 20).mapToObj(word -> "w" + word).collect(Collectors.toList()).toArray(String[]::new);
  }

  private static Evidence evidence(String here, String there) {
    BagOfWordsEncoder encoder = new BagOfWordsEncoder();
    return Evidence.of(
        Reading.of("", here, encoder),
        new Span(0, here.length()),
        Reading.of("", there, encoder),
        new Span(0, there.length()));
  }
}
