package io.doppel.index;

import static io.doppel.index.HitAssertions.assertSameHits;
import static io.doppel.index.HitAssertions.passages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.doppel.encoder.Embedding;
import io.doppel.index.failure.IndexClosedException;
import io.doppel.index.hit.Hit;
import io.doppel.index.hit.Hits;
import io.doppel.index.query.Effort;
import io.doppel.index.query.Filter;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [PassageIndex] promises, measured against the [MemoryCatalog].
@NullMarked
abstract class PassageIndexContractTest {

  static final int DIMENSION = 32;
  static final Passport PASSPORT = Samples.passport(DIMENSION, "mean");

  private TestIndex index = oracle();
  private final long seed = Long.getLong("doppel.seed", 1);
  private final Samples samples = new Samples(seed, DIMENSION, 20);

  /// The same each time, empty at first.
  abstract Catalog catalog();

  /// Whether what was put can be dropped before it is published.
  boolean drops() {
    return true;
  }

  private static TestIndex oracle() {
    return new TestIndex(new MemoryCatalog().create("oracle", PASSPORT));
  }

  private TestIndex open() throws IOException {
    return new TestIndex(catalog().create("things", PASSPORT));
  }

  @BeforeEach
  void opens() throws IOException {
    System.out.println("-Ddoppel.seed=" + seed);
    index = open();
  }

  @AfterEach
  void closes() throws IOException {
    index.close();
  }

  private void reopen() throws IOException {
    index.close();
    index = open();
  }

  @Test
  void a_new_index_is_empty_and_answers_nothing() throws IOException {
    assertThat(index.passport()).isEqualTo(PASSPORT);
    assertThat(index.documents()).isZero();
    assertThat(index.passages()).isZero();
    assertThat(index.documentIds("", 10)).isEmpty();
    assertThat(index.document("a")).isEmpty();
    assertThat(index.contentHash("a")).isEmpty();
    assertThat(index.delete("a")).isFalse();
    for (Effort effort : Effort.values()) {
      assertThat(index.nearest(samples.at(0), 10, effort)).isEqualTo(new Hits(List.of(), false));
      assertThat(index.within(samples.at(0), -1, 10, effort))
          .isEqualTo(new Hits(List.of(), false));
    }
    index.scan((passage, embedding) -> assertThat(passage).isNull());
  }

  @Test
  void a_document_comes_back_as_it_was_put_with_its_fields_in_order() throws IOException {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("z", "last letter first");
    fields.put("a", "");
    fields.put("한국", "{\"nested\":[1,2]}");
    Document document = new Document("id/1 é한😀", "Titel", "Zwei Sätze. 😀 Zwei.", fields);
    index.put(
        document,
        List.of(
            new Passage(document.id(), 0, "Zwei Sätze."),
            new Passage(document.id(), 12, "😀 Zwei.")),
        List.of(samples.at(0), samples.at(90)));
    index.commit();
    reopen();
    assertThat(index.document(document.id())).contains(document);
    assertThat(index.document(document.id()).orElseThrow().fields().keySet())
        .containsExactly("z", "a", "한국");
    assertThat(index.contentHash(document.id())).contains(ContentHash.of(document));
    assertThat(index.nearest(samples.at(80), 1, Effort.EXACT).list())
        .extracting(Hit::passage)
        .containsExactly(new Passage(document.id(), 12, "😀 Zwei."));
  }

  @Test
  void a_document_that_has_only_a_title_is_kept() throws IOException {
    Document document = new Document("t", "only a title", "", Map.of());
    index.put(document, List.of(new Passage("t", 0, "")), List.of(samples.at(0)));
    index.commit();
    assertThat(index.document("t")).contains(document);
    assertThat(index.nearest(samples.at(0), 1, Effort.APPROXIMATE).list())
        .containsExactly(new Hit(new Passage("t", 0, ""), 1));
  }

