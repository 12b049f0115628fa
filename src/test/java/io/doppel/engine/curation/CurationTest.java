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
import io.doppel.engine.indexing.IndexingListener;
import io.doppel.file.KeptFile;
import io.doppel.source.DocumentSource;
import io.doppel.text.Bounds;
import io.doppel.text.Document;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
      new Curation(collection).mergeInto("ship", Document.of("n", SHIP));
      assertThat(collection.document("n")).contains(Document.of("n", TRAIN));
      assertThatThrownBy(() -> new Curation(collection).mergeInto("gone", Document.of("m", SHIP)))
          .isInstanceOf(Bounds.Violation.class);
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
    history.add(step("second", List.of()));
    List<String> lines = new String(file.read().orElseThrow(), UTF_8).lines().filter(line -> !line.isBlank()).toList();
    String decided = IntStream.range(0, History.MAX).mapToObj(_ -> lines.get(1)).collect(Collectors.joining("\n"));
    file.write((lines.get(0) + "\n" + decided + "\n").getBytes(UTF_8));
    history.add(step("last", List.of()));
    assertThat(history.step("first")).isPresent();
    assertThat(history.steps("", History.MAX)).hasSize(History.MAX / 2 + 1);
    assertThat(history.steps("", 1)).extracting(Step::id).containsExactly("last");
    Document large = Document.of("large", "x".repeat(9_000_000));
    assertThatThrownBy(() -> history.add(step("large", List.of(large))))
        .isInstanceOf(Bounds.Violation.class)
        .hasMessageContaining("at most 8,000,000 bytes");
    assertThat(history.step("large")).isEmpty();
  }

  private static Step step(String id, List<Document> deleted) {
    List<Decision> decisions = List.of(new Decision("a", "b", Kind.MERGE, "x".repeat(1_000), "y"));
    return new Step(
        id, "2026-01-01T00:00:00Z", "merge", "", decisions, decisions, deleted, List.of(), List.of(), List.of(),
        List.of());
  }
}
