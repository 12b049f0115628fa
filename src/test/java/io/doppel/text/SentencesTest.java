package io.doppel.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentencesTest {

  private static List<String> sentences(String text) {
    return Sentences.of(text).stream().map(span -> span.of(text)).toList();
  }

  /// A bar stands where a sentence should end.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "It rained.| Nobody came!| Why?",
        "Dr. Kim met Mr. Lee at the U.S. Army base.| It rained.",
        "See e.g. Smith et al. They agree.| Others (cf. Lee) do not.",
        "J. K. Rowling wrote it.| See Fig. 3 and No. 5 Avenue.| I did.",
        "It costs 3.14 dollars.| Visit www.example.com now.",
        "He said no.| She said \"Go.\"| Then they left.",
        "It was I.| He left.",
        "안녕하세요.| 반갑습니다.|그리고 3.14입니다!| \"좋아요.\"| 그가 말했다.",
        "비가 왔다.| It rained.| 아무도 오지 않았다!| 정말?",
        "中文句子。|第二句！|日本語です。",
        "Wait... and see.| Done.",
      })
  void a_sentence_ends_where_a_reader_would_end_it(String marked) {
    List<String> expected = List.of(marked.split("\\| *", -1));
    assertThat(sentences(marked.replace("|", ""))).isEqualTo(expected);
  }

  @Test
  void a_text_of_millions_of_initials_is_read_in_one_go() {
    String text = "가. " + "A. B. C. D. ".repeat(500_000);
    assertThat(assertTimeoutPreemptively(Duration.ofSeconds(30), () -> Sentences.of(text)))
        .containsExactly(new Span(0, text.length() - 1));
  }

  @Test
  void a_single_line_feed_does_not_end_a_sentence_and_a_blank_line_does() {
    assertThat(sentences("The cat\r\nsat on\nthe mat. It slept\n  \nThe dog\n\n\nbarked\r\n\r\nloudly"))
        .containsExactly("The cat\r\nsat on\nthe mat.", "It slept", "The dog", "barked", "loudly");
    assertThat(sentences("고양이가\n매트 위에 앉았다.\n잤다.")).containsExactly("고양이가\n매트 위에 앉았다.", "잤다.");
  }

  @Test
  void headings_and_list_items_are_sentences_of_their_own() {
    String text =
        """
        # The tides
        Water rises
        and falls
        - twice a day
        - under the moon
        1. Spring tides
        2) Neap tides
        가. 조수
        나. 간만
        """;
    assertThat(sentences(text))
        .containsExactly(
            "# The tides",
            "Water rises\nand falls",
            "- twice a day",
            "- under the moon",
            "1. Spring tides",
            "2) Neap tides",
            "가. 조수",
            "나. 간만");
  }

  @Test
  void a_short_line_above_long_ones_is_a_sentence_of_its_own() {
    String text =
        """
        The Tides of the Sea
        Twice a day the water of the sea rises and falls along the shores of the
        oceans, which Dr.
        Newton explained by the pull of the moon.
        """;
    assertThat(sentences(text)).hasSize(3).element(0).isEqualTo("The Tides of the Sea");
  }

  @Test
  void empty_and_blank_texts_have_no_sentences() {
    assertThat(Sentences.of("")).isEmpty();
    assertThat(Sentences.of(" \n\t\r\n \u3000")).isEmpty();
  }

  @Test
  void no_character_is_lost_or_in_two_sentences_whatever_the_text() {
    for (long seed = 1; seed <= 100; seed++) {
      String text = RandomText.of(new Random(seed), 200);
      int[] seen = new int[text.length()];
      for (Span span : Sentences.of(text)) {
        assertThat(span.of(text)).as("seed %d", seed).isEqualTo(span.of(text).strip()).isNotEmpty();
        for (int i = span.start(); i < span.end(); i++) {
          seen[i]++;
        }
      }
      for (int i = 0; i < seen.length; i++) {
        boolean blank = Character.isWhitespace(text.charAt(i));
        assertThat(seen[i]).as("seed %d offset %d", seed, i).isBetween(blank ? 0 : 1, 1);
      }
    }
  }

  @Test
  void threads_do_not_disturb_each_other() throws Exception {
    String text = "Dr. Kim came. It rained. 안녕하세요. 반갑습니다. ".repeat(50);
    List<Span> expected = Sentences.of(text);
    try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
      List<Callable<List<Span>>> calls = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        calls.add(() -> Sentences.of(text));
      }
      for (Future<List<Span>> future : pool.invokeAll(calls)) {
        assertThat(future.get()).isEqualTo(expected);
      }
    }
  }
}
