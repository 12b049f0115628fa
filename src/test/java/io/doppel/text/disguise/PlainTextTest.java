package io.doppel.text.disguise;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.text.CodePoints;
import io.doppel.text.Span;
import io.doppel.text.disguise.Disguise.Kind;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {

  private static final String TEXT =
      "The keeper climbed the stairs each evening, and a lamp of brass was lit above the harbour.\n"
          + "No other place on the coast has seen so many wrecks; peace came with the light.";

  @ParameterizedTest
  @ValueSource(
      strings = {
        TEXT,
        "",
        "등대지기는 저녁마다 계단을 올랐고, 항구 위로 놋쇠 등불이 켜졌다. ＡＢＣ와 Ⅳ장, ㈜도플.",
        "참 고 문 헌 과 차 례 와 머 리 말 과 맺 음 말 이 있 다",
        "Смотритель маяка каждый вечер поднимался по лестнице. А я и он — с ним. Рост, хор, сор, оно.",
        "Хор, а",
        "Ο φαροφύλακας ανέβαινε κάθε βράδυ τα σκαλιά. Το νερό ήταν κρύο.",
        "At σmax the αhelix bends; TNFα, IFNγ, FcγRI and NFκB rise, ρgh and νmax fall, kΩ and μm too.",
        "The Russian word сор means rubbish; А. Чехов wrote of it.",
        "می‌خواهم کتاب را بخوانم and क्‍ष with 👩‍💻 and ❤️",
        "a b c d e f g h i j k l m n o p q r s t u v w x y z",
        "A C G T A C G T A C G T A C G T A C G T A C G T",
        "x  y  z  x  y  z  x  y  z  x  y  z  x  y  z  x  y  z",
        "Let 𝑥 be a root of 𝑎𝑏 and 𝑠𝑖𝑛 its sine.",
        "Naïve cafés in Øresund, façade, ﬁnal, œuvre, Łódź",
      })
  void a_text_in_order_is_read_as_it_is(String text) {
    PlainText plain = PlainText.of(text);
    assertThat(plain.text()).isEqualTo(text);
    assertThat(plain.disguises()).isEmpty();
    assertThat(plain.original(new Span(0, text.length()))).isEqualTo(new Span(0, text.length()));
  }

  @Test
  void letters_of_another_script_are_read_as_those_they_look_like() {
    PlainText plain = PlainText.of(exchanged(TEXT, "aeocp", "аеоср"));
    assertThat(plain.text()).isEqualTo(TEXT);
    assertThat(plain.disguises())
        .singleElement()
        .satisfies(
            disguise -> {
              assertThat(disguise.kind()).isEqualTo(Kind.LOOK_ALIKE);
              assertThat(disguise.letters()).isEqualTo((int) TEXT.chars().filter(c -> "aeocp".indexOf(c) >= 0).count());
              assertThat(disguise.plain()).startsWith("The keeper climbed");
            });
    assertThat(PlainText.of(exchanged(TEXT, "ao", "αο")).text()).contains("brass", "was", "above");
    assertThat(PlainText.of("Read 𝐭𝐡𝐢𝐬 now, and 𝓉𝒽𝒶𝓉 too.").text()).isEqualTo("Read this now, and that too.");
  }

  @Test
  void one_exchanged_letter_is_told_with_its_word() {
    PlainText plain = PlainText.of("Once the harb\u043eur was empty.");
    assertThat(plain.disguises()).containsExactly(new Disguise(Kind.LOOK_ALIKE, new Span(9, 16), 1, "harbour"));
  }

  @Test
  void words_of_a_line_in_another_script_stay_although_others_are_disguised() {
    String russian = "А хор с ним: сор, рос.";
    assertThat(PlainText.of(exchanged(TEXT, "aeo", "аео") + "\n" + russian).text()).isEqualTo(TEXT + "\n" + russian);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u200b\u200c", "\ufe0f", "\u200b\ufe0e"})
  void what_nobody_sees_is_passed_over(String hidden) {
    PlainText plain = PlainText.of(TEXT.replace("e", "e" + hidden));
    assertThat(plain.text()).isEqualTo(TEXT);
    assertThat(plain.disguises()).isNotEmpty();
    assertThat(plain.disguises().getFirst().kind())
        .isEqualTo(hidden.equals("\u00ad") ? Kind.SOFT_HYPHEN : Kind.ZERO_WIDTH);
  }

  @Test
  void the_word_around_what_nobody_sees_has_whole_letters() {
    for (String before : List.of("😀".repeat(25), "a" + "😀".repeat(25))) {
      PlainText plain = PlainText.of(before + "a\u200bb" + "😀".repeat(25));
      assertThat(plain.disguises())
          .singleElement()
          .satisfies(disguise -> assertThat(CodePoints.hasLoneSurrogate(disguise.plain())).isFalse());
    }
  }

  @Test
  void what_nobody_sees_between_words_is_no_disguise() {
    assertThat(PlainText.of("\ufeffThe lamp \u200bwas lit.\u200b\n\u200b\n안녕하세요.\u200b").disguises()).isEmpty();
  }

  @Test
  void letters_that_stand_apart_are_read_as_words() {
    String spaced = TEXT.chars().mapToObj(c -> String.valueOf((char) c)).collect(Collectors.joining(" "));
    PlainText plain = PlainText.of("In my own words: \n" + spaced);
    assertThat(plain.text()).isEqualTo("In my own words: \n" + TEXT);
    assertThat(plain.disguises())
        .singleElement()
        .satisfies(disguise -> assertThat(disguise.kind()).isEqualTo(Kind.SPACED))
        .satisfies(disguise ->
            assertThat(disguise.letters())
                .isEqualTo((int) TEXT.chars().filter(Character::isLetter).count()));
  }

  @Test
  void every_word_is_found_again_in_the_original_whatever_was_done_to_it() {
    long seed = 4711;
    Random random = new Random(seed);
    for (int run = 0; run < 200; run++) {
      StringBuilder disguised = new StringBuilder();
      for (int i = 0; i < TEXT.length(); i++) {
        char c = TEXT.charAt(i);
        disguised.append(random.nextInt(6) == 0 ? exchanged(String.valueOf(c), "aeocp", "аеоср") : String.valueOf(c));
        disguised.append(random.nextInt(8) == 0 ? "\u200b" : random.nextInt(20) == 0 ? "\u00ad" : "");
      }
      String original = disguised.toString();
      PlainText plain = PlainText.of(original);
      for (String word : new String[] {"keeper", "harbour", "wrecks", "peace", "light."}) {
        int at = plain.text().indexOf(word);
        if (at >= 0) {
          Span span = plain.original(new Span(at, at + word.length()));
          String there = span.of(original).replaceAll("[\u200b\u00ad]", "");
          assertThat(exchanged(there, "аеоср", "aeocp")).as("seed %d, run %d: %s", seed, run, original).isEqualTo(word);
        }
      }
    }
  }

  private static String exchanged(String text, String from, String to) {
    StringBuilder changed = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int at = from.indexOf(c);
      changed.append(at < 0 ? c : to.charAt(at));
    }
    return changed.toString();
  }
}