  @Test
  void a_view_stays_as_it_was_whatever_is_published_deleted_or_closed_meanwhile() throws IOException {
    Samples.put(index, "a", samples.at(0));
    Samples.put(index, "b", samples.at(90));
    index.publish();
    try (IndexView view = index.view()) {
      String generation = view.generation();
      index.delete(List.of("a"));
      Samples.put(index, "c", samples.at(0));
      index.publish();
      assertThat(index.documentIds("", 10)).containsExactly("b", "c");
      reopen();
      assertThat(view.documentIds("", 10)).containsExactly("a", "b");
      assertThat(view.documents()).isEqualTo(2);
      assertThat(view.document("a")).isPresent();
      assertThat(view.contentHashes(List.of("a", "c"))).containsOnlyKeys("a");
      assertThat(view.nearest(samples.at(0), 1, Effort.EXACT).list().getFirst().passage().documentId()).isEqualTo("a");
      assertThat(view.generation()).isEqualTo(generation).isNotEqualTo(index.generation());
    }
  }

  @Test
  void a_closed_view_says_so() throws IOException {
    IndexView view = index.view();
    view.close();
    view.close();
    assertThatThrownBy(view::documents).isInstanceOf(IndexClosedException.class);
    index.close();
    assertThatThrownBy(() -> index.view()).isInstanceOf(IndexClosedException.class);
  }

  @Test
  void what_is_asked_for_in_lists_comes_in_their_order_and_without_what_is_not_there() throws IOException {
    samples.put(index, "a", 2);
    samples.put(index, "b", 1);
    samples.put(index, "c", 3);
    index.publish();
    List<String> ids = List.of("c", "nobody", "a");
    try (IndexView view = index.view()) {
      assertThat(view.titles(ids)).containsExactly(Map.entry("c", "title of c"), Map.entry("a", "title of a"));
      assertThat(view.documents(ids).values()).containsExactly(Samples.document("c", 3), Samples.document("a", 2));
      assertThat(view.contentHashes(ids))
          .containsExactly(
              Map.entry("c", ContentHash.of(Samples.document("c", 3))),
              Map.entry("a", ContentHash.of(Samples.document("a", 2))));
      assertThat(view.embedded(ids).values()).extracting(found -> found.passages().size()).containsExactly(3, 2);
      Embedding one = samples.embedding();
      Embedding other = samples.embedding();
      assertThat(view.nearest(List.of(one, other), 2, Effort.EXACT))
          .containsExactly(view.nearest(one, 2, Effort.EXACT), view.nearest(other, 2, Effort.EXACT));
      assertThat(view.documents(List.of())).isEmpty();
    }
  }

  @Test
  void a_batch_that_is_written_again_changes_nothing() throws IOException {
    Document document = Samples.document("a", 2);
    EmbeddedDocument put =
        new EmbeddedDocument(
            document, Samples.passages(document), List.of(samples.at(0), samples.at(90)));
    for (int i = 0; i < 2; i++) {
      index.put(List.of(put, put));
      index.publish();
    }
    assertThat(index.documents()).isEqualTo(1);
    assertThat(index.passages()).isEqualTo(2);
    assertThat(index.delete(List.of("a", "nobody"))).isEqualTo(1);
    index.publish();
    assertThat(index.delete(List.of("a", "nobody"))).isZero();
  }

  @Test
  void what_was_discarded_is_not_published() throws IOException {
    assumeTrue(drops());
    Samples.put(index, "kept", samples.at(0));
    index.publish();
    Samples.put(index, "dropped", samples.at(0));
    index.discard();
    index.publish();
    assertThat(index.documentIds("", 10)).containsExactly("kept");
  }

  @Test
  void a_catalog_lists_opens_deletes_and_knows_what_it_holds() throws IOException {
    assertThat(catalog().names()).contains("things");
    assertThat(catalog().holds("things")).isTrue();
    assertThat(catalog().holds("nothing")).isFalse();
    assertThat(catalog().passport("things")).contains(PASSPORT);
    assertThat(catalog().passport("nothing")).isEmpty();
    assertThatThrownBy(() -> catalog().open("nothing", PASSPORT)).isInstanceOf(IndexClosedException.class);
    assertThat(catalog().holds("nothing")).isFalse();
    Passport other = Samples.passport(DIMENSION, "cls");
    assertThatThrownBy(() -> catalog().open("things", other))
        .isInstanceOf(PassportMismatchException.class)
        .hasMessageContaining("pooling is mean, not cls");
    catalog().create("more", other).close();
    catalog().delete("more");
    assertThat(catalog().holds("more")).isFalse();
  }

