package io.doppel.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppel.engine.indexing.IndexingListener;
import io.doppel.engine.indexing.IndexingProgress;
import io.doppel.index.Catalog;
import io.doppel.index.FaultyIndex.Fault;
import io.doppel.index.FaultyIndex;
import io.doppel.index.MemoryCatalog;
import io.doppel.index.TestIndex;
import io.doppel.index.failure.IndexUnavailableException;
import io.doppel.index.query.Effort;
import io.doppel.retrieval.SearchQuery;
import io.doppel.text.Document;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What the engine makes of a place where indexes are kept that answers now and then.
@NullUnmarked
class UnavailableIndexTest {

  private static final CollectionName THINGS = new CollectionName("things");

  @TempDir private Path folder;
  private final FaultyIndex backend = new FaultyIndex();
  private Doppel doppel;

  enum Backend {
    FOLDER,
    MEMORY;

    Catalog in(Path folder) {
      return switch (this) {
        case FOLDER -> Catalogs.in(folder.resolve("index"));
        case MEMORY -> new MemoryCatalog();
      };
    }
  }

  private void open(Backend where) throws IOException {
    doppel = TinyDoppel.open(folder, backend.over(where.in(folder)));
  }

  @AfterEach
  void close() throws IOException {
    backend.heals();
    doppel.close();
  }

  private static Document[] documents(int from, int to, String text) {
    return IntStream.range(from, to)
        .mapToObj(i -> Document.of("d%04d".formatted(i), "%s number %d".formatted(text, i)))
        .toArray(Document[]::new);
  }

  private IndexingProgress add(Document... documents) throws IOException {
    return TinyDoppel.add(doppel, "things", documents);
  }

  private TestIndex index() throws IOException {
    return new TestIndex(doppel.collection(THINGS).index());
  }

  private void assertHolds(Map<String, Document> documents) throws IOException {
    TestIndex index = index();
    assertThat(index.documentIds("", 10_000)).containsExactlyElementsOf(documents.keySet());
    assertThat(index.passages()).as("each has one passage").isEqualTo(documents.size());
    for (Document document : documents.values()) {
      assertThat(index.document(document.id())).contains(document);
    }
  }

  /// A backend that has no way back: what was written stays.
  private static Fault withoutDiscard(Fault fault) {
    return (call, work) -> call.method().equals("discard") ? null : fault.around(call, work);
  }

  @ParameterizedTest
  @EnumSource
  void a_run_that_met_a_batch_written_in_half_is_completed_by_the_next_one_without_doubles(Backend where)
      throws IOException {
    open(where);
    add(documents(0, 20, "a dog"));
    backend.fails(withoutDiscard(FaultyIndex.halves()));
    Document[] more = documents(10, 60, "a ship");
    assertThatThrownBy(() -> add(more))
        .isInstanceOf(IndexUnavailableException.class)
        .hasMessageStartingWith(FaultyIndex.SENTENCE);
    backend.heals();
    assertThat(index().documentIds("", 100)).hasSize(20);
    IndexingProgress end = add(more);
    assertThat(end.done()).isEqualTo(50);
    Map<String, Document> wanted = new TreeMap<>();
    for (Document each : documents(0, 10, "a dog")) {
      wanted.put(each.id(), each);
    }
    for (Document each : more) {
      wanted.put(each.id(), each);
    }
    assertHolds(wanted);
    assertThat(add(more).unchanged()).isEqualTo(50);
  }

  @ParameterizedTest
  @EnumSource
  void what_was_published_though_nobody_heard_of_it_is_found_unchanged(Backend where) throws IOException {
    open(where);
    doppel.openOrCreate(THINGS);
    backend.fails(FaultyIndex.unanswered("publish"));
    assertThatThrownBy(() -> add(documents(0, 20, "a dog"))).isInstanceOf(IndexUnavailableException.class);
    backend.heals();
    IndexingProgress again = add(documents(0, 20, "a dog"));
    assertThat(again.unchanged()).isEqualTo(20);
    assertThat(index().documents()).isEqualTo(20);
  }

  @ParameterizedTest
  @EnumSource
  void nothing_acknowledged_is_lost_whatever_fails_and_whenever(Backend where) throws IOException {
    open(where);
    long seed = Long.getLong("doppel.seed", 1);
    System.out.println("-Ddoppel.seed=" + seed);
    Random random = new Random(seed);
    Map<String, Document> acknowledged = new TreeMap<>();
    int failures = 0;
    for (int round = 0; round < 60; round++) {
      int from = random.nextInt(40);
      Document[] batch = documents(from, from + 1 + random.nextInt(20), "round " + round % 7);
      boolean deletes = round % 5 == 4;
      List<String> ids = new ArrayList<>(acknowledged.keySet());
      String gone = ids.isEmpty() ? "nobody" : ids.get(random.nextInt(ids.size()));
      boolean done = false;
      for (int attempt = 0; !done; attempt++) {
        Fault fault = FaultyIndex.now(random, attempt < 5 ? .1 : 0);
        backend.fails(round % 2 == 0 ? fault : withoutDiscard(fault));
        try {
          if (deletes) {
            doppel.openOrCreate(THINGS).delete(gone);
          } else {
            add(batch);
          }
          done = true;
        } catch (IndexUnavailableException e) {
          failures++;
        }
      }
      if (deletes) {
        acknowledged.remove(gone);
      } else {
        for (Document document : batch) {
          acknowledged.put(document.id(), document);
        }
      }
      backend.heals();
      assertHolds(acknowledged);
    }
    assertThat(failures).isGreaterThan(20);
  }

  @ParameterizedTest
  @EnumSource
  void a_rebuild_that_fails_leaves_the_old_index_and_is_completed_by_the_next_one(Backend where) throws IOException {
    open(where);
    add(documents(0, 40, "a dog"));
    Random random = new Random(7);
    int failures = 0;
    for (int round = 0; round < 20; round++) {
      backend.fails(FaultyIndex.now(random, .05));
      try {
        doppel.rebuilds().reindex(THINGS, IndexingListener.SILENT, () -> false);
      } catch (IndexUnavailableException e) {
        failures++;
      }
      backend.heals();
      assertThat(index().documents()).isEqualTo(40);
    }
    assertThat(failures).isPositive();
    doppel.rebuilds().reindex(THINGS, IndexingListener.SILENT, () -> false);
    assertThat(index().documents()).isEqualTo(40);
    assertThat(doppel.collection(THINGS).search().answer(new SearchQuery("a dog", 10, Effort.EXACT)).hits())
        .hasSize(10);
  }

  @Test
  void a_collection_that_cannot_be_closed_keeps_the_others_from_nothing() throws IOException {
    open(Backend.MEMORY);
    add(documents(0, 1, "a dog"));
    TinyDoppel.add(doppel, "beside", documents(0, 1, "a ship"));
    TinyDoppel.add(doppel, "yonder", documents(0, 1, "a ship"));
    DocumentCollection yonder = doppel.collection(new CollectionName("yonder"));
    DocumentCollection beside = doppel.collection(new CollectionName("beside"));
    backend.fails(FaultyIndex.unavailable("things"));
    assertThatThrownBy(() -> doppel.close())
        .isInstanceOf(IndexUnavailableException.class)
        .hasMessageStartingWith(FaultyIndex.SENTENCE);
    assertThat(doppel.opened()).isEmpty();
    for (DocumentCollection other : List.of(beside, yonder)) {
      assertThatThrownBy(other::documents).hasMessage("the index is closed");
    }
  }
}
