package io.doppel.index;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppel.file.KeptFile;
import io.doppel.index.cluster.EngineNodes.Engine;
import io.doppel.index.cluster.SharedNodes;
import io.doppel.index.failure.IndexClosedException;
import io.doppel.index.failure.IndexLockedException;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Two that make an index in a cluster anew, and one that died over it.
@NullMarked
class RebuildLeaseTest {

  @RegisterExtension static final SharedNodes NODES = new SharedNodes(Engine.ELASTICSEARCH);

  private static final Passport PASSPORT = Samples.passport(8, "mean");

  private final Catalog here = NODES.catalog("lease");
  private final Catalog there = NODES.catalog("lease");
  private final Samples samples = new Samples(1, 8, 5);

  private void put(PassageIndex index, String id) throws IOException {
    Document document = new Document(id, "", "text of " + id, Map.of());
    index.put(
        List.of(
            new EmbeddedDocument(
                document, List.of(new Passage(id, 0, document.text())), List.of(samples.embedding()))));
    index.publish();
  }

  @Test
  void one_at_a_time_makes_an_index_anew_and_after_a_crash_others_write_and_go_on() throws IOException {
    try (PassageIndex index = here.create("things", PASSPORT)) {
      put(index, "a");
      try (StoredDocuments documents = here.rebuild("things")) {
        assertThat(documents.count()).isEqualTo(1);
        assertThatThrownBy(() -> there.rebuild("things"))
            .isInstanceOf(IndexLockedException.class)
            .hasMessageContaining("is being made anew by process " + ProcessHandle.current().pid());
        assertThatThrownBy(() -> put(index, "b")).isInstanceOf(IndexLockedException.class);
      }
      put(index, "b");
      // Never closed, and its right has run out.
      StoredDocuments dead = here.rebuild("things");
      there.file("things", "rebuild.lease").write("{\"owner\":\"x\",\"who\":\"y\",\"until\":0}".getBytes(UTF_8));
      put(index, "c");
      try (StoredDocuments documents = there.rebuild("things")) {
        assertThat(documents.count()).isEqualTo(3);
        assertThatThrownBy(() -> put(index, "d")).isInstanceOf(IndexLockedException.class);
      }
      dead.close();
    }
  }

  @Test
  void who_comes_back_after_others_went_on_takes_nothing_from_them() throws IOException {
    try (PassageIndex index = here.create("things", PASSPORT)) {
      put(index, "a");
      try (StoredDocuments late = here.rebuild("things")) {
        late.replacement(PASSPORT, late.settings()).close();
        // Out of reach of the cluster for a minute; it does not know that itself.
        end("things");
        put(there.open("things", PASSPORT), "b");
        assertThatThrownBy(late::replace).isInstanceOf(IndexLockedException.class);
      }
      put(index, "c");
      assertThat(ids(index)).containsExactly("a", "b", "c");
    }
  }

  @Test
  void who_comes_back_does_not_open_what_another_one_makes_anew() throws IOException {
    try (PassageIndex index = here.create("things", PASSPORT)) {
      put(index, "a");
      StoredDocuments late = here.rebuild("things");
      end("things");
      try (StoredDocuments now = there.rebuild("things")) {
        late.close();
        assertThatThrownBy(() -> put(index, "b")).isInstanceOf(IndexLockedException.class);
        assertThatThrownBy(() -> there.rebuild("things")).isInstanceOf(IndexLockedException.class);
        try (PassageIndex fresh = now.replacement(PASSPORT, now.settings())) {
          put(fresh, now.next().id());
        }
        now.replace();
      }
      put(index, "b");
      assertThat(ids(index)).containsExactly("a", "b");
    }
  }

  /// As where the right of whoever makes it anew has run out.
  private void end(String name) throws IOException {
    KeptFile lease = there.file(name, "rebuild.lease");
    String content = new String(lease.read().orElseThrow(), UTF_8);
    lease.write(content.replaceAll("\"until\":\\d+", "\"until\":0").getBytes(UTF_8));
  }

  private static List<String> ids(PassageIndex index) throws IOException {
    try (IndexView view = index.view()) {
      return view.documentIds("", 10);
    }
  }

  @Test
  void nothing_of_another_model_is_written_into_or_asked_of_what_has_taken_its_place() throws IOException {
    Passport other = Samples.passport(8, "cls");
    try (PassageIndex index = here.create("things", PASSPORT)) {
      put(index, "a");
      try (StoredDocuments old = there.rebuild("things")) {
        try (PassageIndex fresh = old.replacement(other, old.settings())) {
          put(fresh, "a");
        }
        assertThat(ids(index)).containsExactly("a");
        old.replace();
      }
      // What it says of itself is believed for a second.
      assertThatThrownBy(() -> put(index, "b")).isInstanceOf(PassportMismatchException.class);
      assertThatThrownBy(index::view).isInstanceOf(PassportMismatchException.class);
    }
    try (PassageIndex now = there.open("things", other)) {
      assertThat(ids(now)).containsExactly("a");
    }
  }

  @Test
  void what_is_made_anew_is_not_deleted_and_leaves_nothing_where_it_is_deleted_nevertheless() throws IOException {
    here.create("things", PASSPORT).close();
    try (StoredDocuments documents = here.rebuild("things");
        PassageIndex fresh = documents.replacement(PASSPORT, documents.settings())) {
      assertThatThrownBy(() -> there.delete("things"))
          .isInstanceOf(IndexLockedException.class)
          .hasMessageContaining("is being made anew by");
      assertThat(there.deleteIfEmpty("nothing")).isFalse();
      end("things");
      there.delete("things");
      assertThatThrownBy(() -> put(fresh, "a")).isInstanceOf(IndexClosedException.class);
    }
    try (PassageIndex again = here.create("things", PASSPORT);
        StoredDocuments documents = here.rebuild("things")) {
      documents.replacement(PASSPORT, documents.settings()).close();
      documents.replace();
      put(again, "b");
      assertThat(ids(again)).containsExactly("b");
    }
  }

  @Test
  void an_empty_index_is_deleted_and_one_that_others_have_written_to_meanwhile_is_not() throws IOException {
    try (PassageIndex index = here.create("things", PASSPORT)) {
      index.put(List.of());
      Document document = new Document("a", "", "text", Map.of());
      index.put(
          List.of(
              new EmbeddedDocument(
                  document, List.of(new Passage("a", 0, document.text())), List.of(samples.embedding()))));
      assertThat(there.deleteIfEmpty("things")).isFalse();
      index.delete(List.of("a"));
      assertThat(there.deleteIfEmpty("things")).isTrue();
      assertThat(here.holds("things")).isFalse();
      assertThat(here.file("things", "rebuild.lease").exists()).isFalse();
    }
  }
}
