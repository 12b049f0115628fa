package io.doppel.duplicates;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.encoder.Encoder;
import io.doppel.encoder.TinyModel;
import io.doppel.encoder.TokenEmbedding;
import io.doppel.encoder.onnx.EncoderSettings;
import io.doppel.encoder.onnx.OnnxEncoder;
import io.doppel.plagiarism.BagOfWordsEncoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WordAlignmentTest {

  @TempDir private static Path models;
  private static Encoder encoder;

  @BeforeAll
  static void load() throws IOException {
    encoder = OnnxEncoder.load(TinyModel.write(models, "tiny"), EncoderSettings.standard());
  }

  @AfterAll
  static void close() {
    encoder.close();
  }

  @Test
  void a_word_goes_with_the_same_word_wherever_it_stands() {
    assertThat(matches("the dog ran to the river", "a river where dog walks"))
        .contains("dog=dog", "river=river")
        .hasSize(5);
  }

  @Test
  void no_word_is_matched_twice_and_what_is_left_of_the_longer_text_has_no_match() {
    assertThat(matches("music music music", "music")).containsExactly("music=music");
    assertThat(matches("", "music")).isEmpty();
    assertThat(matches("?!", "music")).isEmpty();
  }

  @Test
  void words_are_shown_whole_in_korean_as_well_although_the_model_reads_them_in_pieces() {
    assertThat(matches("음악가들이 😀 노래를 불러요", "노래를 음악가들이")).contains("음악가들이=음악가들이", "노래를=노래를").hasSize(2);
  }

  @Test
  void the_matches_of_equal_texts_are_their_words_in_order_with_a_cosine_of_one() {
    List<WordAlignment.Match> matches =
        WordAlignment.of("water, under; bridge!", "water, under; bridge!", encoder).matches();
    assertThat(matches).hasSize(3).isSortedAccordingTo((a, b) -> Integer.compare(a.here().start(), b.here().start()));
    assertThat(matches).allSatisfy(match -> {
      assertThat(match.here()).isEqualTo(match.there());
      assertThat(match.similarity()).isGreaterThan(.999f);
    });
  }

  @Test
  void tokens_stand_where_their_letters_are_even_behind_signs_of_two_units() {
    String text = "😀😀 dog 음악가들이";
    List<TokenEmbedding> tokens = encoder.tokens(text);
    assertThat(tokens).anySatisfy(token -> assertThat(token.span().of(text)).isEqualTo("dog"));
    assertThat(tokens.getLast().span().of(text)).isNotEmpty();
    assertThat(tokens.getLast().span().end()).isEqualTo(text.length());
  }

  @Test
  void of_a_text_longer_than_the_model_reads_the_beginning_is_aligned() {
    List<String> words = matches("river ".repeat(500), "river ".repeat(500));
    assertThat(words).hasSizeBetween(100, encoder.maxTokens());
  }

  @Test
  void an_encoder_without_embeddings_of_tokens_matches_nothing() {
    assertThat(WordAlignment.of("dog", "dog", new BagOfWordsEncoder()).matches()).isEmpty();
  }

  private static List<String> matches(String text1, String text2) {
    return WordAlignment.of(text1, text2, encoder).matches().stream()
        .map(match -> match.here().of(text1) + "=" + match.there().of(text2))
        .toList();
  }
}
