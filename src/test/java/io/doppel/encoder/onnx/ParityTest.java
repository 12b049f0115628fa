package io.doppel.encoder.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.doppel.encoder.Embedding;
import io.doppel.encoder.Prompt;
import io.doppel.encoder.token.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Holds the real model against reference vectors: those of sentence-transformers on PyTorch where
/// they are at hand, and always the project's own.
class ParityTest {

  private static final Path MODEL = Path.of("models/all-MiniLM-L6-v2");
  private static final Path GOLD = Path.of("../shared/gold/all-MiniLM-L6-v2.jsonl");

  private static OnnxEncoder encoder;
  private static Tokenizer tokenizer;
  private static List<ReferenceVector> references;
  private static List<Embedding> embeddings;

  @BeforeAll
  static void load() throws IOException {
    assumeTrue(Files.exists(MODEL.resolve("model.onnx")), "skipped: no model in " + MODEL);
    references = new ArrayList<>(ReferenceVector.read(ReferenceVector.OWN));
    if (Files.exists(GOLD)) {
      references.addAll(ReferenceVector.read(GOLD));
    }
    encoder = OnnxEncoder.load(MODEL, EncoderSettings.standard());
    embeddings = encoder.encode(texts(), Prompt.NONE);
    tokenizer = Tokenizer.load(MODEL.resolve("tokenizer.json"), encoder.maxTokens());
  }

  @AfterAll
  static void close() {
    if (encoder != null) {
      encoder.close();
    }
    if (tokenizer != null) {
      tokenizer.close();
    }
  }

  @Test
  void every_token_id_equals_the_reference() {
    for (ReferenceVector reference : references) {
      assertThat(tokenizer.encode(reference.text()).ids())
          .as(reference.text())
          .isEqualTo(reference.tokenIds());
    }
  }

  @Test
  void every_coordinate_is_within_a_hundred_thousandth_of_the_reference() {
    for (int i = 0; i < references.size(); i++) {
      assertThat(largestDifference(embeddings.get(i).toArray(), references.get(i).embedding()))
          .as(references.get(i).text())
          .isLessThan(1e-5f);
    }
  }

  @Test
  void a_text_gets_the_same_embedding_alone_and_in_any_batch() {
    List<Integer> some = new ArrayList<>();
    for (int i = 0; i < references.size(); i += 3) {
      some.add(i);
    }
    Collections.shuffle(some, new Random(7));
    List<Embedding> shuffled =
        encoder.encode(some.stream().map(texts()::get).toList(), Prompt.NONE);
    for (int i = 0; i < some.size(); i++) {
      float[] alone = encoder.encode(texts().get(some.get(i)), Prompt.NONE).toArray();
      assertThat(largestDifference(embeddings.get(some.get(i)).toArray(), alone)).isLessThan(1e-6f);
      assertThat(largestDifference(shuffled.get(i).toArray(), alone)).isLessThan(1e-6f);
    }
  }

  private static List<String> texts() {
    return references.stream().map(ReferenceVector::text).toList();
  }

  private static float largestDifference(float[] actual, float[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    float largest = 0;
    for (int i = 0; i < actual.length; i++) {
      largest = Math.max(largest, Math.abs(actual[i] - expected[i]));
    }
    return largest;
  }
}