  @Test
  void a_new_index_is_made_once_however_many_make_it() throws Exception {
    assertThatThrownBy(() -> catalog().createNew("things", PASSPORT)).isInstanceOf(FileAlreadyExistsException.class);
    int makers = 4;
    AtomicInteger made = new AtomicInteger();
    CountDownLatch all = new CountDownLatch(makers);
    try (ExecutorService threads = Executors.newFixedThreadPool(makers)) {
      List<Future<?>> attempts = new ArrayList<>();
      for (int i = 0; i < makers; i++) {
        attempts.add(
            threads.submit(
                () -> {
                  all.countDown();
                  all.await();
                  try {
                    catalog().createNew("fresh", PASSPORT).close();
                    made.incrementAndGet();
                  } catch (FileAlreadyExistsException e) {
                    assertThat(catalog().holds("fresh")).isTrue();
                  }
                  return null;
                }));
      }
      for (Future<?> attempt : attempts) {
        attempt.get();
      }
    }
    assertThat(made).hasValue(1);
    assertThat(catalog().passport("fresh")).contains(PASSPORT);
    catalog().delete("fresh");
  }

  @Test
  void an_index_is_deleted_if_it_is_empty_and_only_then() throws IOException {
    catalog().create("nothing", PASSPORT).close();
    assertThat(catalog().deleteIfEmpty("nothing")).isTrue();
    assertThat(catalog().holds("nothing")).isFalse();
    assertThat(catalog().deleteIfEmpty("nothing")).isFalse();
    try (TestIndex some = new TestIndex(catalog().create("some", PASSPORT))) {
      samples.put(some, "a", 1);
      some.commit();
    }
    assertThat(catalog().deleteIfEmpty("some")).isFalse();
    assertThat(catalog().holds("some")).isTrue();
  }

  @Test
  void an_index_is_rebuilt_in_one_step() throws IOException {
    samples.put(index, "a", 1);
    samples.put(index, "b", 2);
    index.publish();
    index.release();
    Passport other = Samples.passport(DIMENSION, "cls");
    try (StoredDocuments documents = catalog().rebuild("things")) {
      assertThat(documents.count()).isEqualTo(2);
      assertThat(documents.present(List.of("a", "nobody"))).containsExactly("a");
      try (TestIndex fresh = new TestIndex(documents.replacement(other, documents.settings()))) {
        while (documents.hasNext()) {
          samples.put(fresh, documents.next().id(), 1);
        }
        fresh.publish();
      }
      assertThat(catalog().passport("things")).contains(PASSPORT);
      documents.replace();
    }
    try (TestIndex rebuilt = new TestIndex(catalog().open("things", other))) {
      assertThat(rebuilt.documentIds("", 10)).containsExactly("a", "b");
      assertThat(rebuilt.passages()).isEqualTo(2);
    }
  }

  @Test
  void changes_are_seen_after_commit_and_not_before() throws IOException {
    Samples.put(index, "a", samples.at(0));
    assertThat(index.documents()).isZero();
    assertThat(index.document("a")).isEmpty();
    index.commit();
    assertThat(index.documents()).isEqualTo(1);
    assertThat(index.delete("a")).isTrue();
    assertThat(index.document("a")).isPresent();
    index.commit();
    index.commit();
    assertThat(index.documents()).isZero();
    assertThat(index.passages()).isZero();
    assertThat(index.document("a")).isEmpty();
    assertThat(index.nearest(samples.at(0), 10, Effort.APPROXIMATE).list()).isEmpty();
  }

  @Test
  void what_was_put_and_deleted_before_a_commit_is_gone() throws IOException {
    Samples.put(index, "a", samples.at(0));
    assertThat(index.delete("a")).isFalse();
    index.commit();
    assertThat(index.documents()).isZero();
  }

  @Test
  void closing_drops_what_was_not_committed() throws IOException {
    assumeTrue(drops());
    Samples.put(index, "kept", samples.at(0));
    index.commit();
    Samples.put(index, "dropped", samples.at(0));
    index.delete("kept");
    reopen();
    assertThat(index.documentIds("", 10)).containsExactly("kept");
  }

