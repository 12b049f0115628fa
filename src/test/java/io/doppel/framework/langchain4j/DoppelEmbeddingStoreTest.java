package io.doppel.framework.langchain4j;

import static dev.langchain4j.store.embedding.filter.MetadataFilterBuilder.metadataKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.store.embedding.EmbeddingMatch;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.EmbeddingStoreWithFilteringIT;
import dev.langchain4j.store.embedding.EmbeddingStoreWithRemovalIT;
import dev.langchain4j.store.embedding.filter.Filter;
import io.doppel.engine.TinyDoppel;
import io.doppel.framework.LocalDoppel;
import io.doppel.text.Document;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoppelEmbeddingStoreTest {

  @TempDir static Path folder;

  private static LocalDoppel local;
  private static DoppelEmbeddingModel model;
  private static DoppelEmbeddingStore store;

  @BeforeAll
  static void open() throws IOException {
    local = LocalDoppel.in(folder);
    model = new DoppelEmbeddingModel(local.doppel().encoder());
    store = new DoppelEmbeddingStore(local.collection());
  }

  @AfterAll
  static void close() throws IOException {
    local.close();
  }

  @BeforeEach
  void empty() {
    store.removeAll();
  }

  /// What langchain4j asks of every store that filters.
  @Nested
  class Filtering extends EmbeddingStoreWithFilteringIT {

    @Override
    protected EmbeddingStore<TextSegment> embeddingStore() {
      return store;
    }

    @Override
    protected EmbeddingModel embeddingModel() {
      return model;
    }

    @Override
    protected boolean supportsContains() {
      return true;
    }
  }

  /// What langchain4j asks of every store that removes.
  @Nested
  class Removal extends EmbeddingStoreWithRemovalIT {

    @Override
    protected EmbeddingStore<TextSegment> embeddingStore() {
      return store;
    }

    @Override
    protected EmbeddingModel embeddingModel() {
      return model;
    }
  }

  @Test
  void a_document_that_doppel_has_indexed_is_found_by_its_best_passage() throws IOException {
    String text = "The ferry to the island leaves at nine. ".repeat(60) + "Bread is baked in a hot oven.";
    TinyDoppel.add(local.doppel(), "kept", new Document("long", "", text, Map.of("topic", "travel")));

    EmbeddingMatch<TextSegment> match = search("How is bread baked?", null).getFirst();

    assertThat(match.embeddingId()).isEqualTo("long");
    assertThat(match.embedded().text()).endsWith("Bread is baked in a hot oven.").hasSizeLessThan(text.length());
    assertThat(match.embedded().metadata().getString("topic")).isEqualTo("travel");
  }

  @Test
  void a_filter_that_no_index_knows_finds_and_removes_the_same_as_one_that_it_knows() {
    List<TextSegment> segments =
        IntStream.range(0, 30)
            .mapToObj(i -> TextSegment.from("text number " + i, new Metadata().put("key", "k" + i % 3).put("n", i)))
            .toList();
    store.addAll(model.embedAll(segments).content(), segments);
    Filter known = metadataKey("key").isEqualTo("k2").and(metadataKey("n").isBetween(3, 20));
    Filter unknown = metadataKey("key").containsString("2").and(metadataKey("n").isBetween(3, 20));

    assertThat(search("number", unknown)).isEqualTo(search("number", known)).hasSize(6);
    store.removeAll(unknown);
    assertThat(search("number", known)).isEmpty();
    assertThat(search("number", null)).hasSize(24);
  }

  @Test
  void embeddings_of_another_model_are_refused() {
    assertThatThrownBy(() -> store.add(Embedding.from(new float[] {1, 0})))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("embeddings of collection \"kept\" have 384 dimensions, got one of 2");
  }

  @Test
  void a_request_may_ask_for_fewer_dimensions() {
    EmbeddingRequest request = EmbeddingRequest.builder().input("a text").dimensions(128).build();
    assertThat(model.embed(request).embeddings().getFirst().dimension()).isEqualTo(128);
    assertThat(model.dimension()).isEqualTo(384);
    assertThat(model.modelName()).isEqualTo("all-MiniLM-L6-v2-ko");
  }

  private static List<EmbeddingMatch<TextSegment>> search(String text, @Nullable Filter filter) {
    return store
        .search(
            EmbeddingSearchRequest.builder()
                .queryEmbedding(model.embed(text).content())
                .maxResults(100)
                .filter(filter)
                .build())
        .matches();
  }
}
