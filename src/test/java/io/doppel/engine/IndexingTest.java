package io.doppel.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import io.doppel.api.CollectionJson;
import io.doppel.encoder.Embedding;
import io.doppel.encoder.Prompt;
import io.doppel.encoder.TinyModel;
import io.doppel.engine.indexing.Illegibility;
import io.doppel.engine.indexing.Indexing;
import io.doppel.engine.indexing.IndexingListener;
import io.doppel.engine.indexing.IndexingProgress;
import io.doppel.index.EmbeddedDocument;
import io.doppel.index.PassageIndex;
import io.doppel.index.query.Effort;
import io.doppel.retrieval.SearchHit;
import io.doppel.retrieval.SearchQuery;
import io.doppel.source.DocumentSource;
import io.doppel.source.SourceLine;
import io.doppel.source.SourceRecord;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexingTest {

  @TempDir Path folder;

  private Doppel doppel;

  @BeforeEach
  void open() throws IOException {
    doppel = TinyDoppel.open(folder);
  }

  @AfterEach
  void close() throws IOException {
    doppel.close();
  }

  @Test
  void a_document_can_be_found_as_soon_as_indexing_returns() throws IOException {
    add(Document.of("a", "the dog and the cat"), Document.of("b", "a ship on the sea"));
    assertThat(ids("cat and dog")).startsWith("a");
    assertThat(ids("the sea")).startsWith("b");
  }

  @Test
  void indexing_that_is_told_to_stop_keeps_what_is_in() throws Exception {
    DocumentCollection collection = doppel.openOrCreate(new CollectionName("things"));
    assertThat(collection.stopIndexing(Indexing.Aim.ADDING)).isFalse();
    CompletableFuture<IndexingProgress> indexing =
        CompletableFuture.supplyAsync(
            () -> {
              try (DocumentSource endless = new Endless()) {
                return collection.add(endless, IndexingListener.SILENT, () -> false);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    while (!collection.stopIndexing(Indexing.Aim.ADDING)) {
      Thread.onSpinWait();
    }
    IndexingProgress end = indexing.get(60, TimeUnit.SECONDS);
    assertThat(end.stopped()).isTrue();
    assertThat(collection.documents()).isEqualTo(end.indexed());
    assertThat(collection.indexing()).isEmpty();
    add(Document.of("later", "the dog"));
    assertThat(collection.document("later")).isPresent();
  }

  @Test
  void more_documents_are_put_at_once_than_an_index_takes_at_a_time() throws IOException {
    List<Embedding> embeddings =
        doppel.encoder().encode(List.of("the dog", "a ship", "the sea", "a cat and the sea"), Prompt.DOCUMENT);
    List<EmbeddedDocument> many =
        IntStream.rangeClosed(0, PassageIndex.MAX_HITS)
            .mapToObj(
                number ->
                    new EmbeddedDocument(
                        Document.of("n" + number, "a"),
                        List.of(new Passage("n" + number, 0, "a")),
                        List.of(embeddings.get(number % embeddings.size()))))
            .toList();
    assertThat(collection().put(many)).isEqualTo(PassageIndex.MAX_HITS + 1);
    assertThat(collection().documents()).isEqualTo(PassageIndex.MAX_HITS + 1);
  }

  @Test
  void a_run_that_brings_much_leaves_one_segment_and_one_that_brings_little_leaves_the_rest_alone() throws IOException {
    add(numbered(0, 30));
    add(numbered(30, 60));
    assertThat(collection().index().upkeep().orElseThrow().footprint().segments()).isEqualTo(1);
    add(Document.of("one more", "the dog and the sea"));
    assertThat(collection().index().upkeep().orElseThrow().footprint().segments()).isEqualTo(2);
    assertThat(ids("the dog and the sea")).startsWith("one more");
  }

  @Test
  void a_run_that_goes_on_where_another_was_stopped_leaves_one_segment_though_it_brought_little() throws IOException {
    // What a run has left that was stopped before its end: two segments, and hardly anything missing.
    DocumentCollection collection = collection();
    for (int i = 0; i < 2; i++) {
      for (Document document : numbered(300 * i, 300 * i + 300)) {
        Embedding embedding = doppel.encoder().encode(List.of(document.text()), Prompt.DOCUMENT).getFirst();
        collection
            .index()
            .put(
                List.of(
                    new EmbeddedDocument(
                        document,
                        List.of(new Passage(document.id(), 0, document.text())),
                        List.of(embedding))));
      }
      collection.index().publish();
    }
    assertThat(collection.index().upkeep().orElseThrow().footprint().segments()).isEqualTo(2);
    IndexingProgress end = add(numbered(0, 601));
    assertThat(end.indexed()).isEqualTo(1);
    assertThat(collection.index().upkeep().orElseThrow().footprint().segments()).isEqualTo(1);
  }

  private static Document[] numbered(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> Document.of("d" + i, "the ship " + i)).toArray(Document[]::new);
  }

  /// Documents without end.
  private static final class Endless implements DocumentSource {

    private long given;

    @Override
    public boolean hasNext() {
      return true;
    }

    @Override
    public SourceRecord next() {
      given++;
      return new SourceRecord.Accepted(Document.of("d" + given, "the dog " + given), new SourceLine("endless", given));
    }

    @Override
    public long bytesRead() {
      return given;
    }

    @Override
    public long bytesTotal() {
      return -1;
    }

    @Override
    public long documentsTotal() {
      return -1;
    }

    @Override
    public void close() {}
  }

  @Test
  void how_much_the_model_cannot_read_is_known_of_what_is_in() throws IOException {
    DocumentCollection collection = doppel.openOrCreate(new CollectionName("things"));
    assertThat(collection.illegibility()).isEmpty();
    add(Document.of("a", "the dog and the cat"));
    assertThat(collection.illegibility().orElseThrow().warning()).isEmpty();
    add(Document.of("b", "끊었잖아 볶음밥 뷁뛟"), Document.of("c", "qwzx vbkj plmn qqxz"));
    Illegibility much = collection.illegibility().orElseThrow();
    assertThat(much.share()).isBetween(0.3, 1.0);
    assertThat(much.warning().orElseThrow())
        .startsWith("the model does not know the words of ")
        .contains("doppel models pull ");
  }

  @Test
  void an_unchanged_document_is_not_embedded_again() throws IOException {
    add(Document.of("a", "the dog"), Document.of("b", "the ship"));
    IndexingProgress again = add(Document.of("a", "the dog"), Document.of("b", "a new ship"));
    assertThat(again.unchanged()).isEqualTo(1);
    assertThat(again.replaced()).isEqualTo(1);
    assertThat(again.passages()).isEqualTo(1);
    assertThat(collection().documents()).isEqualTo(2);
  }

  @Test
  void a_text_that_was_embedded_before_costs_no_inference_in_another_collection() throws IOException {
    Document[] documents = {Document.of("a", "the dog"), Document.of("b", "the ship")};
    assertThat(add(documents).cached()).isZero();
    assertThat(TinyDoppel.add(doppel, "others", documents).cached()).isEqualTo(2);
    doppel.delete(new CollectionName("things"));
    doppel.close();
    doppel = TinyDoppel.open(folder);
    IndexingProgress again = add(Document.of("a", "the dog"), Document.of("b", "the ship"), Document.of("c", "a tree"));
    assertThat(again.indexed()).isEqualTo(3);
    assertThat(again.cached()).isEqualTo(2);
    assertThat(ids("the ship")).startsWith("b");
  }

  @Test
  void of_two_documents_with_one_id_the_later_one_stays() throws IOException {
    IndexingProgress end = add(Document.of("a", "the dog"), Document.of("a", "the ship"), Document.of("a", "the tree"));
    assertThat(end.indexed()).isEqualTo(1);
    assertThat(end.replaced()).isEqualTo(2);
    assertThat(collection().document("a").orElseThrow().text()).isEqualTo("the tree");
    assertThat(collection().documents()).isEqualTo(1);
  }

  @Test
  void going_back_to_an_older_version_within_one_source_is_seen() throws IOException {
    add(Document.of("a", "the dog"));
    add(Document.of("a", "the ship"), Document.of("a", "the dog"));
    assertThat(collection().document("a").orElseThrow().text()).isEqualTo("the dog");
  }

  @Test
  void a_long_document_is_found_by_its_end() throws IOException {
    String text = "The dog and the cat sit in the house. ".repeat(80) + "The ship is on the sea.";
    add(Document.of("long", text), Document.of("other", "a green tree"));
    SearchHit hit = collection().search().answer(query("ship on the sea")).hits().getFirst();
    assertThat(hit.document().id()).isEqualTo("long");
    assertThat(hit.passage().text()).contains("The ship is on the sea.");
    assertThat(text.substring(hit.passage().start(), hit.passage().end())).isEqualTo(hit.passage().text());
    assertThat(collection().passages()).isGreaterThan(3);
  }

  @Test
  void each_document_is_one_hit_however_many_passages_it_has() throws IOException {
    add(
        Document.of("long", "The dog and the cat sit in the house. ".repeat(80)),
        Document.of("other", "a green tree"));
    assertThat(ids("the dog and the cat")).containsExactly("long", "other");
  }

  @Test
  void a_cancelled_run_keeps_what_it_has_and_the_next_one_goes_on() throws IOException {
    List<Document> documents = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      documents.add(Document.of("d" + i, "dog number " + i));
    }
    AtomicInteger asked = new AtomicInteger();
    IndexingProgress first;
    try (DocumentSource source = DocumentSource.of(documents)) {
      first =
          collection().add(source, IndexingListener.SILENT, () -> asked.incrementAndGet() > 5_000);
    }
    assertThat(first.indexed()).isBetween(1L, 4_999L);
    assertThat(collection().documents()).isEqualTo(first.indexed());
    IndexingProgress second = add(documents.toArray(Document[]::new));
    assertThat(second.unchanged()).isEqualTo(first.indexed());
    assertThat(collection().documents()).isEqualTo(5_000);
  }

  @Test
  void a_second_indexing_of_the_same_collection_waits_for_its_turn() throws Exception {
    List<Thread> others = new ArrayList<>();
    IndexingListener intruder =
        new IndexingListener() {
          @Override
          public void stored(Document document, Outcome outcome) {
            others.add(Thread.ofPlatform().start(() -> assertDoesNotThrow(() -> add(Document.of("b", "the sea")))));
          }
        };
    try (DocumentSource source = DocumentSource.of(List.of(Document.of("a", "the dog")))) {
      collection().add(source, intruder, () -> false);
    }
    others.getFirst().join();
    assertThat(collection().documents()).isEqualTo(2);
  }

  @Test
  void what_was_indexed_is_there_after_closing_and_opening() throws IOException {
    add(Document.of("a", "the dog"));
    doppel.close();
    doppel = Doppel.open(new Home(folder.resolve("models"), "tiny", folder.resolve("index")));
    assertThat(ids("dog")).containsExactly("a");
    assertThat(doppel.collections()).containsExactly(new CollectionName("things"));
  }

  @Test
  void a_deleted_collection_is_gone_with_its_folder() throws IOException {
    add(Document.of("a", "the dog"));
    doppel.delete(new CollectionName("things"));
    assertThat(doppel.collections()).isEmpty();
    assertThat(folder.resolve("index/things")).doesNotExist();
    assertThatThrownBy(() -> doppel.collection(new CollectionName("things")))
        .hasMessage("there is no collection \"things\"; make it with: doppel index -c things FILE…");
  }

  @Test
  void a_collection_of_another_model_is_listed_as_failed_and_can_be_deleted() throws IOException {
    add(Document.of("a", "the dog"));
    doppel.close();
    new TinyModel().maxTokens(64).writeTo(folder.resolve("models").resolve("other"));
    doppel = Doppel.open(new Home(folder.resolve("models"), "other", folder.resolve("index")));
    CollectionJson listed = CollectionJson.all(doppel).getFirst();
    assertThat(listed.state()).isEqualTo("failed");
    assertThat(listed.error()).contains("max_tokens is 128, not 64").contains("doppel reindex things");
    doppel.delete(new CollectionName("things"));
    assertThat(doppel.collections()).isEmpty();
  }

  @Test
  void the_name_of_a_collection_cannot_lead_out_of_its_folder() {
    for (String name : List.of("..", "../x", "a/b", "", "A", ".hidden", "a".repeat(65))) {
      assertThatThrownBy(() -> new CollectionName(name)).hasMessageContaining("a collection's name is 1 to 64");
    }
  }

  private IndexingProgress add(Document... documents) throws IOException {
    return TinyDoppel.add(doppel, "things", documents);
  }

  private DocumentCollection collection() throws IOException {
    return doppel.openOrCreate(new CollectionName("things"));
  }

  private List<String> ids(String text) throws IOException {
    return collection().search().answer(query(text)).hits().stream().map(hit -> hit.document().id()).toList();
  }

  private static SearchQuery query(String text) {
    return new SearchQuery(text, 10, Effort.APPROXIMATE);
  }
}
