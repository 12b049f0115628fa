package io.doppel.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppel.classification.example.LabelledText;
import io.doppel.duplicates.DuplicateQuery;
import io.doppel.duplicates.Duplicates;
import io.doppel.duplicates.PairQuery;
import io.doppel.encoder.TinyModel;
import io.doppel.encoder.cache.EmbeddingCache;
import io.doppel.encoder.graft.TinyGraft;
import io.doppel.engine.indexing.IndexingListener;
import io.doppel.engine.indexing.IndexingProgress;
import io.doppel.engine.indexing.ReindexOrder;
import io.doppel.file.Folders;
import io.doppel.index.PassportMismatchException;
import io.doppel.index.TestIndex;
import io.doppel.index.lucene.MovableClock;
import io.doppel.index.query.Effort;
import io.doppel.index.query.Filter;
import io.doppel.index.upkeep.Languages;
import io.doppel.language.term.Language;
import io.doppel.retrieval.SearchMode;
import io.doppel.retrieval.SearchQuery;
import io.doppel.text.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What several programs on one folder do to each other's collections.
class ReindexingTest {

  private static final CollectionName THINGS = new CollectionName("things");

  @TempDir Path folder;

  @BeforeEach
  void models() throws IOException {
    TinyModel.write(folder.resolve("models"), "tiny");
    new TinyModel().maxTokens(64).writeTo(folder.resolve("models").resolve("other"));
  }

  private Doppel open(String model) throws IOException {
    return Doppel.open(home(model));
  }

  private Home home(String model) {
    return new Home(folder.resolve("models"), model, folder.resolve("index"));
  }

  /// One that takes the time from `clock`.
  private Doppel open(String model, MovableClock clock) throws IOException {
    Home home = home(model);
    return Doppel.open(home, clock.over(home.index()), EmbeddingCache.STANDARD_BYTES);
  }

  private static List<String> ids(Doppel doppel, String text) throws IOException {
    return doppel.collection(THINGS).search().answer(new SearchQuery(text, 10, Effort.APPROXIMATE)).hits().stream()
        .map(hit -> hit.document().id())
        .toList();
  }

  private static IndexingProgress reindex(Doppel doppel) throws IOException {
    return doppel.rebuilds().reindex(THINGS, IndexingListener.SILENT, () -> false);
  }

  @Test
  void a_collection_of_another_model_is_rebuilt_from_its_own_documents() throws IOException {
    try (Doppel before = open("tiny")) {
      TinyDoppel.add(
          before,
          "things",
          new Document("a", "Pets", "the dog and the cat", Map.of("kind", "animal")),
          Document.of("b", "a ship on the sea"));
    }
    try (Doppel after = open("other")) {
      assertThatThrownBy(() -> after.collection(THINGS)).isInstanceOf(PassportMismatchException.class);
      assertThat(reindex(after).indexed()).isEqualTo(2);
      assertThat(ids(after, "cat and dog")).startsWith("a");
      assertThat(after.collection(THINGS).document("a").orElseThrow().fields()).containsEntry("kind", "animal");
      assertThat(after.collections()).containsExactly(THINGS);
    }
    assertThat(folder.resolve("index").toFile().list()).contains("things").noneMatch(name -> name.startsWith("."));
  }

  @Test
  void what_is_left_of_an_earlier_run_and_cannot_be_read_is_made_again() throws IOException {
    try (Doppel before = open("tiny")) {
      TinyDoppel.add(before, "things", Document.of("a", "the dog and the cat"));
    }
    Path left = Files.createDirectory(folder.resolve("index/.reindex-things"));
    Files.writeString(left.resolve("segments_1"), "what a bad disk gives back");
    try (Doppel after = open("other")) {
      assertThat(reindex(after).indexed()).isEqualTo(1);
      assertThat(ids(after, "cat and dog")).containsExactly("a");
    }
  }

  @Test
  void a_collection_of_the_model_under_a_graft_is_open_as_it_is_and_rebuilt_with_the_embeddings_it_had()
      throws IOException {
    TinyGraft.write(folder.resolve("models"), "tiny", "grafted", List.of("γατα"));
    try (Doppel before = open("tiny")) {
      TinyDoppel.add(before, "things", Document.of("a", "the dog and the cat"), Document.of("b", "the γατα"));
    }
    try (Doppel after = open("grafted")) {
      assertThat(ids(after, "cat and dog")).startsWith("a");
      assertThat(after.collection(THINGS).index().passport().encoder().model()).isEqualTo("tiny");
      IndexingProgress rebuilt = reindex(after);
      assertThat(rebuilt.indexed()).isEqualTo(2);
      assertThat(rebuilt.cached()).isEqualTo(1);
    }
    try (Doppel later = open("grafted")) {
      assertThat(later.collection(THINGS).index().passport().encoder().model()).isEqualTo("grafted");
      assertThat(ids(later, "γατα")).startsWith("b");
    }
  }

