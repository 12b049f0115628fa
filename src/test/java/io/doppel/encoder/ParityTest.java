package io.doppel.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Holds the real model against the vectors of the reference implementation, sentence-transformers on PyTorch.
class ParityTest {

  private static final Path MODEL = Path.of("models/all-MiniLM-L6-v2");
  private static final Path GOLD = Path.of("../shared/gold/all-MiniLM-L6-v2.jsonl");

  private static OnnxEncoder encoder;
  private static Tokenizer tokenizer;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Gold(String text, long[] tokenIds, float[] embedding) {}

  @BeforeAll
  static void load() throws IOException {
    encoder = OnnxEncoder.load(MODEL, EncoderSettings.standard());
    tokenizer = Tokenizer.load(MODEL.resolve("tokenizer.json"), encoder.maxTokens());
  }

  @AfterAll
  static void close() {
    encoder.close();
    tokenizer.close();
  }

  @Test
  void every_token_id_equals_the_reference() throws IOException {
    for (Gold gold : gold()) {
      assertThat(tokenizer.encode(gold.text()).ids()).as(gold.text()).isEqualTo(gold.tokenIds());
    }
  }

  @Test
  void every_coordinate_is_within_a_hundred_thousandth_of_the_reference() throws IOException {
    List<Gold> golds = gold();
    List<Embedding> embeddings = encoder.encode(golds.stream().map(Gold::text).toList(), Prompt.NONE);
    for (int i = 0; i < golds.size(); i++) {
      assertThat(largestDifference(embeddings.get(i).toArray(), golds.get(i).embedding()))
          .as(golds.get(i).text())
          .isLessThan(1e-5f);
    }
  }

  @Test
  void a_text_gets_the_same_embedding_alone_and_in_any_batch() throws IOException {
    List<String> texts = gold().stream().map(Gold::text).distinct().toList();
    List<Embedding> together = encoder.encode(texts, Prompt.NONE);
    List<Integer> order = new ArrayList<>(IntStream.range(0, texts.size()).boxed().toList());
    Collections.shuffle(order, new Random(7));
    List<Embedding> shuffled = encoder.encode(order.stream().map(texts::get).toList(), Prompt.NONE);
    for (int i = 0; i < order.size(); i++) {
      int text = order.get(i);
      float[] alone = encoder.encode(texts.get(text), Prompt.NONE).toArray();
      assertThat(largestDifference(together.get(text).toArray(), alone)).isLessThan(1e-6f);
      assertThat(largestDifference(shuffled.get(i).toArray(), alone)).isLessThan(1e-6f);
    }
  }

  private static float largestDifference(float[] actual, float[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    float largest = 0;
    for (int i = 0; i < actual.length; i++) {
      largest = Math.max(largest, Math.abs(actual[i] - expected[i]));
    }
    return largest;
  }

  private static List<Gold> gold() throws IOException {
    assumeTrue(Files.exists(GOLD), "skipped: no reference vectors at " + GOLD);
    List<Gold> golds = new ArrayList<>();
    for (String line : Files.readAllLines(GOLD)) {
      JsonNode node = JsonMapper.shared().readTree(line);
      long[] ids = node.get("token_ids").valueStream().mapToLong(JsonNode::asLong).toArray();
      float[] embedding = new float[node.get("embedding").size()];
      for (int i = 0; i < embedding.length; i++) {
        embedding[i] = node.get("embedding").get(i).floatValue();
      }
      golds.add(new Gold(node.get("text").asString(), ids, embedding));
    }
    return golds;
  }
}