  @Test
  void replacing_a_document_leaves_none_of_its_old_passages() throws IOException {
    samples.put(index, "a", 3);
    samples.put(index, "b", 2);
    index.commit();
    assertThat(index.passages()).isEqualTo(5);
    samples.put(index, "a", 1);
    samples.put(index, "a", 2);
    index.commit();
    assertThat(index.documents()).isEqualTo(2);
    assertThat(index.passages()).isEqualTo(4);
    assertThat(index.document("a")).contains(Samples.document("a", 2));
    assertThat(index.nearest(samples.embedding(), 10, Effort.EXACT).list()).hasSize(4);
  }

  @Test
  void ids_come_in_code_point_order_page_by_page_without_deleted_ones() throws IOException {
    // U+FF5E is less than U+1F600, though its UTF-16 unit is greater.
    List<String> ids = List.of("a", "a b", "aa", "b", "ab/c", "Ω", "한", "～", "😀");
    for (String id : ids.reversed()) {
      Samples.put(index, id, samples.at(10));
    }
    index.commit();
    index.delete("aa");
    index.commit();
    assertThat(index.documentIds("", 100))
        .containsExactly("a", "a b", "ab/c", "b", "Ω", "한", "～", "😀");
    assertThat(index.documentIds("a", 2)).containsExactly("a b", "ab/c");
    assertThat(index.documentIds("aa", 2)).containsExactly("ab/c", "b");
    assertThat(index.documentIds("～", 2)).containsExactly("😀");
    assertThat(index.documentIds("😀", 2)).isEmpty();
  }

  @Test
  void ties_are_in_order_of_id_then_offset_even_across_the_limit() throws IOException {
    for (String id : List.of("d", "b", "～", "a", "😀", "c")) {
      Document document = Samples.document(id, 2);
      index.put(document, Samples.passages(document), List.of(samples.at(20), samples.at(20)));
      index.commit();
    }
    Samples.put(index, "z", samples.at(10));
    index.commit();
    for (Effort effort : Effort.values()) {
      List<Hit> hits = index.nearest(samples.at(0), 8, effort).list();
      assertThat(hits)
          .extracting(hit -> hit.passage().documentId())
          .containsExactly("z", "a", "a", "b", "b", "c", "c", "d");
      assertThat(hits.get(1).passage().start()).isLessThan(hits.get(2).passage().start());
      assertThat(index.within(samples.at(0), 0.5f, 3, effort).list())
          .isEqualTo(hits.subList(0, 3));
    }
  }

