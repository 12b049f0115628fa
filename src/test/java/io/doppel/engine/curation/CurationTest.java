package io.doppel.engine.curation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppel.duplicates.Decisions.Decision;
import io.doppel.duplicates.Decisions.Kind;
import io.doppel.engine.CollectionName;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.engine.TinyDoppel;
import io.doppel.engine.indexing.Indexing;
import io.doppel.engine.indexing.IndexingListener;
import io.doppel.file.KeptFile;
import io.doppel.source.DocumentSource;
import io.doppel.source.ForwardingSource;
import io.doppel.source.SourceRecord;
import io.doppel.text.Bounds;
import io.doppel.text.Document;
import io.doppel.work.Cancellation;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is done to duplicates loses nothing that it did not see.
class CurationTest {

  private static final String SHIP = "The ship is on the sea.";
  private static final String TRAIN = "The train to Seoul leaves.";

  @TempDir private Path folder;

  @Test
  void a_merge_deletes_no_document_that_came_with_the_same_id() throws Exception {
    try (Doppel doppel = TinyDoppel.open(folder)) {
      TinyDoppel.add(doppel, "things", Document.of("ship", SHIP));
      DocumentCollection collection = doppel.openOrCreate(new CollectionName("things"));
      try (GatedSource source =
          new GatedSource(
              DocumentSource.of(List.of(Document.of("n", SHIP), Document.of("n", TRAIN))),
              collection,
              OnDuplicate.MERGE)) {
        collection.add(source, IndexingListener.SILENT, () -> false);
        assertThat(source.merge(IndexingListener.SILENT)).isZero();
      }
      assertThat(collection.document("n")).contains(Document.of("n", TRAIN));
      assertThat(new Curation(collection).mergeInto(List.of(incoming("ship", "n")))).isEmpty();
      assertThat(collection.document("n")).contains(Document.of("n", TRAIN));
    }
  }

  @Test
  void a_step_that_is_stopped_while_it_stores_deletes_nothing_and_decides_nothing() throws Exception {
    try (Doppel doppel = TinyDoppel.open(folder)) {
      TinyDoppel.add(
          doppel, "things", Document.of("a", SHIP), new Document("b", "", SHIP, Map.of("kind", "ship")));
      DocumentCollection collection = doppel.openOrCreate(new CollectionName("things"));
      Curation stopped =
          new Curation(
              collection,
              made ->
                  new ForwardingSource(DocumentSource.of(made)) {
                    @Override
                    public boolean hasNext() {
                      collection.stopIndexing(Indexing.Aim.ADDING);
                      return super.hasNext();
                    }
                  });
      Plan plan = new Plan(List.of(List.of("a", "b")), KeepRule.FOUND, Set.of("a"), FieldRule.FILL, true);
      assertThatThrownBy(() -> stopped.resolve("x", plan))
          .isInstanceOf(CancellationException.class)
          .hasMessage("storing what was merged was stopped; nothing was deleted or decided");
      assertThat(collection.document("b")).isPresent();
      assertThat(collection.decisions().all()).isEmpty();
      assertThat(stopped.history().steps("", 10)).isEmpty();
    }
  }

  @Test
  void nobody_waits_for_a_decision_of_others_longer_than_anybody_waits_for_his_own() throws Exception {
    try (Doppel doppel = TinyDoppel.open(folder)) {
      TinyDoppel.add(doppel, "things", Document.of("a", SHIP), Document.of("b", SHIP));
      DocumentCollection collection = doppel.openOrCreate(new CollectionName("things"));
      Curation curation = new Curation(collection);
      Decision decision = new Decision("a", "b", Kind.MERGE, SHIP, SHIP);
      collection.deciding(
          () ->
              assertThat(
                      CompletableFuture.supplyAsync(
                          () -> {
                            assertThatThrownBy(() -> Cancellation.within(() -> true, () -> curation.decide(decision)))
                                .isInstanceOf(CancellationException.class);
                            return true;
                          },
                          task -> Thread.ofPlatform().start(task)))
                  .succeedsWithin(Duration.ofSeconds(30)));
      assertThat(collection.decisions().all()).isEmpty();
    }
  }

