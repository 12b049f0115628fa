package io.doppel.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TopicsTest {

  @Test
  void small_words_and_words_of_texts_about_anything_say_nothing_of_what_a_text_is_about() {
    assertThat(Topics.of("How do I get the best harbour lights, and which Harbour has 3 of them?"))
        .containsExactly("harbour", "lights");
  }

  @Test
  void korean_nouns_go_without_their_particles_and_verbs_do_not_count() {
    assertThat(Topics.of("항구에서 등대를 어떻게 찾나요?")).containsExactly("항구", "등대");
  }

  @Test
  void a_latin_word_loses_its_korean_particle() {
    assertThat(Topics.of("Linux를 설치하는 방법")).containsExactly("linux", "설치");
  }
}
