package io.doppel.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// langchain4j's client of OpenAI, pointed here.
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
