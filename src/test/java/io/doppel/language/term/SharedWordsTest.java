package io.doppel.language.term;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SharedWordsTest {

  @Test
  void words_are_shared_whatever_their_endings() {
    assertShared("How do boats sail?", "A boat sailed to the island.", "boat", "sailed");
  }

  @Test
  void words_that_every_text_has_are_not_worth_showing() {
    assertShared("the boat of the captain", "The captain of it.", "captain");
  }

  @Test
  void korean_letters_that_touch_are_shown_as_one() {
    assertShared("바다 여행", "겨울 바다로 여행을 갔다.", "바다", "여행");
  }

  @Test
  void a_single_korean_letter_tells_something_only_where_nothing_longer_is_asked_for() {
    assertShared("배", "배를 탔다.", "배");
    assertShared("boat 배", "배를 탔다.");
  }

  @Test
  void endings_are_those_of_the_language() {
    assertThat(SharedWords.find(Language.KO, "window", "Windows 설치")).isEmpty();
    assertThat(SharedWords.find(Language.EN, "window", "Windows 설치")).hasSize(1);
  }

  private static void assertShared(String asked, String text, String... words) {
    assertThat(SharedWords.find(Language.AUTO, asked, text)).extracting(span -> span.of(text)).containsExactly(words);
  }
}