  @Test
  void after_a_change_of_the_model_duplicates_are_found_and_judged_with_a_warning() throws IOException {
    DuplicateQuery query = new DuplicateQuery("the dog and the cat", .5f, 10);
    try (Doppel before = open("tiny")) {
      TinyDoppel.add(before, "things", Document.of("a", "the dog and the cat"), Document.of("b", "a ship on the sea"));
      DocumentCollection things = before.collection(THINGS);
      things.calibrate(things.judge().calibration());
    }
    try (Doppel after = open("other")) {
      reindex(after);
      Duplicates duplicates = after.collection(THINGS).duplicates();
      assertThat(duplicates.check(query).candidates()).first().satisfies(found -> {
        assertThat(found.document().id()).isEqualTo("a");
        assertThat(found.judgement()).isPresent();
      });
      assertThat(duplicates.warning().orElseThrow()).contains("learned with another model");
      assertThat(duplicates.pairs(new PairQuery(-1, 10)).pairs()).hasSize(1);
      assertThat(after.similarity().warning()).isPresent();
    }
  }

  @Test
  void an_open_collection_is_rebuilt_and_written_to_afterwards() throws IOException {
    try (Doppel doppel = open("tiny")) {
      TinyDoppel.add(doppel, "things", Document.of("a", "the dog"));
      assertThat(reindex(doppel).indexed()).isEqualTo(1);
      TinyDoppel.add(doppel, "things", Document.of("b", "the ship"));
      assertThat(ids(doppel, "ship")).containsExactlyInAnyOrder("a", "b");
    }
  }

  @Test
  void a_rebuild_that_was_stopped_leaves_the_old_one_and_goes_on_the_next_time() throws IOException {
    List<Document> documents = new ArrayList<>();
    for (int i = 0; i < 4_000; i++) {
      documents.add(Document.of("d" + i, "dog number " + i));
    }
    try (Doppel doppel = open("tiny")) {
      TinyDoppel.add(doppel, "things", documents.toArray(Document[]::new));
      AtomicInteger asked = new AtomicInteger();
      IndexingProgress first =
          doppel.rebuilds().reindex(THINGS, IndexingListener.SILENT, () -> asked.incrementAndGet() > 3_000);
      assertThat(first.indexed()).isBetween(1L, 3_999L);
      assertThat(doppel.collection(THINGS).documents()).isEqualTo(4_000);
      doppel.collection(THINGS).delete("d0");
      IndexingProgress second = reindex(doppel);
      assertThat(second.unchanged()).isBetween(first.indexed() - 1, first.indexed());
    }
    try (Doppel doppel = open("tiny")) {
      assertThat(doppel.collection(THINGS).documents()).isEqualTo(3_999);
      assertThat(doppel.collection(THINGS).document("d0")).isEmpty();
    }
  }

  @Test
  void a_rebuild_for_another_language_does_not_go_on_with_what_was_left_of_one_for_this() throws IOException {
    List<Document> documents = new ArrayList<>();
    for (int i = 0; i < 4_000; i++) {
      documents.add(Document.of("d" + i, "dogs number " + i));
    }
    try (Doppel doppel = open("tiny")) {
      TinyDoppel.add(doppel, "things", documents.toArray(Document[]::new));
      AtomicInteger asked = new AtomicInteger();
      assertThat(
              doppel
                  .rebuilds()
                  .reindex(THINGS, IndexingListener.SILENT, () -> asked.incrementAndGet() > 3_000)
                  .indexed())
          .isBetween(1L, 3_999L);
      Languages korean = new Languages(Language.KO, Language.KO);
      IndexingProgress end =
          doppel.rebuilds().reindex(
              THINGS,
              ReindexOrder.of(doppel.model(), "ko", null),
              IndexingListener.SILENT,
              () -> false);
      assertThat(end.unchanged()).isZero();
      assertThat(end.indexed()).isEqualTo(4_000);
      assertThat(doppel.collection(THINGS).index().settings().languages()).isEqualTo(korean);
      SearchQuery byWords = new SearchQuery("dog", 1, Effort.APPROXIMATE).withMode(SearchMode.LEXICAL);
      assertThat(doppel.collection(THINGS).search().answer(byWords).hits()).isEmpty();
      TinyDoppel.add(doppel, "things", Document.of("more", "dogs again"));
      assertThat(doppel.collection(THINGS).search().answer(byWords).hits()).isEmpty();
    }
  }

  @Test
  void a_server_follows_a_rebuild_by_another_program() throws IOException {
    MovableClock clock = new MovableClock();
    try (Doppel server = open("tiny", clock);
        Doppel program = open("tiny")) {
      TinyDoppel.add(program, "things", Document.of("a", "the dog"));
      assertThat(ids(server, "dog")).containsExactly("a");
      program.collection(THINGS).delete(Filter.EVERYTHING);
      TinyDoppel.add(program, "things", Document.of("b", "the ship"));
      reindex(program);
      clock.untilTheyLookAgain();
      assertThat(ids(server, "dog")).containsExactly("b");
    }
  }

