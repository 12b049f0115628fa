package io.doppel.encoder.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.doppel.encoder.CrossEncoder;
import io.doppel.encoder.TinyCrossEncoder;
import io.doppel.encoder.TinyModel;
import io.doppel.encoder.model.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxCrossEncoderTest {

  private static final Offset<Float> ROUNDING = within(1e-3f);

  @TempDir private Path models;

  private static CrossEncoder load(Path folder) throws IOException {
    return OnnxCrossEncoder.load(folder, new EncoderSettings(2, 1, 32));
  }

  /// What [TinyCrossEncoder] promises, computed from the vectors of the tokens.
  private static float expected(List<String> first, List<String> second) {
    float[] one = sum(first);
    float[] other = sum(second);
    float dot = 0;
    for (int i = 0; i < one.length; i++) {
      dot += one[i] * other[i];
    }
    return dot;
  }

  private static float[] sum(List<String> tokens) {
    float[] sum = new float[TinyCrossEncoder.DIMENSION];
    for (String token : tokens) {
      float[] vector = TinyModel.vector(token, sum.length);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += vector[i];
      }
    }
    return sum;
  }

  @Test
  void a_pair_is_read_as_one_row_in_which_types_tell_the_query_from_the_text() throws IOException {
    try (CrossEncoder model = load(TinyCrossEncoder.write(models, "tiny"))) {
      assertThat(model.name()).isEqualTo("tiny");
      float[] scores = model.scores("dog cat", List.of("cat", "sea ship boat"));
      assertThat(scores[0])
          .isCloseTo(
              expected(List.of("[CLS]", "dog", "cat", "[SEP]"), List.of("cat", "[SEP]")), ROUNDING);
      assertThat(scores[0]).isGreaterThan(scores[1]);
    }
  }

  @Test
  void a_text_gets_the_same_score_alone_and_among_longer_ones() throws IOException {
    try (CrossEncoder model = load(TinyCrossEncoder.write(models, "tiny"))) {
      List<String> texts =
          new ArrayList<>(
              List.of("cat", "a dog on the road", "the sea and a ship and a river and the sun"));
      texts.addAll(Collections.nCopies(20, "rain"));
      float[] all = model.scores("the dog", texts);
      for (int i = 0; i < texts.size(); i++) {
        assertThat(model.scores("the dog", List.of(texts.get(i)))[0]).isCloseTo(all[i], ROUNDING);
      }
      assertThat(model.scores("the dog", List.of())).isEmpty();
    }
  }

  @Test
  void of_a_pair_that_is_too_long_the_end_of_the_longer_text_is_cut() throws IOException {
    try (CrossEncoder model = load(TinyCrossEncoder.write(models, "tiny"))) {
      int special = 3;
      List<String> kept = new ArrayList<>(Collections.nCopies(TinyCrossEncoder.MAX_TOKENS - special - 2, "cat"));
      kept.add("[SEP]");
      float score = model.scores("dog sea", List.of("cat ".repeat(100) + "ship"))[0];
      assertThat(score)
          .isCloseTo(
              expected(List.of("[CLS]", "dog", "sea", "[SEP]"), kept),
              within(Math.abs(score) * 1e-4f));
    }
  }

  @Test
  void what_is_no_cross_encoder_is_refused_with_a_sentence() throws IOException {
    Path encoder = TinyModel.write(models, "encoder");
    assertThatThrownBy(() -> load(encoder))
        .isInstanceOf(ModelException.class)
        .hasMessage(
            encoder
                + " is no cross-encoder: there is no config.json that names a model …ForSequenceClassification");
    Path other = TinyCrossEncoder.write(models.resolve("other"), "last_hidden_state", 1);
    assertThatThrownBy(() -> load(other))
        .hasMessage(
            other.resolve("model.onnx")
                + " is no cross-encoder: it has no output logits, only [last_hidden_state]");
    Path classes = TinyCrossEncoder.write(models.resolve("classes"), "logits", 3);
    assertThatThrownBy(() -> load(classes))
        .hasMessage(
            classes.resolve("model.onnx")
                + " is no cross-encoder for ranking: it gives 3 numbers for a pair instead of one");
    Path silent = TinyCrossEncoder.write(models, "silent");
    Files.delete(silent.resolve("tokenizer_config.json"));
    Files.writeString(silent.resolve("config.json"), "{\"architectures\":[\"BertForSequenceClassification\"]}");
    assertThatThrownBy(() -> load(silent))
        .hasMessage(silent + " does not say in config.json and tokenizer_config.json how long a text may be");
    Path tight = TinyCrossEncoder.write(models, "short");
    Files.writeString(tight.resolve("tokenizer_config.json"), "{\"model_max_length\":4}");
    assertThatThrownBy(() -> load(tight))
        .hasMessage(tight.resolve("tokenizer.json") + " leaves no room for two texts: the model reads 4 tokens");
    assertThatThrownBy(() -> load(models.resolve("nowhere"))).isInstanceOf(ModelException.class);
  }

  @Test
  void a_closed_model_says_so() throws IOException {
    CrossEncoder model = load(TinyCrossEncoder.write(models, "tiny"));
    model.close();
    model.close();
    assertThatThrownBy(() -> model.scores("a", List.of("b"))).hasMessage("the cross-encoder is closed");
  }
}
