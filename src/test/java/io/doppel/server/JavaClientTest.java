package io.doppel.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import io.doppel.encoder.Prompt;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.openai.OpenAiEmbeddingOptions;

/// The clients of OpenAI that langchain4j and Spring AI have, pointed here.
class JavaClientTest {

  private static final int BATCH = 2_048;

  @TempDir private Path folder;

  @Test
  void a_batch_as_large_as_openai_takes_is_embedded_in_order_and_a_refusal_says_why() throws Exception {
    try (TinyServer server = TinyServer.start(folder)) {
      OpenAiEmbeddingModel model = model(server, "tiny");
      List<TextSegment> texts =
          IntStream.range(0, BATCH).mapToObj(i -> TextSegment.from(i % 2 == 0 ? "a dog" : "the sea")).toList();
      List<Embedding> embeddings = model.embedAll(texts).content();
      assertThat(embeddings).hasSize(BATCH);
      assertThat(embeddings.get(2)).isEqualTo(embeddings.get(0));
      assertThat(embeddings.get(3)).isEqualTo(embeddings.get(1)).isNotEqualTo(embeddings.get(0));
      assertThat(model.embed("a dog").content().dimension()).isEqualTo(server.doppel().encoder().dimension());
      assertThatThrownBy(() -> model(server, "other").embed("a dog")).hasMessageContaining("other");
    }
  }

  /// Spring AI asks by the client that OpenAI itself publishes for Java.
  @Test
  void spring_ai_embeds_such_a_batch_in_order_too_also_in_fewer_dimensions_and_hears_why_not() throws Exception {
    try (TinyServer server = TinyServer.start(folder)) {
      EmbeddingModel model = springModel(server, "tiny", null);
      List<String> texts = IntStream.range(0, BATCH).mapToObj(i -> i % 2 == 0 ? "a dog" : "the sea").toList();
      List<float[]> embeddings = model.embed(texts);
      assertThat(embeddings).hasSize(BATCH);
      assertThat(embeddings.get(2)).isEqualTo(embeddings.get(0));
      assertThat(embeddings.get(3)).isEqualTo(embeddings.get(1)).isNotEqualTo(embeddings.get(0));
      assertThat(embeddings.getFirst()).isEqualTo(
          server.doppel().encoder().encode(List.of("a dog"), Prompt.NONE).getFirst().toArray());
      assertThat(springModel(server, "tiny", 2).embed("a dog")).hasSize(2);
      assertThatThrownBy(() -> springModel(server, "tiny", 1_000).embed("a dog")).hasMessageContaining("dimensions");
      assertThatThrownBy(() -> springModel(server, "other", null).embed("a dog")).hasMessageContaining("other");
    }
  }

  private static EmbeddingModel springModel(TinyServer server, String name, @Nullable Integer dimensions) {
    OpenAiEmbeddingOptions.Builder options =
        OpenAiEmbeddingOptions.builder()
            .baseUrl(server.uri("/v1").toString())
            .apiKey("none is wanted")
            .model(name)
            .maxRetries(0)
            .dimensions(dimensions);
    return org.springframework.ai.openai.OpenAiEmbeddingModel.builder().options(options.build()).build();
  }

  private static OpenAiEmbeddingModel model(TinyServer server, String name) {
    return OpenAiEmbeddingModel.builder()
        .baseUrl(server.uri("/v1").toString())
        .apiKey("none is wanted")
        .modelName(name)
        .maxSegmentsPerBatch(BATCH)
        .maxRetries(0)
        .build();
  }
}
