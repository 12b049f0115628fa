package io.doppel.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {

  /// What a thread has where a program saves memory.
  private static final int SMALL_STACK = 256 << 10;

  private static List<String> written(String text) {
    return Words.of(text).list().stream().map(Word::written).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a", "가", "1", "é1", "a.", "𝐚.a.", "ab-", "1.", "12,", "_", "a'", "/a", "--a", "A.B", "a@", "a.b@c-", "٣", "😀",
        "ab-𝐚",
      })
  void a_text_without_a_space_is_read_with_a_small_stack(String part) throws Exception {
    String text = part.repeat(Words.MAX_LENGTH).substring(0, Words.MAX_LENGTH);
    try (ExecutorService small =
        Executors.newSingleThreadExecutor(run -> new Thread(null, run, "small", SMALL_STACK))) {
      for (String beginning : List.of("", " --a", "A.B")) {
        assertThat(small.submit(() -> written(beginning + text)).get(60, TimeUnit.SECONDS))
            .hasSizeLessThanOrEqualTo(Words.MAX);
      }
    }
  }

  @Test
  void letters_that_hang_together_are_found_as_people_write_them() {
    assertThat(written("Write to anna.b+c@mail-1.example.org of U.S.Army, the U.S. and 1,000.5 units"))
        .containsSubsequence("anna.b+c@mail-1.example.org", "us", "army", "us", "1,000.5");
  }
}
