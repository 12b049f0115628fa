package io.doppel.language.hash;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HashedWordsTest {

  @Test
  void a_run_of_letters_and_digits_is_a_word() {
    assertThat(shown("The 2nd tide, high-water!")).containsExactly("The", "2nd", "tide", "high", "water");
  }

  @Test
  void each_hangul_syllable_han_character_and_emoji_is_a_word() {
    assertThat(shown("한글 漢字か😀👍🏽x")).containsExactly("한", "글", "漢", "字", "か", "😀", "👍", "x");
  }

  @Test
  void a_character_beyond_the_basic_plane_keeps_both_its_surrogates() {
    assertThat(shown("𠮷野 𝒜𝒷")).containsExactly("𠮷", "野", "𝒜𝒷");
  }

  @Test
  void case_and_unicode_form_do_not_matter() {
    assertThat(forms("Café ＡＢＣ 한글")).isEqualTo(forms(Normalizer.normalize("cafÉ abc 한글", Normalizer.Form.NFD)));
  }

  @Test
  void spacing_of_korean_does_not_matter_but_its_word_boundaries_are_known() {
    HashedWords spaced = HashedWords.of("물 속의");
    HashedWords joined = HashedWords.of("물속의");
    assertThat(forms("물 속의")).isEqualTo(forms("물속의"));
    assertThat(spaced.isJoined(1)).isFalse();
    assertThat(joined.isJoined(1)).isTrue();
  }

  @Test
  void inflected_words_share_a_stem() {
    HashedWords words = HashedWords.of("computers computing");
    assertThat(words.stem(0)).isEqualTo(words.stem(1));
    assertThat(words.form(0)).isNotEqualTo(words.form(1));
  }

  @Test
  void a_syllable_weighs_three_letters_and_a_word_its_letters_and_a_space() {
    HashedWords words = HashedWords.of("the 한글");
    assertThat(words.weight(0, 1)).isEqualTo(4);
    assertThat(words.weight(1, 3)).isEqualTo(6);
  }

  @Test
  void the_first_word_from_an_offset_starts_at_or_behind_it() {
    HashedWords words = HashedWords.of("one two");
    assertThat(words.firstFrom(0)).isEqualTo(0);
    assertThat(words.firstFrom(1)).isEqualTo(1);
    assertThat(words.firstFrom(5)).isEqualTo(2);
  }

  private static List<String> shown(String text) {
    HashedWords words = HashedWords.of(text);
    List<String> shown = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      shown.add(text.substring(words.start(i), words.end(i)));
    }
    return shown;
  }

  private static List<Long> forms(String text) {
    HashedWords words = HashedWords.of(text);
    List<Long> forms = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      forms.add(words.form(i));
    }
    return forms;
  }
}
