package io.doppel.language.hash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WinnowingTest {

  private final long seed = Long.getLong("doppel.seed", 1);
  private final Random random = new Random(seed);

  @Test
  void texts_with_seven_words_in_common_share_a_fingerprint() {
    System.out.println("-Ddoppel.seed=" + seed);
    for (int i = 0; i < 500; i++) {
      String common = words(7);
      assertThat(shared(words(random.nextInt(20)) + " " + common, common + " " + words(random.nextInt(20))))
          .as(common)
          .isPositive();
    }
  }

  @Test
  void texts_with_only_three_words_in_common_share_none() {
    for (int i = 0; i < 500; i++) {
      String common = words(3);
      assertThat(shared(words(10) + " " + common + " " + words(9), words(8) + " " + common + " " + words(8))).isZero();
    }
  }

  @Test
  void a_korean_copy_is_known_whatever_its_spacing() {
    String text = "조수는 달과 태양의 인력 때문에 바닷물의 높이가 주기적으로 달라지는 현상이다.";
    assertThat(Winnowing.of(text.replace(" ", ""))).isEqualTo(Winnowing.of(text)).isNotEmpty();
  }

  @Test
  void case_and_punctuation_do_not_matter() {
    assertThat(Winnowing.of("Twice a day, the SEA climbs up -- the harbour wall!"))
        .isEqualTo(Winnowing.of("twice a day the sea climbs up the harbour wall"))
        .isNotEmpty();
  }

  @Test
  void about_two_in_five_runs_are_kept() {
    assertThat(Winnowing.of(words(10_000)).length).isBetween(3_700, 4_300);
  }

  @Test
  void a_text_shorter_than_a_run_has_none() {
    assertThat(Winnowing.of("")).isEmpty();
    assertThat(Winnowing.of("three words only")).isEmpty();
    assertThat(Winnowing.of("a b c d")).isEmpty();
    assertThat(Winnowing.of("four words are enough")).hasSize(1);
  }

  private static long shared(String a, String b) {
    List<Long> known = Arrays.stream(Winnowing.of(a)).boxed().collect(Collectors.toCollection(ArrayList::new));
    return Arrays.stream(Winnowing.of(b)).filter(known::contains).count();
  }

  private String words(int count) {
    return random
        .ints(count, 36 * 36 * 36, 36 * 36 * 36 * 36)
        .mapToObj(word -> Integer.toString(word, 36))
        .collect(Collectors.joining(" "));
  }
}
