package io.doppel.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppel.encoder.Embedding;
import io.doppel.index.LocalIndexes;
import io.doppel.index.Samples;
import io.doppel.index.TestIndex;
import io.doppel.index.query.Effort;
import io.doppel.index.query.Filter;
import io.doppel.index.query.Question;
import io.doppel.index.query.Question.By;
import io.doppel.index.upkeep.IndexSettings;
import io.doppel.index.upkeep.Languages;
import io.doppel.language.term.Language;
import io.doppel.language.term.SharedWords;
import io.doppel.text.Bounds;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import io.doppel.text.Span;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What words a collection takes for the same, by its languages.
class LanguagesTest {

  private static final int DIMENSION = 8;

  @TempDir private Path folder;

  private final Samples samples = new Samples(1, DIMENSION, 3);

  private TestIndex open() throws IOException {
    return LocalIndexes.open(folder, Samples.passport(DIMENSION, "mean"));
  }

  private static void take(TestIndex index, Language title, Language text) throws IOException {
    index.configure(index.settings().withLanguages(new Languages(title, text)));
  }

  private void put(TestIndex index, String id, String title, String text) throws IOException {
    index.put(new Document(id, title, text, Map.of()), List.of(new Passage(id, 0, text)), List.of(samples.embedding()));
    index.commit();
  }

  private List<String> found(TestIndex index, String words) throws IOException {
    Embedding anywhere = samples.embedding();
    Question.Fusion byWords =
        (similarities, lexicalScores) -> {
          double[] scores = new double[lexicalScores.length];
          for (int i = 0; i < scores.length; i++) {
            scores[i] = lexicalScores[i];
          }
          return scores;
        };
    Question question = new Question(By.WORDS, anywhere, words, byWords, Filter.EVERYTHING, -1, Effort.EXACT);
    return index.find(question, 10, 10).stream().map(found -> found.document().id()).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "AUTO, runners, runner",
    "EN, houses, house",
    "DE, Häuser, Hauser",
    "DE, Kindern, Kinder",
    "FR, chanteuses, chanteuse",
    "ES, casas, casa",
    "IT, gatto, gatti",
    "PT, meninas, menina",
    "NL, boeken, boek",
    "DA, hundene, hund",
    "NO, hundene, hund",
    "SV, hundarna, hund",
    "FI, talossa, talo",
    "RU, книги, книга",
    "KO, 고양이가, 고양이"
  })
  void a_word_is_found_by_another_form_of_it(Language language, String stored, String asked) throws IOException {
    try (TestIndex index = open()) {
      take(index, language, language);
      put(index, "one", "", stored);
      put(index, "other", "", "xyzzy");
      assertThat(found(index, asked)).containsExactly("one");
    }
  }

  @Test
  void in_korean_texts_other_letters_are_names_and_keep_their_endings() throws IOException {
    try (TestIndex index = open()) {
      take(index, Language.KO, Language.KO);
      put(index, "windows", "", "오늘 Windows 설치");
      assertThat(found(index, "windows")).containsExactly("windows");
      assertThat(found(index, "window")).isEmpty();
      assertThat(SharedWords.find(index.settings().languages().text(), "window", "Windows 설치")).isEmpty();
      assertThat(SharedWords.find(index.settings().languages().text(), "WINDOWS", "Windows 설치"))
          .containsExactly(new Span(0, 7));
    }
  }

  @Test
  void titles_and_texts_may_be_in_two_languages_and_a_query_is_taken_for_both() throws IOException {
    try (TestIndex index = open()) {
      take(index, Language.EN, Language.ES);
      put(index, "book", "The houses", "Las canciones de la niña");
      assertThat(found(index, "house")).containsExactly("book");
      assertThat(found(index, "canción")).containsExactly("book");
    }
  }

  @Test
  void the_languages_are_kept_with_the_index() throws IOException {
    try (TestIndex index = open()) {
      assertThat(index.settings().languages()).isEqualTo(Languages.AUTO);
      take(index, Language.EN, Language.KO);
    }
    try (TestIndex index = open()) {
      assertThat(index.settings().languages()).isEqualTo(new Languages(Language.EN, Language.KO));
      put(index, "windows", "", "Windows");
      assertThat(SharedWords.find(index.settings().languages().text(), "window", "Windows")).isEmpty();
      index.configure(index.settings().withSearchWidth(200));
      assertThat(index.settings().languages()).isEqualTo(new Languages(Language.EN, Language.KO));
    }
  }

  @Test
  void the_words_of_documents_are_not_taken_for_another_language_afterwards() throws IOException {
    try (TestIndex index = open()) {
      put(index, "one", "", "word");
      IndexSettings before = index.settings();
      assertThatThrownBy(() -> take(index, Language.EN, Language.DE))
          .isInstanceOf(Bounds.Violation.class)
          .hasMessage(
              "collection \"%1$s\" has documents whose words were taken for auto, not for de with titles in en"
                  .formatted(folder.getFileName()));
      assertThat(index.settings()).isEqualTo(before);
      put(index, "two", "", "words");
      assertThat(found(index, "word")).containsExactlyInAnyOrder("one", "two");
    }
  }

  @Test
  void a_language_that_is_not_known_is_refused_with_those_that_are() {
    assertThatThrownBy(() -> Languages.AUTO.changed("klingon", null))
        .hasMessage(
            "language must be one of auto, da, de, en, es, fi, fr, it, ko, nl, no, pt, ru, sv, got \"klingon\"");
    assertThatThrownBy(() -> Languages.AUTO.changed(null, "EN"))
        .hasMessageStartingWith("title_language must be one of");
    assertThat(Languages.AUTO.changed("ko", null)).isEqualTo(new Languages(Language.KO, Language.KO));
    assertThat(Languages.AUTO.changed("ko", "en")).isEqualTo(new Languages(Language.EN, Language.KO));
    assertThat(Languages.AUTO.changed(null, "en")).isEqualTo(new Languages(Language.EN, Language.AUTO));
  }
}
