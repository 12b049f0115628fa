package io.doppel.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.index.cluster.EngineNodes.Engine;
import io.doppel.index.cluster.SharedNodes;
import io.doppel.index.query.Filter;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Several that write to the same documents of an index in a cluster.
@NullMarked
class WriteOrderTest {

  @RegisterExtension static final SharedNodes NODES = new SharedNodes(Engine.ELASTICSEARCH);

  private static final Passport PASSPORT = Samples.passport(8, "mean");

  private final Samples samples = new Samples(1, 8, 5);

  private void put(PassageIndex index, String id, String state) throws IOException {
    Document document = new Document(id, "", "text of " + id, Map.of("state", state));
    index.put(
        List.of(
            new EmbeddedDocument(
                document, List.of(new Passage(id, 0, document.text())), List.of(samples.embedding()))));
  }

  private static String state(PassageIndex index, String id) throws IOException {
    index.publish();
    try (IndexView view = index.view()) {
      Document found = view.documents(List.of(id)).get(id);
      return found == null ? "none" : found.fields().getOrDefault("state", "");
    }
  }

  /// What the cluster says to a request that went round another way, with the version of a write long ago or to come.
  private static String late(String action, String id, long version) throws IOException {
    String line =
        "{\"%s\":{\"_id\":\"%s\",\"version\":%d,\"version_type\":\"external_gte\"}}\n".formatted(action, id, version);
    String document = action.equals("index") ? "{\"id\":\"%s\",\"title\":\"\",\"text\":\"late\"}\n".formatted(id) : "";
    return NODES.nodes().ask("POST", "/order.things.1/_bulk", line + document);
  }

  @Test
  void what_others_changed_since_it_was_seen_is_not_deleted_by_a_filter() throws IOException {
    try (PassageIndex here = NODES.catalog("order").create("things", PASSPORT);
        PassageIndex there = NODES.catalog("order").open("things", PASSPORT)) {
      put(here, "a", "old");
      put(here, "b", "old");
      here.publish();
      put(there, "a", "new");
      assertThat(here.delete(new Filter.Is("state", List.of("old")))).isEqualTo(1);
      assertThat(state(here, "a")).isEqualTo("new");
      assertThat(state(here, "b")).isEqualTo("none");
    }
  }

  @Test
  void a_write_that_arrives_after_a_later_one_is_passed_over() throws IOException {
    try (PassageIndex index = NODES.catalog("order").create("things", PASSPORT)) {
      put(index, "a", "old");
      put(index, "a", "new");
      assertThat(late("index", "a", 1)).contains("version_conflict_engine_exception");
      assertThat(late("delete", "a", 1)).contains("version_conflict_engine_exception");
      assertThat(state(index, "a")).isEqualTo("new");
      assertThat(index.delete(List.of("a"))).isEqualTo(1);
      assertThat(late("index", "a", 1)).contains("version_conflict_engine_exception");
      assertThat(state(index, "a")).isEqualTo("none");
    }
  }

  @Test
  void who_writes_last_is_right_though_the_clock_of_another_one_is_ahead() throws IOException {
    long tomorrow = (System.currentTimeMillis() + 86_400_000) << 20;
    try (PassageIndex index = NODES.catalog("order").create("things", PASSPORT)) {
      put(index, "a", "old");
      assertThat(late("index", "a", tomorrow)).contains("\"errors\":false");
      assertThat(late("delete", "b", tomorrow)).contains("\"errors\":false");
      put(index, "a", "new");
      put(index, "b", "new");
      assertThat(state(index, "a")).isEqualTo("new");
      assertThat(state(index, "b")).isEqualTo("new");
      assertThat(index.delete(new Filter.Is("state", List.of("new")))).isEqualTo(2);
      assertThat(state(index, "a")).isEqualTo("none");
    }
  }
}
