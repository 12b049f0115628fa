package io.doppel.examination.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppel.text.CodePoints;
import io.doppel.text.disguise.PlainText;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Texts that are changed without another meaning.
class ChangeTest {

  private static final String ENGLISH = "The quick baker, who never sleeps, sold 3.5 kg of warm rye bread at dawn.";
  private static final String KOREAN = "어제 도서관에서 빌린 책을 오늘 아침에 다시 돌려주었습니다.";

  private static final List<String> PIECES =
      List.of(
          "word", "Äpfel", "ß", "дом", "고양이가", "밥", "中文", "😀", "👨‍👩‍👧‍👦", "e\u0301", "3.5", "don't", "and/or",
          ".", "?", "…", "\"", " ", " ", "\n", "\u3000", "𝒜𝒷", "ᄒ");

  private static RandomGenerator seed(long seed) {
    return new SplittableRandom(seed);
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(30); i > 0; i--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }

  @ParameterizedTest
  @EnumSource
  void the_same_seed_changes_a_text_the_same_way(Change change) {
    for (String text : List.of(ENGLISH, KOREAN)) {
      assertThat(change.of(text, .3, seed(7))).isEqualTo(change.of(text, .3, seed(7)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void no_letter_of_any_text_is_broken_and_an_empty_text_stays_empty(Change change) {
    assertThat(change.of("", 1, seed(1))).isEmpty();
    Random random = new Random(20261129);
    for (int i = 0; i < 2_000; i++) {
      String text = text(random);
      for (double strength : new double[] {.01, .3, 1}) {
        String changed = change.of(text, strength, random);
        assertThat(CodePoints.hasLoneSurrogate(changed)).as("%s of \"%s\"", change, text).isFalse();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void where_there_is_nothing_to_change_a_text_stays_as_it_is(Change change) {
    assertThat(change.of("😀 12 345", .5, seed(1))).isEqualTo("😀 12 345");
  }

  @Test
  void as_large_a_share_is_changed_as_was_asked_for_and_at_least_one_place() {
    String syllables = "가나다라마바사아자차카타파하거너더러머버";
    for (long seed = 0; seed < 50; seed++) {
      String changed = Change.KOREAN_TYPOS.of(syllables, .15, seed(seed));
      assertThat(changed).hasSameSizeAs(syllables);
      assertThat(differences(syllables, changed)).isEqualTo(3);
      assertThat(differences("무지개", Change.KOREAN_TYPOS.of("무지개", .01, seed(seed)))).isEqualTo(1);
    }
  }

  private static long differences(String one, String other) {
    long differences = 0;
    for (int i = 0; i < one.length(); i++) {
      differences += one.charAt(i) == other.charAt(i) ? 0 : 1;
    }
    return differences;
  }

  @Test
  void a_typo_is_a_key_beside_an_exchange_a_letter_left_out_or_a_doubled_one() {
    for (long seed = 0; seed < 200; seed++) {
      String changed = Change.TYPOS.of("bright", .1, seed(seed));
      assertThat(changed).isNotEqualTo("bright").hasSizeBetween(5, 7);
      if (changed.length() == 6) {
        assertThat(differences("bright", changed)).isBetween(1L, 2L);
      }
    }
    assertThat(Keyboard.ENGLISH.beside('g')).contains("f", "h", "t", "y", "v", "b").doesNotContain("q", "p");
    assertThat(Change.TYPOS.of(KOREAN, 1, seed(1))).as("Korean is typed another way").isEqualTo(KOREAN);
  }

  @Test
  void a_korean_typo_is_another_syllable_made_of_keys_beside() {
    assertThat(Keyboard.KOREAN.beside('ㄹ')).contains("ㅇ", "ㅎ", "ㄱ").doesNotContain("ㅁ");
    for (long seed = 0; seed < 500; seed++) {
      String changed = Change.KOREAN_TYPOS.of("괜찮아요 빵을", 1, seed(seed));
      assertThat(changed).matches("[가-힣]{4} [가-힣]{2}");
      assertThat(differences("괜찮아요 빵을", changed)).isEqualTo(6);
    }
    assertThat(Change.KOREAN_TYPOS.of(ENGLISH, 1, seed(1))).isEqualTo(ENGLISH);
  }

  @Test
  void case_is_changed_in_every_letter_that_has_one() {
    assertThat(Change.CAPITALS.of(ENGLISH, 1, seed(1))).isEqualTo(ENGLISH.toUpperCase(Locale.ROOT));
    assertThat(Change.SMALL_LETTERS.of(ENGLISH, 1, seed(1))).isEqualTo(ENGLISH.toLowerCase(Locale.ROOT));
    assertThat(Change.CAPITALS.of(KOREAN, 1, seed(1))).isEqualTo(KOREAN);
  }

  @Test
  void korean_words_lose_the_spaces_between_them_or_get_some_within() {
    assertThat(Change.SPACES_LOST.of(KOREAN, 1, seed(1))).isEqualTo(KOREAN.replace(" ", ""));
    assertThat(Change.SPACES_LOST.of(ENGLISH, 1, seed(1))).isEqualTo(ENGLISH);
    assertThat(Change.SPACES_INSERTED.of("돌려주었습니다 no 책", 1, seed(1))).isEqualTo("돌 려 주 었 습 니 다 no 책");
    for (long seed = 0; seed < 100; seed++) {
      for (Change change : List.of(Change.SPACES_LOST, Change.SPACES_INSERTED)) {
        assertThat(change.of(KOREAN, .4, seed(seed)).replace(" ", "")).isEqualTo(KOREAN.replace(" ", ""));
      }
    }
  }

  @Test
  void punctuation_is_lost_but_within_numbers_and_words_stay_apart() {
    assertThat(Change.PUNCTUATION_LOST.of("Well-known? It's 3.5 (and 1,000) and/or “less”…", 1, seed(1)))
        .isEqualTo("Well known Its 3.5 and 1,000 and or less");
  }

  @Test
  void a_synonym_stands_for_a_word_that_has_but_one_meaning() {
    String changed = Change.SYNONYMS.of("Kidnap the physicist, and vaporize it.", 1, seed(3));
    assertThat(changed).matches("(?:Abduct|Nobble|Snatch) the physicist, and vaporize it\\.");
    assertThat(Change.SYNONYMS.of(KOREAN, 1, seed(1))).isEqualTo(KOREAN);
  }

  @Test
  void letters_are_exchanged_for_such_as_people_take_for_the_same() {
    for (long seed = 0; seed < 50; seed++) {
      String changed = Change.LOOK_ALIKES.of(ENGLISH, .2, seed(seed));
      assertThat(changed).isNotEqualTo(ENGLISH).hasSameSizeAs(ENGLISH);
      assertThat(PlainText.of(changed).text()).isEqualTo(ENGLISH);
    }
  }

  @Test
  void a_strength_out_of_its_bounds_is_refused() {
    assertThatThrownBy(() -> new Perturbation(Change.TYPOS, 0))
        .hasMessage("strength must be above 0 and at most 1, got 0.0");
    assertThat(Perturbation.STANDARD).extracting(Perturbation::toString).contains("spaces_lost 50 %");
  }
}