  @Test
  void queries_that_are_asked_together_are_answered_as_each_alone() throws IOException {
    for (int i = 0; i < 40; i++) {
      samples.put(index, "d" + i, 1 + i % 4);
    }
    index.commit();
    List<Embedding> queries = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      queries.add(samples.embedding());
    }
    try (IndexView view = index.view()) {
      for (Effort effort : Effort.values()) {
        for (int limit : new int[] {1, 7, 10_000}) {
          List<Hits> nearest = new ArrayList<>();
          List<Hits> within = new ArrayList<>();
          for (Embedding query : queries) {
            nearest.add(view.nearest(query, limit, effort));
            within.addAll(view.within(List.of(query), 0.1f, limit, effort));
          }
          assertThat(view.nearest(queries, limit, effort)).isEqualTo(nearest);
          assertThat(view.within(queries, 0.1f, limit, effort)).isEqualTo(within);
        }
      }
      assertThat(view.within(List.of(), 0, 1, Effort.EXACT)).isEmpty();
    }
  }

  @Test
  void truncated_says_whether_more_would_have_qualified() throws IOException {
    for (int i = 0; i < 20; i++) {
      Samples.put(index, "d" + i, samples.at(i));
    }
    index.commit();
    float tenDegrees = (float) Math.cos(Math.toRadians(9.5));
    for (Effort effort : Effort.values()) {
      Hits all = index.within(samples.at(0), tenDegrees, 10, effort);
      assertThat(all.list()).hasSize(10);
      assertThat(all.truncated()).isFalse();
      Hits some = index.within(samples.at(0), tenDegrees, 9, effort);
      assertThat(passages(some)).isEqualTo(passages(new Hits(all.list().subList(0, 9), true)));
      assertThat(some.truncated()).isTrue();
      assertThat(index.within(samples.at(180), 0.5f, 9, effort))
          .isEqualTo(new Hits(List.of(), false));
      assertThat(index.nearest(samples.at(0), 20, effort).truncated()).isFalse();
      assertThat(index.nearest(samples.at(0), 19, effort).truncated()).isTrue();
    }
  }

  @Test
  void similarity_is_the_cosine_from_1_to_minus_1() throws IOException {
    Samples.put(index, "same", samples.at(0));
    Samples.put(index, "across", samples.at(90));
    Samples.put(index, "opposite", samples.at(180));
    index.commit();
    for (Effort effort : Effort.values()) {
      List<Hit> hits = index.nearest(samples.at(0), 3, effort).list();
      assertThat(hits)
          .extracting(hit -> hit.passage().documentId())
          .containsExactly("same", "across", "opposite");
      assertThat(hits.get(0).similarity()).isEqualTo(1);
      assertThat(hits.get(1).similarity()).isCloseTo(0f, within(1e-6f));
      assertThat(hits.get(2).similarity()).isEqualTo(-1);
      assertThat(index.within(samples.at(0), 1, 3, effort).list()).hasSize(1);
      assertThat(index.within(samples.at(0), -1, 3, effort).list()).hasSize(3);
    }
  }

  @Test
  void random_changes_leave_what_the_oracle_has() throws IOException {
    Random random = new Random(seed);
    TestIndex oracle = oracle();
    for (int i = 0; i < 1500; i++) {
      String id = "id" + random.nextInt(400);
      if (random.nextInt(5) == 0) {
        assertThat(index.delete(id)).isEqualTo(oracle.delete(id));
      } else {
        Document document = Samples.document(id, 1 + random.nextInt(3));
        List<Passage> passages = Samples.passages(document);
        List<Embedding> embeddings =
            passages.stream().map(passage -> samples.embedding()).toList();
        index.put(document, passages, embeddings);
        oracle.put(document, passages, embeddings);
      }
      if (random.nextInt(100) == 0) {
        index.commit();
        oracle.commit();
      }
    }
    index.commit();
    oracle.commit();
    reopen();
    assertSame(oracle);
    for (int i = 0; i < 50; i++) {
      Embedding query = samples.embedding();
      assertSameHits(
          index.nearest(query, 25, Effort.EXACT), oracle.nearest(query, 25, Effort.EXACT));
      float bound = random.nextFloat(-0.2f, 0.9f);
      for (Effort effort : Effort.values()) {
        assertSameHits(
            index.within(query, bound, 600, effort), oracle.within(query, bound, 600, effort));
      }
    }
  }

  private void assertSame(TestIndex oracle) throws IOException {
    assertThat(index.documents()).isEqualTo(oracle.documents());
    assertThat(index.passages()).isEqualTo(oracle.passages());
    List<String> ids = oracle.documentIds("", 1000);
    assertThat(index.documentIds("", 1000)).isEqualTo(ids);
    for (String id : ids) {
      assertThat(index.document(id)).isEqualTo(oracle.document(id));
      assertThat(index.contentHash(id)).isEqualTo(oracle.contentHash(id));
    }
    Map<Passage, Embedding> mine = new LinkedHashMap<>();
    Map<Passage, Embedding> theirs = new LinkedHashMap<>();
    index.scan((passage, embedding) -> assertThat(mine.put(passage, embedding)).isNull());
    oracle.scan(theirs::put);
    assertThat(mine).isEqualTo(theirs);
    Map<String, EmbeddedDocument> whole = new LinkedHashMap<>();
    index.scanDocuments(document -> assertThat(whole.put(document.document().id(), document)).isNull());
    assertThat(whole.keySet()).containsExactlyInAnyOrderElementsOf(ids);
    for (String id : ids) {
      assertThat(index.embedded(id)).isEqualTo(oracle.embedded(id)).contains(whole.get(id));
    }
    assertThat(index.embedded("nobody")).isEmpty();
  }

  @Test
  void approximate_search_finds_95_of_100_of_the_10_nearest() throws IOException {
    for (int i = 0; i < 5000; i += 500) {
      samples.put(index, i, i + 500);
      if (i % 1500 == 0) {
        index.commit();
      }
    }
    index.delete(IntStream.range(0, 5000).filter(i -> i % 7 == 0).mapToObj(i -> "id" + i).toList());
    index.commit();
    reopen();
    int found = 0;
    List<Embedding> queries = Stream.generate(samples::embedding).limit(100).toList();
    try (IndexView view = index.view()) {
      List<Hits> all = view.nearest(queries, 10, Effort.EXACT);
      List<Hits> walked = view.nearest(queries, 10, Effort.APPROXIMATE);
      for (int i = 0; i < queries.size(); i++) {
        Set<Passage> nearest = passages(all.get(i));
        nearest.retainAll(passages(walked.get(i)));
        found += nearest.size();
      }
    }
    assertThat(found / (10.0 * queries.size())).as("recall@10").isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void approximate_search_returns_k_hits_whenever_there_are_k() throws IOException {
    // Tight clusters far apart: graphs fall to pieces there.
    int documents = 7200;
    List<Embedding> spots = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      spots.add(samples.embedding());
    }
    for (int i = 0; i < documents; i++) {
      Samples.put(index, "id" + i, spots.get(i % spots.size()));
    }
    index.commit();
    reopen();
    for (int k : new int[] {1, 100, documents - 1, documents, 10_000}) {
      Hits hits = index.nearest(spots.getFirst(), k, Effort.APPROXIMATE);
      assertThat(hits.list()).hasSize(Math.min(k, documents)).doesNotHaveDuplicates();
      assertThat(hits.truncated()).isEqualTo(k < documents);
    }
  }

  @Test
  void what_a_filter_passes_is_deleted_and_nothing_else() throws IOException {
    Map<String, String> draft = Map.of("state", "draft");
    Map<String, String> done = Map.of("state", "done");
    put("a", draft);
    put("b", done);
    index.commit();
    put("c", draft);
    put("a", done);
    put("d", done);
    Filter drafts = new Filter.Is("state", List.of("draft"));
    assertThat(index.delete(drafts)).as("a was a draft for readers").isEqualTo(1);
    assertThat(index.documentIds("", 10)).containsExactly("a", "b");
    put("e", draft);
    index.commit();
    assertThat(index.documentIds("", 10)).containsExactly("a", "b", "d", "e");
    assertThat(index.delete(Filter.EVERYTHING)).isEqualTo(4);
    index.commit();
    assertThat(index.documents()).isZero();
    assertThat(index.passages()).isZero();
    assertThat(index.delete(drafts)).isZero();
  }

  private void put(String id, Map<String, String> fields) throws IOException {
    Document document = new Document(id, "", "one. two.", fields);
    List<Passage> passages = List.of(new Passage(id, 0, "one."), new Passage(id, 5, "two."));
    index.put(document, passages, List.of(samples.embedding(), samples.embedding()));
  }

  @Test
  void a_sample_holds_stored_embeddings_each_once() throws IOException {
    Set<Embedding> stored = new HashSet<>();
    for (int i = 0; i < 300; i += 100) {
      samples.put(index, i, i + 100);
      index.commit();
    }
    index.delete("id7");
    index.commit();
    index.scan((passage, embedding) -> stored.add(embedding));
    assertThat(index.sample(50, new Random(seed))).hasSize(50).doesNotHaveDuplicates().isSubsetOf(stored);
    assertThat(index.sample(50, new Random(seed))).isEqualTo(index.sample(50, new Random(seed)));
    assertThat(index.sample(10_000, new Random(seed))).containsExactlyInAnyOrderElementsOf(stored);
    refuses("count must be 1 to 10000, got 0", () -> index.sample(0, new Random(seed)));
  }

  @Test
  void a_sample_of_documents_holds_whole_ones_and_the_same_state_of_chance_draws_the_same() throws IOException {
    for (int i = 0; i < 200; i++) {
      samples.put(index, "id" + i, 1 + i % 3);
      if (i % 60 == 0) {
        index.commit();
      }
    }
    index.commit();
    index.delete("id7");
    index.delete("id8");
    index.commit();
    Map<String, List<Embedding>> stored = new HashMap<>();
    index.scan((passage, embedding) ->
        stored.computeIfAbsent(passage.documentId(), _ -> new ArrayList<>()).add(embedding));
    assertThat(documents(10_000)).isEqualTo(stored);
    assertThat(documents(50)).hasSize(50).isEqualTo(documents(50));
    assertThat(stored.entrySet()).containsAll(documents(50).entrySet());
    refuses("count must be 1 to 100000, got 0", () -> documents(0));
  }

  private Map<String, List<Embedding>> documents(int count) throws IOException {
    Map<String, List<Embedding>> drawn = new HashMap<>();
    index.sampleDocuments(
        count,
        new Random(seed),
        (document, embeddings) -> assertThat(drawn.put(document.id(), embeddings)).isNull());
    return drawn;
  }

  @Test
  void a_generation_stays_until_readers_see_something_else() throws IOException {
    String empty = index.generation();
    samples.put(index, "a", 1);
    assertThat(index.generation()).isEqualTo(empty);
    index.commit();
    String one = index.generation();
    assertThat(one).isNotEqualTo(empty).isEqualTo(index.generation());
    index.commit();
    assertThat(index.generation()).isEqualTo(one);
    index.delete("a");
    index.commit();
    // It may be the one of before, which was as empty.
    assertThat(index.generation()).isNotEqualTo(one);
  }

  @Test
  void a_walk_as_wide_as_the_index_misses_nothing() throws IOException {
    try (IndexView view = index.view()) {
      assumeTrue(view.graph().isPresent());
    }
    samples.put(index, 0, 2000);
    index.commit();
    Embedding query = samples.embedding();
    assertSameHits(index.nearest(query, 10, 2000), index.nearest(query, 10, Effort.EXACT));
    assertThat(index.nearest(query, 10, 1).list()).hasSize(10);
    refuses("width must be 1 to 10000, got 0", () -> index.nearest(query, 10, 0));
  }

  @Test
  void what_is_out_of_bounds_is_refused_with_the_value_and_the_bound() throws IOException {
    Embedding query = samples.at(0);
    refuses("k must be 1 to 10000, got 0", () -> index.nearest(query, 0, Effort.EXACT));
    refuses(
        "k must be 1 to 10000, got 10001", () -> index.nearest(query, 10_001, Effort.APPROXIMATE));
    refuses("limit must be 1 to 10000, got 0", () -> index.within(query, 0, 0, Effort.EXACT));
    refuses("limit must be 1 to 10000, got -1", () -> index.documentIds("", -1));
    refuses(
        "minSimilarity must be -1 to 1, got 1.5",
        () -> index.within(query, 1.5f, 1, Effort.EXACT));
    refuses(
        "minSimilarity must be -1 to 1, got NaN",
        () -> index.within(query, Float.NaN, 1, Effort.EXACT));
    refuses(
        "embeddings of this index have 32 dimensions, got 2",
        () -> index.nearest(Embedding.normalize(new float[] {1, 1}), 1, Effort.EXACT));
  }

  @Test
  void what_does_not_belong_together_is_not_put() throws IOException {
    Document ab = Document.of("a", "first second");
    Passage first = new Passage("a", 0, "first");
    Passage second = new Passage("a", 6, "second");
    Embedding here = samples.at(0);
    refuses(
        "passages and embeddings must be equally many and at least 1, got 0 and 0",
        () -> index.put(ab, List.of(), List.of()));
    refuses(
        "passages and embeddings must be equally many and at least 1, got 2 and 1",
        () -> index.put(ab, List.of(first, second), List.of(here)));
    refuses(
        "passages must be of document a, got one of b",
        () -> index.put(ab, List.of(new Passage("b", 0, "first")), List.of(here)));
    refuses(
        "passages must be in the order of their offsets, got 0 after 6",
        () -> index.put(ab, List.of(second, first), List.of(here, here)));
    refuses(
        "passages must be parts of their document's text, got another at offset 6",
        () -> index.put(ab, List.of(new Passage("a", 6, "third")), List.of(here)));
    refuses(
        "embeddings of this index have 32 dimensions, got 1",
        () -> index.put(ab, List.of(first), List.of(Embedding.normalize(new float[] {1}))));
    refuses(
        "id must be well-formed Unicode, got half of a surrogate pair",
        () -> Samples.put(index, "\ud800", here));
    index.commit();
    assertThat(index.documents()).isZero();
  }

  private static void refuses(String message, ThrowingCallable call) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
  }
}