  private static Curation.Incoming incoming(String into, String id) {
    return new Curation.Incoming(into, new Document(id, "", SHIP, Map.of(id, "1")));
  }

  @Test
  void many_documents_that_are_merged_at_the_gate_are_one_step() throws Exception {
    try (Doppel doppel = TinyDoppel.open(folder)) {
      TinyDoppel.add(doppel, "things", Document.of("ship", SHIP), Document.of("train", TRAIN));
      DocumentCollection collection = doppel.openOrCreate(new CollectionName("things"));
      Curation curation = new Curation(collection);
      assertThat(
              curation.mergeInto(
                  List.of(incoming("ship", "a"), incoming("gone", "b"), incoming("train", "c"), incoming("ship", "d"))))
          .extracting(Curation.Refused::reason)
          .containsExactly("\"gone\" is no document of \"things\"");
      assertThat(collection.document("ship").orElseThrow().fields()).containsOnlyKeys("a", "d");
      List<Step> steps = curation.history().steps("", 10);
      assertThat(steps).hasSize(1);
      assertThat(steps.getFirst().withheld()).extracting(Document::id).containsExactly("a", "d", "c");
      curation.revert(steps.getFirst().id());
      assertThat(collection.document("ship")).contains(Document.of("ship", SHIP));
      assertThat(collection.document("c")).isPresent();
    }
  }

  @Test
  void of_two_who_decide_about_a_cluster_at_once_one_finds_that_it_is_gone() throws Exception {
    try (Doppel doppel = TinyDoppel.open(folder)) {
      for (int round = 0; round < 10; round++) {
        String name = "things" + round;
        TinyDoppel.add(doppel, name, Document.of("a", SHIP), Document.of("b", SHIP), Document.of("c", SHIP));
        DocumentCollection collection = doppel.openOrCreate(new CollectionName(name));
        CyclicBarrier together = new CyclicBarrier(2);
        AtomicInteger refused = new AtomicInteger();
        List<Thread> both = new ArrayList<>();
        for (String kept : List.of("a", "b")) {
          Plan plan = new Plan(List.of(List.of("a", "b", "c")), KeepRule.FOUND, Set.of(kept), FieldRule.FILL, true);
          both.add(
              Thread.startVirtualThread(
                  () -> {
                    try {
                      together.await();
                      new Curation(collection).resolve("x", plan);
                    } catch (Bounds.Violation e) {
                      refused.incrementAndGet();
                    } catch (Exception e) {
                      throw new IllegalStateException(e);
                    }
                  }));
        }
        for (Thread each : both) {
          each.join();
        }
        assertThat(refused).hasValue(1);
        Curation curation = new Curation(collection);
        List<Step> steps = curation.history().steps("", 10);
        assertThat(steps).hasSize(1);
        assertThat(collection.documents()).isEqualTo(1);
        assertThat(collection.decisions().all()).hasSize(2);
        curation.revert(steps.getFirst().id());
        assertThat(collection.documents()).isEqualTo(3);
        assertThat(collection.decisions().all()).isEmpty();
      }
    }
  }

