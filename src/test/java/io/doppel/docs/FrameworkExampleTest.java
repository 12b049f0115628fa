package io.doppel.docs;

import static dev.langchain4j.store.embedding.filter.MetadataFilterBuilder.metadataKey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.store.embedding.EmbeddingMatch;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.EmbeddingStore;
import io.doppel.engine.CollectionName;
import io.doppel.engine.Doppel;
import io.doppel.engine.TinyDoppel;
import io.doppel.framework.langchain4j.DoppelEmbeddingModel;
import io.doppel.framework.langchain4j.DoppelEmbeddingStore;
import io.doppel.framework.springai.DoppelVectorStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.ai.document.Document;
import org.springframework.ai.vectorstore.SearchRequest;
import org.springframework.ai.vectorstore.VectorStore;

/// The examples of `docs/frameworks.md`: they compile, they run, and the page shows them as they are here.
class FrameworkExampleTest {

  @TempDir Path folder;

  @Test
  void the_page_shows_the_examples_as_they_are_compiled() throws IOException {
    PageExamples.areOf(FrameworkExampleTest.class, "docs/frameworks.md");
  }

  @Test
  void the_examples_find_what_they_have_put() throws IOException {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    try (Doppel doppel = TinyDoppel.open(folder)) {
      langchain4j(doppel, out);
      springAi(doppel, out);
    }
    String bread = "Bread is baked in a hot oven.\n";
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo(bread + bread);
  }

  // example
  static void langchain4j(Doppel doppel, PrintStream out) throws IOException {
    EmbeddingModel model = new DoppelEmbeddingModel(doppel.encoder());
    EmbeddingStore<TextSegment> store = new DoppelEmbeddingStore(doppel.openOrCreate(new CollectionName("segments")));

    TextSegment segment = TextSegment.from("Bread is baked in a hot oven.", Metadata.from("topic", "food"));
    store.add(model.embed(segment).content(), segment);

    EmbeddingSearchRequest request =
        EmbeddingSearchRequest.builder()
            .queryEmbedding(model.embed("How do I make a loaf?").content())
            .filter(metadataKey("topic").isEqualTo("food"))
            .maxResults(3)
            .build();
    for (EmbeddingMatch<TextSegment> match : store.search(request).matches()) {
      out.println(match.embedded().text());
    }
  }
  // end

  // example
  static void springAi(Doppel doppel, PrintStream out) throws IOException {
    VectorStore store = new DoppelVectorStore(doppel.openOrCreate(new CollectionName("documents")));
    store.add(List.of(new Document("Bread is baked in a hot oven.", Map.of("topic", "food", "year", 2024))));

    SearchRequest request =
        SearchRequest.builder()
            .query("How do I make a loaf?")
            .topK(3)
            .filterExpression("topic == 'food' && year >= 2020")
            .build();
    for (Document document : store.similaritySearch(request)) {
      out.println(document.getText());
    }
  }
  // end
}
