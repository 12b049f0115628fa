package io.doppel.encoder.quantization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.doppel.encoder.Embedding;
import io.doppel.encoder.Prompt;
import io.doppel.encoder.TinyModel;
import io.doppel.encoder.TinyTransformer;
import io.doppel.encoder.graph.OnnxModel;
import io.doppel.encoder.graph.OnnxNode;
import io.doppel.encoder.model.ModelException;
import io.doppel.encoder.onnx.EncoderSettings;
import io.doppel.encoder.onnx.OnnxEncoder;
import io.doppel.encoder.profile.NeutralTexts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class QuantizerTest {

  private static final Path REAL = Path.of("models/all-MiniLM-L6-v2");
  private static final List<String> TEXTS =
      List.of(
          "the cat sat on the mat",
          "a dog",
          "rain and snow and wind and sun over the hills of the north",
          "music",
          "the train to the city leaves at nine");

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void embeddings_of_eight_bits_are_near_those_of_float32(TinyTransformer.Family family) throws IOException {
    Path tiny = TinyTransformer.write(folder.resolve("tiny"), family);
    Path quantized = quantized(tiny);
    assertThat(operators(quantized)).contains("MatMulIntegerToFloat");
    List<Embedding> before = embeddings(tiny, TEXTS);
    List<Embedding> after = embeddings(quantized, TEXTS);
    for (int i = 0; i < TEXTS.size(); i++) {
      assertThat(after.get(i).cosine(before.get(i))).isGreaterThan(0.99f);
    }
    assertThat(after).isNotEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource
  void a_text_has_the_same_embedding_of_eight_bits_alone_and_among_others(TinyTransformer.Family family)
      throws IOException {
    Path quantized = quantized(TinyTransformer.write(folder.resolve("tiny"), family));
    List<Embedding> together = embeddings(quantized, TEXTS);
    for (int i = 0; i < TEXTS.size(); i++) {
      assertThat(embeddings(quantized, List.of(TEXTS.get(i)))).containsExactly(together.get(i));
    }
  }

  @Test
  void the_same_model_always_becomes_the_same_file() throws IOException {
    Path tiny = TinyTransformer.write(folder.resolve("tiny"), TinyTransformer.Family.BERT);
    Quantizer.write(tiny, folder.resolve("one.onnx"));
    Quantizer.write(tiny, folder.resolve("two.onnx"));
    assertThat(folder.resolve("one.onnx")).hasSameBinaryContentAs(folder.resolve("two.onnx"));
  }

  @Test
  void a_graph_without_weights_of_float32_is_refused() throws IOException {
    Path quantized = quantized(TinyTransformer.write(folder.resolve("tiny"), TinyTransformer.Family.BERT));
    assertThatThrownBy(() -> Quantizer.write(quantized, folder.resolve("again.onnx")))
        .isInstanceOf(ModelException.class)
        .hasMessageEndingWith("model.onnx has no products with weights of float32");
    assertThat(folder.resolve("again.onnx")).doesNotExist();
  }

  @Test
  void a_graph_whose_weights_lie_in_another_file_is_refused() throws IOException {
    Path tiny = new TinyModel().withExternalWeights().writeTo(folder.resolve("apart"));
    assertThatThrownBy(() -> Quantizer.write(tiny, folder.resolve("q.onnx"))).isInstanceOf(ModelException.class);
    assertThat(folder.resolve("q.onnx")).doesNotExist();
  }

  @Test
  void the_shipped_encoder_keeps_its_word_in_eight_bits() throws IOException {
    assumeTrue(Files.isRegularFile(REAL.resolve("model.onnx")), "there is no " + REAL);
    Path quantized = quantized(REAL);
    List<String> texts = NeutralTexts.sentences().subList(0, 40);
    List<Embedding> before = embeddings(REAL, texts);
    List<Embedding> after = embeddings(quantized, texts);
    double sum = 0;
    for (int i = 0; i < texts.size(); i++) {
      float cosine = after.get(i).cosine(before.get(i));
      sum += cosine;
      assertThat(cosine).describedAs(texts.get(i)).isGreaterThanOrEqualTo(0.99f);
      assertThat(embeddings(quantized, List.of(texts.get(i)))).containsExactly(after.get(i));
    }
    assertThat(sum / texts.size()).isGreaterThanOrEqualTo(0.998);
  }

  private Path quantized(Path model) throws IOException {
    Path copy = folder.resolve("quantized");
    for (String file :
        List.of("tokenizer.json", "modules.json", "1_Pooling/config.json", "sentence_bert_config.json")) {
      if (Files.exists(model.resolve(file))) {
        Files.createDirectories(copy.resolve(file).resolveSibling("."));
        Files.copy(model.resolve(file), copy.resolve(file));
      }
    }
    Quantizer.write(model, copy.resolve("model.onnx"));
    return copy;
  }

  private static List<String> operators(Path model) throws IOException {
    OnnxModel graph = OnnxModel.read(ByteBuffer.wrap(Files.readAllBytes(model.resolve("model.onnx"))));
    return graph.nodes().stream().map(OnnxNode::operator).toList();
  }

  private static List<Embedding> embeddings(Path model, List<String> texts) throws IOException {
    try (OnnxEncoder encoder = OnnxEncoder.load(model, new EncoderSettings(1, 1, 1024))) {
      return encoder.encode(texts, Prompt.DOCUMENT);
    }
  }
}