  @Test
  void of_two_who_decide_about_a_pair_at_once_the_later_one_knows_of_the_other() throws Exception {
    try (Doppel doppel = TinyDoppel.open(folder)) {
      TinyDoppel.add(doppel, "things", Document.of("a", SHIP), Document.of("b", SHIP));
      DocumentCollection collection = doppel.openOrCreate(new CollectionName("things"));
      List<Thread> many = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        Kind kind = i % 2 == 0 ? Kind.MERGE : Kind.APART;
        many.add(
            Thread.startVirtualThread(
                () -> {
                  try {
                    new Curation(collection).decide(new Decision("a", "b", kind, SHIP, SHIP));
                  } catch (Exception e) {
                    throw new IllegalStateException(e);
                  }
                }));
      }
      for (Thread each : many) {
        each.join();
      }
      List<Step> steps = new Curation(collection).history().steps("", 100);
      assertThat(steps).hasSize(20);
      Kind now = collection.decisions().of("a", "b").orElseThrow();
      for (Step step : steps) {
        assertThat(step.after().getFirst().decision()).isEqualTo(now);
        now = step.before().getFirst().decision();
      }
      assertThat(now).isEqualTo(Kind.UNDECIDED);
    }
  }

  @Test
  void a_step_that_is_taken_back_wipes_nothing_that_others_decided_since() throws Exception {
    try (Doppel doppel = TinyDoppel.open(folder)) {
      TinyDoppel.add(doppel, "things", Document.of("a", SHIP), Document.of("b", SHIP), Document.of("c", SHIP));
      DocumentCollection collection = doppel.openOrCreate(new CollectionName("things"));
      Curation curation = new Curation(collection);
      Step cluster = curation.resolve("x", plan(List.of(List.of("a", "b", "c"))));
      Step other = curation.decide(new Decision("b", "a", Kind.APART, SHIP, SHIP));
      assertThatThrownBy(() -> curation.revert(cluster.id()))
          .isInstanceOf(Bounds.Violation.class)
          .hasMessageContaining("\"a\" and \"b\" were decided otherwise since");
      assertThat(decided(collection)).containsOnly("a b APART", "a c MERGE");
      curation.revert(other.id());
      curation.revert(cluster.id());
      assertThat(decided(collection)).isEmpty();
      // A second time nothing is left to take back, and nothing is lost.
      curation.revert(cluster.id());
      assertThat(decided(collection)).isEmpty();
    }
  }

  @Test
  void what_is_decided_anew_about_a_cluster_leaves_no_decision_that_contradicts_it() throws Exception {
    try (Doppel doppel = TinyDoppel.open(folder)) {
      TinyDoppel.add(
          doppel,
          "things",
          Stream.of("1", "2", "3", "4").map(id -> Document.of(id, SHIP)).toArray(Document[]::new));
      DocumentCollection collection = doppel.openOrCreate(new CollectionName("things"));
      Curation curation = new Curation(collection);
      curation.resolve("x", plan(List.of(List.of("1", "2", "3", "4"))));
      Step anew = curation.resolve("x", plan(List.of(List.of("2", "3"), List.of("1"), List.of("4"))));
      assertThat(decided(collection))
          .containsOnly("2 3 MERGE", "1 2 APART", "2 4 APART", "1 4 APART", "1 3 APART");
      curation.revert(anew.id());
      assertThat(decided(collection)).containsOnly("1 2 MERGE", "1 3 MERGE", "1 4 MERGE");

      curation.resolve("x", plan(List.of(List.of("1"), List.of("2"), List.of("3"), List.of("4"))));
      curation.decide(new Decision("3", "4", Kind.IGNORE, SHIP, SHIP));
      curation.resolve("x", plan(List.of(List.of("1", "2", "3", "4"))));
      assertThat(decided(collection))
          .containsOnly("1 2 MERGE", "1 3 MERGE", "1 4 MERGE", "2 3 MERGE", "2 4 MERGE", "3 4 IGNORE");
    }
  }

  private static Plan plan(List<List<String>> groups) {
    return new Plan(groups, KeepRule.FOUND, Set.of(), FieldRule.KEEP, false);
  }

  private static List<String> decided(DocumentCollection collection) throws IOException {
    return collection.decisions().all().stream()
        .map(
            each ->
                Stream.of(each.id1(), each.id2()).sorted().collect(Collectors.joining(" ")) + " " + each.decision())
        .toList();
  }

  @Test
  void a_step_that_is_refused_is_in_no_history() throws Exception {
    try (Doppel doppel = TinyDoppel.open(folder)) {
      TinyDoppel.add(
          doppel, "things", Document.of("a", SHIP), new Document("b", "", SHIP, Map.of("port", "Busan")));
      DocumentCollection collection = doppel.openOrCreate(new CollectionName("things"));
      Curation full =
          new Curation(
              collection,
              made ->
                  new ForwardingSource(DocumentSource.of(made)) {
                    @Override
                    public SourceRecord next() {
                      return switch (super.next()) {
                        case SourceRecord.Accepted accepted ->
                            new SourceRecord.Rejected(accepted.where(), "no room is left", "");
                        case SourceRecord.Rejected rejected -> rejected;
                      };
                    }
                  });
      Plan plan = new Plan(List.of(List.of("a", "b")), KeepRule.FOUND, Set.of("a"), FieldRule.FILL, true);
      assertThatThrownBy(() -> full.resolve("x", plan))
          .isInstanceOf(Bounds.Violation.class)
          .hasMessageContaining("no room is left");
      assertThat(full.history().steps("", 10)).isEmpty();
      assertThat(collection.decisions().all()).isEmpty();
      assertThat(collection.document("a")).contains(Document.of("a", SHIP));
      assertThat(collection.document("b")).isPresent();
    }
  }

  @Test
  void a_kept_document_takes_no_more_metadata_than_one_that_comes_in() {
    Map<String, String> many =
        IntStream.range(0, Document.MAX_FIELDS).boxed().collect(Collectors.toMap(i -> "a" + i, _ -> "v"));
    Map<String, String> others =
        IntStream.range(0, Document.MAX_FIELDS).boxed().collect(Collectors.toMap(i -> "b" + i, _ -> "v"));
    Document kept = new Document("kept", "", SHIP, many);
    assertThat(FieldRule.FILL.of(kept, List.of(new Document("other", "", SHIP, others))).admitted()).isEqualTo(kept);
    Map<String, String> large =
        IntStream.range(0, 5).boxed().collect(Collectors.toMap(i -> "c" + i, _ -> "x".repeat(Document.MAX_VALUE)));
    Document filled = FieldRule.FILL.of(Document.of("kept", SHIP), List.of(new Document("other", "", SHIP, large)));
    assertThat(filled.admitted().fields()).hasSize(3);
  }

  @Test
  void the_history_forgets_steps_without_documents_first_and_refuses_what_is_too_large() throws Exception {
    KeptFile file = KeptFile.of(folder.resolve("steps.jsonl"));
    History history = new History(file);
    history.add(step("first", List.of(Document.of("gone", SHIP))));
    for (int i = 0; i < 8; i++) {
      history.add(step("decided" + i, List.of()));
    }
    byte[] few = file.read().orElseThrow();
    List<String> lines = new String(few, UTF_8).lines().filter(line -> !line.isBlank()).toList();
    int times = History.MAX_BYTES / lines.get(1).length();
    String decided = IntStream.range(0, times).mapToObj(_ -> lines.get(1)).collect(Collectors.joining("\n"));
    file.write((lines.get(0) + "\n" + decided + "\n").getBytes(UTF_8));
    history.add(step("last", List.of()));
    assertThat(history.step("first")).isPresent();
    assertThat(history.steps("", times)).hasSizeBetween(times / 3, 2 * times / 3);
    assertThat(history.steps("", 1)).extracting(Step::id).containsExactly("last");
    Document large = Document.of("large", "x".repeat(9_000_000));
    assertThatThrownBy(() -> history.add(step("large", List.of(large))))
        .isInstanceOf(Bounds.Violation.class)
        .hasMessageContaining("at most 8,000,000 bytes");
    assertThat(history.step("large")).isEmpty();
  }

  @Test
  void to_add_a_step_does_not_read_the_others() throws Exception {
    AtomicLong read = new AtomicLong();
    KeptFile local = KeptFile.of(folder.resolve("steps.jsonl"));
    KeptFile counted =
        (KeptFile)
            Proxy.newProxyInstance(
                KeptFile.class.getClassLoader(),
                new Class<?>[] {KeptFile.class},
                (_, method, arguments) -> {
                  Object result = method.invoke(local, arguments);
                  if (result instanceof Optional<?> some && some.orElse(null) instanceof byte[] bytes) {
                    read.addAndGet(bytes.length);
                  }
                  read.addAndGet(method.getName().equals("change") ? 1 : 0);
                  return result;
                });
    History history = new History(counted);
    for (int i = 0; i < 20; i++) {
      history.add(step("s" + i, List.of(Document.of("gone", SHIP))));
    }
    assertThat(read).hasValue(0);
    history.withdraw("s3");
    assertThat(history.steps("", 30)).hasSize(19).extracting(Step::id).doesNotContain("s3");
  }

  private static Step step(String id, List<Document> deleted) {
    List<Decision> decisions = List.of(new Decision("a", "b", Kind.MERGE, "x".repeat(1_000), "y"));
    return new Step(
        id, "2026-01-01T00:00:00Z", "merge", "", decisions, decisions, deleted, List.of(), List.of(), List.of(),
        List.of());
  }
}
