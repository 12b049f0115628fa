package io.doppel.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PassageSplitterTest {

  /// Tokenizers that no model has, each awkward in its way.
  enum Counting implements TokenCounter {
    WORDS {
      @Override
      public int count(String text) {
        return text.isBlank() ? 0 : text.strip().split("\\s+").length;
      }
    },
    CODE_POINTS {
      @Override
      public int count(String text) {
        return text.codePointCount(0, text.length());
      }
    },
    BYTES {
      @Override
      public int count(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
      }
    },
    /// Counts of parts do not add up: white space makes tokens that only show when parts are joined.
    SUPERADDITIVE {
      @Override
      public int count(String text) {
        int words = WORDS.count(text);
        return words + words / 3;
      }
    };
  }

  private static Document document(String title, String text) {
    return new Document("d", title, text, Map.of());
  }

  private static List<String> texts(PassageSplitter splitter, Document document) {
    return splitter.split(document).stream().map(Passage::text).toList();
  }

  @Test
  void consecutive_sentences_are_packed_up_to_the_limit() {
    PassageSplitter splitter = PassageSplitter.sentences(Counting.WORDS, 5);
    assertThat(splitter.split(Document.of("d", "  One two. Three four. Five six. Seven eight nine ten.\n")))
        .containsExactly(
            new Passage("d", 2, "One two. Three four."),
            new Passage("d", 23, "Five six."),
            new Passage("d", 33, "Seven eight nine ten."));
  }

  @Test
  void a_text_that_fits_is_one_passage_and_counted_once() {
    AtomicInteger calls = new AtomicInteger();
    TokenCounter counter =
        text -> {
          calls.incrementAndGet();
          return Counting.WORDS.count(text);
        };
    PassageSplitter splitter = PassageSplitter.sentences(counter, 256);
    assertThat(splitter.split(document("The title", " One two. Three. ")))
        .containsExactly(new Passage("d", 1, "One two. Three."));
    assertThat(calls).hasValue(1);
  }

  @Test
  void a_sentence_beyond_the_limit_is_cut_between_words() {
    PassageSplitter splitter = PassageSplitter.sentences(Counting.WORDS, 3);
    assertThat(texts(splitter, Document.of("d", "one two three four five six seven")))
        .containsExactly("one two three", "four five six", "seven");
  }

  @Test
  void a_word_beyond_the_limit_is_cut_between_graphemes() {
    PassageSplitter splitter = PassageSplitter.sentences(Counting.CODE_POINTS, 12);
    String family = "👨‍👩‍👧‍👦";
    for (String text : texts(splitter, Document.of("d", family.repeat(40)))) {
      assertThat(text).isEqualTo(family);
    }
    assertThat(texts(splitter, Document.of("d", "abcdefghijklmnopqrstuvwxyz")))
        .containsExactly("abcdef", "ghijklm", "nopqrs", "tuvwxyz");
  }

  @Test
  void a_surrogate_pair_is_never_cut() {
    PassageSplitter splitter = PassageSplitter.sentences(Counting.BYTES, 1);
    assertThat(texts(splitter, Document.of("d", "😀😀a"))).containsExactly("😀", "😀", "a");
  }

  @Test
  void a_sentence_without_spaces_is_cut_between_the_words_of_its_language() {
    PassageSplitter splitter = PassageSplitter.sentences(Counting.CODE_POINTS, 6);
    assertThat(texts(splitter, Document.of("d", "私は毎日日本語を勉強します")))
        .allSatisfy(text -> assertThat(text.length()).isLessThanOrEqualTo(6))
        .anyMatch(text -> text.contains("日本語"));
  }

  @Test
  void the_title_stands_before_each_passage_and_is_taken_off_the_limit() {
    PassageSplitter splitter = PassageSplitter.sentences(Counting.WORDS, 6);
    Document document = document("The tides", "One two three. Four five. Six seven eight.");
    List<Passage> passages = splitter.split(document);
    assertThat(splitter.embeddingTexts(document, passages))
        .containsExactly("The tides One two three.", "The tides Four five.", "The tides Six seven eight.");
    assertThat(splitter.embeddingText(document, passages.get(1))).isEqualTo("The tides Four five.");
  }

  @Test
  void a_title_beyond_half_the_limit_is_used_up_to_the_last_word_that_fits() {
    PassageSplitter words = PassageSplitter.sentences(Counting.WORDS, 6);
    Document document = document("One two three four five", "Text.");
    assertThat(words.embeddingText(document, words.split(document).getFirst())).isEqualTo("One two three Text.");
    PassageSplitter points = PassageSplitter.sentences(Counting.CODE_POINTS, 10);
    Document oneWord = document("Honorificabilitudinitatibus", "Text.");
    assertThat(points.embeddingText(oneWord, points.split(oneWord).getFirst())).isEqualTo("Text.");
  }

  @Test
  void a_document_with_only_a_title_is_one_empty_passage_read_as_the_title() {
    for (PassageSplitter splitter : List.of(PassageSplitter.sentences(Counting.WORDS, 2), PassageSplitter.whole())) {
      Document document = document(" One two three ", "");
      assertThat(splitter.split(document)).containsExactly(new Passage("d", 0, ""));
      assertThat(splitter.embeddingTexts(document, splitter.split(document))).containsExactly("One two three");
    }
  }

  @Test
  void whole_makes_one_passage_of_any_document() {
    PassageSplitter splitter = PassageSplitter.whole();
    Document document = document("Title", " " + "word ".repeat(1000));
    assertThat(splitter.split(document)).containsExactly(new Passage("d", 0, document.text()));
    assertThat(splitter.embeddingText(document, splitter.split(document).getFirst()))
        .isEqualTo("Title " + document.text().strip());
  }

  @Test
  void the_names_are_those_of_the_passport() {
    assertThat(PassageSplitter.sentences(Counting.WORDS, 256).name()).isEqualTo("sentences");
    assertThat(PassageSplitter.whole().name()).isEqualTo("whole");
  }

  @Test
  void a_limit_below_one_is_refused() {
    assertThatThrownBy(() -> PassageSplitter.sentences(Counting.WORDS, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxTokens must be at least 1, got 0");
  }

  @ParameterizedTest
  @EnumSource
  void every_passage_is_cut_out_exactly_nothing_is_lost_and_all_fit(Counting counter) {
    for (long seed = 1; seed <= 150; seed++) {
      Random random = new Random(seed);
      int limit = 1 + random.nextInt(random.nextBoolean() ? 8 : 120);
      String text = RandomText.of(random, 100);
      String title = random.nextBoolean() ? "" : RandomText.of(random, 12);
      if (text.isBlank() && title.isBlank()) {
        continue;
      }
      Document document = document(title, text);
      PassageSplitter splitter = PassageSplitter.sentences(counter, limit);
      List<Passage> passages = splitter.split(document);
      String context = "%s, seed %d, limit %d".formatted(counter, seed, limit);
      assertThat(splitter.split(document)).as(context).isEqualTo(passages).isNotEmpty();
      if (!text.isBlank()) {
        checkPassages(context, counter, limit, splitter, document, passages);
      }
    }
  }

  private static void checkPassages(
      String context,
      TokenCounter counter,
      int limit,
      PassageSplitter splitter,
      Document document,
      List<Passage> passages) {
    String text = document.text();
    int at = 0;
    for (Passage passage : passages) {
      assertThat(passage.start()).as(context).isGreaterThanOrEqualTo(at);
      assertThat(text.substring(at, passage.start())).as(context).isBlank();
      assertThat(text.substring(passage.start(), passage.end())).as(context).isEqualTo(passage.text());
      assertThat(passage.text()).as(context).isEqualTo(passage.text().strip()).isNotEmpty();
      assertThat(CodePoints.hasLoneSurrogate(passage.text())).as(context).isFalse();
      if (passage.text().codePointCount(0, passage.text().length()) > 1) {
        assertThat(counter.count(splitter.embeddingText(document, passage))).as(context).isLessThanOrEqualTo(limit);
      }
      at = passage.end();
    }
    assertThat(text.substring(at)).as(context).isBlank();
  }

  @Test
  void the_counter_sees_each_character_only_a_few_times() {
    for (String piece : List.of("word ", "One two three. ", "x", "한글", "😀", ". ", "\"a\" ")) {
      AtomicLong seen = new AtomicLong();
      TokenCounter counter =
          text -> {
            seen.addAndGet(text.length());
            return Counting.CODE_POINTS.count(text);
          };
      String text = piece.repeat(100_000 / piece.length());
      List<Passage> passages = PassageSplitter.sentences(counter, 256).split(Document.of("d", text));
      assertThat(passages.size()).as(piece).isBetween(100_000 / 600, 100_000 / 100);
      assertThat(seen.get()).as(piece).isLessThan(12L * text.length());
    }
  }
}
