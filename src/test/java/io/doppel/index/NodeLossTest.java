package io.doppel.index;

import static io.doppel.index.HitAssertions.assertSameHits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.doppel.encoder.Embedding;
import io.doppel.index.cluster.ClusterCatalog;
import io.doppel.index.cluster.EngineNodes;
import io.doppel.index.cluster.EngineNodes.Engine;
import io.doppel.index.cluster.rest.ClusterAccess;
import io.doppel.index.cluster.rest.ClusterAddress;
import io.doppel.index.hit.Hits;
import io.doppel.index.query.Effort;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Three real nodes, of which one ends without a word while others write and search.
@NullMarked
@Timeout(600)
class NodeLossTest {

  private static final int DIMENSION = 16;
  private static final Passport PASSPORT = Samples.passport(DIMENSION, "mean");
  private static final int BATCH = 20;

  private final Samples samples = new Samples(Long.getLong("doppel.seed", 1), DIMENSION, 10);
  private final TestIndex oracle = new TestIndex(new MemoryCatalog().create("oracle", PASSPORT));

  private static EmbeddedDocument document(String id, Embedding embedding) {
    Document document = Document.of(id, "text of " + id);
    return new EmbeddedDocument(document, List.of(new Passage(id, 0, document.text())), List.of(embedding));
  }

  /// Puts documents into both; the oracle has what the cluster acknowledged.
  private void put(PassageIndex index, String name) throws IOException {
    List<EmbeddedDocument> batch =
        IntStream.range(0, BATCH)
            .mapToObj(i -> document(name + "-" + i, samples.embedding()))
            .toList();
    index.put(batch);
    oracle.put(batch);
  }

  @ParameterizedTest
  @EnumSource
  void no_acknowledged_document_is_lost_and_hits_are_those_of_exact_search_before_during_and_after(Engine engine)
      throws Exception {
    assumeTrue(engine.isThere(), "the build unpacks engines with -Pcluster");
    try (EngineNodes nodes = EngineNodes.start(engine, 3);
        ClusterCatalog catalog =
            new ClusterCatalog(ClusterAddress.of(nodes.address("loss")), ClusterAccess.of(Map.of()))) {
      nodes.template("loss.*", 3, 1);
      TestIndex index = new TestIndex(catalog.create("things", PASSPORT));
      for (int i = 0; i < 10; i++) {
        put(index, "before" + i);
      }
      publish(index);
      nodes.awaitGreen();
      assertSame(index, samples.embedding());

      // Searched while it is written to, unpublished: the state stays the same.
      AtomicBoolean ended = new AtomicBoolean();
      AtomicInteger searches = new AtomicInteger();
      TestIndex before = copy();
      List<Embedding> queries = List.of(samples.embedding(), samples.embedding(), samples.embedding());
      try (ExecutorService other = Executors.newSingleThreadExecutor()) {
        Future<?> searching =
            other.submit(() -> {
              while (!ended.get()) {
                Embedding query = queries.get(searches.getAndIncrement() % queries.size());
                assertSameHits(
                    index.nearest(query, 10, Effort.APPROXIMATE), before.nearest(query, 10, Effort.EXACT));
              }
              return true;
            });
        for (int i = 0; i < 30; i++) {
          put(index, "during" + i);
          if (i == 8) {
            nodes.kill(1);
          }
        }
        ended.set(true);
        searching.get();
      }
      assertThat(searches.get()).isGreaterThan(3);
      publish(index);
      assertThat(index.documentIds("", 10_000)).isEqualTo(oracle.documentIds("", 10_000));
      for (int i = 0; i < 20; i++) {
        assertSame(index, samples.embedding());
      }
    }
  }

  private void publish(TestIndex index) throws IOException {
    index.publish();
    oracle.publish();
  }

  private TestIndex copy() throws IOException {
    TestIndex copy = new TestIndex(new MemoryCatalog().create("copy", PASSPORT));
    oracle.scanDocuments(
        each -> {
          try {
            copy.put(List.of(each));
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
    copy.publish();
    return copy;
  }

  private void assertSame(TestIndex index, Embedding query) throws IOException {
    Hits expected = oracle.nearest(query, 10, Effort.EXACT);
    assertSameHits(index.nearest(query, 10, Effort.APPROXIMATE), expected);
    assertSameHits(index.nearest(query, 10, Effort.EXACT), expected);
  }
}
