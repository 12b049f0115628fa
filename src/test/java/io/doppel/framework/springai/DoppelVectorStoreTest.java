package io.doppel.framework.springai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppel.encoder.cache.EmbeddingCache;
import io.doppel.engine.Catalogs;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.model.SecondJudges;
import io.doppel.engine.snapshot.CollectionFiles;
import io.doppel.framework.LocalDoppel;
import io.doppel.index.Catalog;
import io.doppel.index.PassageIndex;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.ai.document.Document;
import org.springframework.ai.test.vectorstore.BaseVectorStoreTests;
import org.springframework.ai.vectorstore.SearchRequest;
import org.springframework.ai.vectorstore.VectorStore;

class DoppelVectorStoreTest {

  @TempDir static Path folder;

  private static LocalDoppel local;
  private static DoppelVectorStore store;

  @BeforeAll
  static void open() throws IOException {
    local = LocalDoppel.in(folder);
    store = new DoppelVectorStore(local.collection());
  }

  @AfterAll
  static void close() throws IOException {
    local.close();
  }

  @BeforeEach
  void empty() throws IOException {
    local.collection().delete(io.doppel.index.query.Filter.EVERYTHING);
  }

  /// What Spring AI asks of every store.
  @Nested
  class Contract extends BaseVectorStoreTests {

    @Override
    protected void executeTest(Consumer<VectorStore> test) {
      test.accept(store);
    }
  }

  @Test
  void who_is_interrupted_is_told_that_not_all_is_put() {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> store.add(List.of(new Document("late", "The ferry leaves at nine.", Map.of()))))
          .isInstanceOf(CancellationException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(local.collection().indexing()).isEmpty();
  }

  @Test
  void a_document_that_the_place_does_not_take_is_no_document_that_is_put() throws IOException {
    PassageIndex index = local.collection().index();
    PassageIndex narrow =
        (PassageIndex)
            Proxy.newProxyInstance(
                PassageIndex.class.getClassLoader(),
                new Class<?>[] {PassageIndex.class},
                (_, method, arguments) ->
                    method.getName().equals("refusal")
                        ? Optional.of("it is too long here")
                        : method.invoke(index, arguments));
    try (Catalog catalog = Catalogs.in(folder.resolve("index"));
        EmbeddingCache cache = EmbeddingCache.none()) {
      DocumentCollection collection =
          new DocumentCollection(
              local.collection().name(),
              CollectionFiles.of(catalog, "kept"),
              narrow,
              local.collection().encoder(),
              local.collection().splitter(),
              cache,
              SecondJudges.NONE);
      assertThatThrownBy(
              () -> new DoppelVectorStore(collection).add(List.of(new Document("long", "The ferry.", Map.of()))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("document \"long\": it is too long here");
    }
    assertThat(local.collection().document("long")).isEmpty();
  }

  @Test
  void what_is_found_comes_back_with_its_metadata_and_its_cosine() {
    Document bread = new Document("bread", "Bread is baked in a hot oven.", Map.of("page", 7, "tags", List.of("food")));
    store.add(List.of(bread, new Document("ferry", "The ferry leaves at nine.", Map.of())));

    Document found =
        store
            .similaritySearch(
                SearchRequest.builder().query("How is bread baked?").topK(5).similarityThreshold(0.5).build())
            .getFirst();

    assertThat(found.getId()).isEqualTo("bread");
    assertThat(found.getText()).isEqualTo(bread.getText());
    assertThat(found.getMetadata()).containsEntry("page", 7).containsEntry("tags", List.of("food"));
    double score = Objects.requireNonNull(found.getScore());
    assertThat(score).isBetween(0.5, 1.0);
    assertThat(found.getMetadata()).containsEntry("distance", 1 - (float) score);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "country == 'BG' | a,c",
        "country != 'BG' | b,d",
        "country in ['NL', 'KR'] | b,d",
        "country nin ['NL', 'KR'] | a,c",
        "year >= 2020 && year < 2023 | a,b",
        "year > 2020 | c",
        "NOT (year <= 2020) | c,d",
        "country == 'BG' AND (year == 2020 OR year == 2023) | a,c",
        "open == true | a",
        "year IS NULL | d",
        "year IS NOT NULL | a,b,c",
        "day > '2024-05' | b",
        "day <= '2024-05' | a",
      })
  void filters_mean_what_they_say(String filter, String ids) {
    store.add(
        List.of(
            new Document("a", "one", Map.of("country", "BG", "year", 2020, "open", true, "day", "2024-05-31")),
            new Document("b", "two", Map.of("country", "NL", "year", 2020.0, "open", false, "day", "2024-06-01")),
            new Document("c", "three", Map.of("country", "BG", "year", 2023)),
            new Document("d", "four", Map.of("country", "KR"))));

    List<Document> found =
        store.similaritySearch(
            SearchRequest.builder().query("number").topK(10).similarityThresholdAll().filterExpression(filter).build());

    assertThat(found).extracting(Document::getId).containsExactlyInAnyOrder(ids.split(","));
  }

  @Test
  void what_cannot_be_kept_is_refused_before_anything_is() {
    List<Document> documents =
        List.of(new Document("good", "a text", Map.of()), new Document("..", "a text", Map.of()));
    assertThatThrownBy(() -> store.add(documents)).hasMessageContaining("id must not be");
    assertThat(store.similaritySearch("a text")).isEmpty();
    assertThatThrownBy(() -> store.delete("country > 'BG'"))
        .hasMessage("country can be held against a number or a time of ISO 8601 only, got \"BG\"");
  }

  @Test
  void the_model_embeds_questions_and_documents_into_one_space() {
    DoppelEmbeddingModel model = new DoppelEmbeddingModel(local.doppel().encoder());
    assertThat(model.dimensions()).isEqualTo(384);
    List<float[]> embeddings = model.embed(List.of("a text", "another"));
    assertThat(embeddings).hasSize(2);
    assertThat(model.embed(new Document("a text"))).isEqualTo(embeddings.getFirst());
  }
}