  @Test
  void a_server_follows_a_collection_that_another_program_deletes_and_makes_anew() throws IOException {
    MovableClock clock = new MovableClock();
    try (Doppel server = open("tiny", clock);
        Doppel program = open("tiny")) {
      TinyDoppel.add(program, "things", Document.of("a", "the dog"));
      assertThat(ids(server, "dog")).containsExactly("a");
      program.delete(THINGS);
      assertThatThrownBy(() -> server.collection(THINGS)).isInstanceOf(NoSuchCollectionException.class);
      assertThat(server.opened()).isEmpty();
      TinyDoppel.add(program, "things", Document.of("b", "the ship"));
      assertThat(ids(server, "dog")).containsExactly("b");
      program.delete(THINGS);
      TinyDoppel.add(program, "things", Document.of("c", "the sea"));
      clock.untilTheyLookAgain();
      assertThat(ids(server, "dog")).containsExactly("c");
    }
  }

  @Test
  void a_snapshot_is_restored_under_another_name() throws IOException {
    Path kept = folder.resolve("kept").resolve("monday");
    CollectionName again = new CollectionName("again");
    try (Doppel doppel = open("tiny")) {
      TinyDoppel.add(doppel, "things", Document.of("a", "the dog"));
      doppel.snapshot(THINGS, kept);
      TinyDoppel.add(doppel, "things", Document.of("b", "the ship"));
      doppel.restore(again, kept);
      assertThat(new TestIndex(doppel.collection(again).index()).documentIds("", 10)).containsExactly("a");
      assertThatThrownBy(() -> doppel.restore(again, kept))
          .hasMessageContaining("there is a collection \"again\" already");
      assertThatThrownBy(() -> doppel.snapshot(new CollectionName("none"), folder.resolve("x")))
          .isInstanceOf(NoSuchCollectionException.class);
    }
  }

  /// Puts a model there as training leaves it.
  private void train(String name, int maxTokens) throws IOException {
    Path model = folder.resolve("models").resolve(name);
    new TinyModel().maxTokens(maxTokens).writeTo(model);
    Files.writeString(
        model.resolve("doppel.json"),
        "{\"source\":\"tiny\",\"revision\":\"trained\",\"licence\":\"\",\"languages\":[]}");
    Files.writeString(model.resolve("SHA256SUMS"), "%064x  model.onnx\n".formatted(maxTokens));
  }

  private static void reindex(Doppel doppel, String model) throws IOException {
    doppel.rebuilds().reindex(THINGS, ReindexOrder.of(model, null, null), IndexingListener.SILENT, () -> false);
  }

  @Test
  void a_collection_stays_with_the_model_it_was_adopted_to_unless_another_one_is_named() throws IOException {
    train("mine", 48);
    try (Doppel doppel = open("tiny")) {
      TinyDoppel.add(doppel, "things", Document.of("a", "the dog"));
      reindex(doppel, "mine");
      assertThat(doppel.modelOf(THINGS)).isEqualTo("mine");
      reindex(doppel);
      assertThat(doppel.modelOf(THINGS)).isEqualTo("mine");
      assertThat(ids(doppel, "dog")).containsExactly("a");
    }
    try (Doppel doppel = open("tiny")) {
      reindex(doppel);
      assertThat(doppel.modelOf(THINGS)).isEqualTo("mine");
      reindex(doppel, "tiny");
      assertThat(doppel.modelOf(THINGS)).isEqualTo("tiny");
    }
  }

  @Test
  void a_model_that_was_trained_again_under_its_name_is_taken_as_it_is_now() throws IOException {
    train("mine", 48);
    try (Doppel doppel = open("tiny")) {
      TinyDoppel.add(doppel, "things", Document.of("a", "the dog"));
      reindex(doppel, "mine");
      assertThat(ids(doppel, "dog")).containsExactly("a");
      Folders.delete(folder.resolve("models").resolve("mine"));
      train("mine", 40);
      assertThat(ids(doppel, "dog")).as("what is open goes on").containsExactly("a");
      reindex(doppel, "mine");
      assertThat(doppel.collection(THINGS).index().passport().encoder().maxTokens()).isEqualTo(40);
      assertThat(ids(doppel, "dog")).containsExactly("a");
    }
  }

  @Test
  void labels_are_told_by_the_model_that_has_made_a_collection_anew_also_if_nobody_had_opened_it() throws IOException {
    train("mine", 48);
    try (Doppel doppel = open("tiny")) {
      TinyDoppel.add(doppel, "things", Document.of("a", "the dog"));
      doppel
          .classification(THINGS)
          .enrol(List.of(new LabelledText("pets", "a cat"), new LabelledText("sea", "a ship")));
    }
    try (Doppel doppel = open("tiny");
        Doppel program = open("tiny")) {
      assertThat(doppel.classification(THINGS).choice().encoder().maxTokens()).isNotEqualTo(48);
      reindex(doppel, "mine");
      assertThat(doppel.classification(THINGS).choice().encoder().maxTokens()).isEqualTo(48);
      reindex(program, "tiny");
      assertThat(doppel.classification(THINGS).choice().encoder().maxTokens()).isNotEqualTo(48);
    }
  }
}
