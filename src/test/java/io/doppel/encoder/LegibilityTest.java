package io.doppel.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.encoder.onnx.EncoderSettings;
import io.doppel.encoder.onnx.OnnxEncoder;
import java.nio.file.Path;
import java.text.Normalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LegibilityTest {

  @ParameterizedTest
  @CsvSource({
    "how do I bake bread, 5, 0, 1",
    "deoxyribonucleic acid, 8, 0, 1",
    "어떻게 자나요, 12, 0, 0",
    "메일 제목, 2, 2, 0",
    "수면 부족, 3, 0, 1",
    "수면 부족의, 6, 0, 0.5",
    "東京都庁, 4, 0, 1",
    "!? …, 3, 0, 1",
    "x, 1, 0, 0"
  })
  void a_text_is_legible_as_far_as_it_has_fewer_tokens_than_letters(
      String text, int tokens, int unknown, float legibility) {
    assertThat(Legibility.of(text, tokens, unknown)).isEqualTo(legibility);
    String decomposed = Normalizer.normalize(text, Normalizer.Form.NFD);
    assertThat(Legibility.of(decomposed, tokens, unknown)).isEqualTo(legibility);
  }

  @Test
  void the_english_model_reads_no_korean_and_the_one_grafted_on_it_does() throws Exception {
    Path folder = Path.of("models/all-MiniLM-L6-v2");
    try (Encoder encoder = OnnxEncoder.load(folder, EncoderSettings.standard())) {
      assertThat(encoder.legibility("How do I fall asleep faster?")).isEqualTo(1);
      assertThat(encoder.legibility("mitochondrial IL-6 phosphorylation")).isEqualTo(1);
      assertThat(encoder.legibility("메일을 다 비울까 아니면 안읽은 것만 지울까?")).isZero();
      assertThat(encoder.shortenedTo(8).legibility("안녕하세요")).isZero();
      assertThat(encoder.legibility("😀")).isEqualTo(1);
    }
    try (Encoder encoder = OnnxEncoder.load(Path.of("models/all-MiniLM-L6-v2-ko"), EncoderSettings.standard())) {
      assertThat(encoder.legibility("메일을 다 비울까 아니면 안읽은 것만 지울까?")).isEqualTo(1);
      assertThat(encoder.legibility("안녕하세요")).isEqualTo(1);
    }
  }
}
