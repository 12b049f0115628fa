package io.doppel.index;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppel.index.cluster.EngineNodes.Engine;
import io.doppel.index.cluster.SharedNodes;
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
}
