package io.doppel.index.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppel.index.Samples;
import io.doppel.index.cluster.FakeCluster.Answer;
import io.doppel.index.cluster.FakeCluster.Asked;
import io.doppel.index.cluster.layout.Engine;
import io.doppel.index.cluster.search.PointInTime;
import io.doppel.index.failure.IndexLockedException;
import io.doppel.index.failure.IndexUnavailableException;
import io.doppel.index.hit.Facet;
import io.doppel.index.query.Filter;
import io.doppel.index.upkeep.IndexSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What is made of answers that come late, not at all, or are too much.
@NullMarked
@Timeout(60)
class AilingAnswersTest {

  private static final Answer LOST_VIEW = Answer.error(404, "search_context_missing_exception");

  private static ClusterView view(FakeCluster cluster) throws IOException {
    return new ClusterView(
        "things",
        Samples.passport(8, "mean"),
        IndexSettings.STANDARD,
        PointInTime.open(cluster.cluster(), Engine.ELASTICSEARCH, "p.things.1"));
  }

  private static long opened(FakeCluster cluster) {
    return cluster.asked().stream().filter(asked -> asked.path().contains("_pit?keep_alive")).count();
  }

  /// Searches are answered in turn.
  private static FakeCluster searched(Answer... answers) throws IOException {
    AtomicInteger next = new AtomicInteger();
    return FakeCluster.answering(
        asked -> asked.is("POST", "/_search") ? answers[next.getAndIncrement()] : Answer.of("{\"id\":\"view\"}"));
  }

  private static Answer ids(String... ids) {
    return Answer.of(
        "{\"hits\":{\"hits\":[%s]}}"
            .formatted(
                List.of(ids).stream().map("{\"sort\":[\"%s\"]}"::formatted).collect(Collectors.joining(","))));
  }

  @Test
  void a_view_that_cannot_answer_now_is_asked_again_whatever_it_has_told() throws IOException {
    Answer busy = Answer.error(429, "es_rejected_execution_exception");
    try (FakeCluster cluster = searched(ids("a"), busy, busy, ids("b"));
        ClusterView view = view(cluster)) {
      assertThat(view.documentIds("", 10)).containsExactly("a");
      assertThat(view.documentIds("a", 10)).containsExactly("b");
      assertThat(opened(cluster)).isEqualTo(1);
    }
  }

  @Test
  void a_view_that_is_lost_is_replaced_only_before_it_has_told_anything() throws IOException {
    try (FakeCluster cluster = searched(LOST_VIEW, ids("a"), LOST_VIEW);
        ClusterView view = view(cluster)) {
      assertThat(view.documentIds("", 10)).containsExactly("a");
      assertThat(opened(cluster)).isEqualTo(2);
      assertThatThrownBy(() -> view.documentIds("a", 10))
          .isInstanceOf(IndexUnavailableException.class)
          .hasMessageContaining("gave up a view");
    }
  }

  /// Documents of so many passages each; an answer with several of them is longer than is read at once.
  private static Answer documents(Asked asked, int passages, boolean tooLong) {
    JsonNode body = JsonMapper.shared().readTree(asked.body());
    List<String> hits = new ArrayList<>();
    for (JsonNode id : body.path("query").path("terms").path("id")) {
      hits.add(
          ("{\"fields\":{\"id\":[%s],\"count\":[%d]},"
                  + "\"_source\":{\"id\":%s,\"title\":\"\",\"text\":\"text\",\"fields\":[]}}")
              .formatted(id, passages, id));
    }
    boolean sources = body.path("_source").isArray();
    String much = sources && tooLong && hits.size() > 1 ? " ".repeat(101 << 20) : "";
    return Answer.of("{\"hits\":{\"hits\":[%s]}%s}".formatted(String.join(",", hits), much));
  }

  private static List<Integer> batches(FakeCluster cluster) {
    return cluster.asked().stream()
        .filter(asked -> asked.is("POST", "/_search"))
        .map(asked -> JsonMapper.shared().readTree(asked.body()))
        .filter(body -> body.path("_source").isArray())
        .map(body -> body.path("size").asInt())
        .toList();
  }

  @Test
  void documents_of_many_passages_are_read_few_at_a_time() throws IOException {
    try (FakeCluster cluster =
            FakeCluster.answering(
                asked ->
                    asked.is("POST", "/_search") ? documents(asked, 2_400, false) : Answer.of("{\"id\":\"view\"}"));
        ClusterView view = view(cluster)) {
      assertThat(view.documents(List.of("a", "b", "c", "d", "e"))).hasSize(5);
      assertThat(batches(cluster)).containsExactly(2, 2, 1);
    }
  }

  @Test
  void an_answer_that_is_too_long_is_asked_for_in_halves() throws IOException {
    try (FakeCluster cluster =
            FakeCluster.answering(
                asked -> asked.is("POST", "/_search") ? documents(asked, 1, true) : Answer.of("{\"id\":\"view\"}"));
        ClusterView view = view(cluster)) {
      assertThat(view.documents(List.of("a", "b", "c")).keySet()).containsExactly("a", "b", "c");
      assertThat(batches(cluster)).containsExactly(3, 1, 2, 1, 1);
    }
  }

  @Test
  void files_that_a_full_disk_keeps_are_no_reason_to_go_on_for_ever() throws IOException {
    String refused =
        "{\"errors\":true,\"items\":[{\"delete\":"
            + "{\"error\":{\"type\":\"cluster_block_exception\",\"reason\":\"disk\"}}}]}";
    try (FakeCluster cluster =
        FakeCluster.answering(
            asked ->
                Answer.of(
                    asked.path().contains("_bulk") ? refused : "{\"hits\":{\"hits\":[{\"_id\":\"things:a\"}]}}"))) {
      assertThatThrownBy(() -> ClusterFile.deleteAll(cluster.cluster(), "things"))
          .isInstanceOf(IndexUnavailableException.class)
          .hasMessageContaining("a disk is full");
      assertThat(cluster.asked()).hasSize(4);
    }
  }

  @Test
  void an_answer_of_something_else_than_a_cluster_is_told_as_such() throws IOException {
    for (String body : List.of("", "[]", "{}")) {
      try (FakeCluster cluster = FakeCluster.answering(_ -> Answer.of(body))) {
        assertThatThrownBy(() -> About.read(cluster.cluster(), "things", "p.things"))
            .as("an answer of %s", body)
            .isInstanceOf(IndexUnavailableException.class)
            .hasMessage(
                "what answers at %s is neither Elasticsearch nor OpenSearch".formatted(cluster.cluster().address()));
        assertThat(cluster.asked()).hasSize(1);
      }
    }
    try (FakeCluster cluster = FakeCluster.answering(_ -> Answer.page("<html>Welcome</html>"))) {
      assertThatThrownBy(() -> cluster.cluster().send("GET", "/_cluster/health"))
          .isInstanceOf(IndexUnavailableException.class)
          .hasMessageEndingWith("is neither Elasticsearch nor OpenSearch");
    }
  }

  private static final IndexName OLD = new IndexName("p.things", 1, "kind");
  private static final IndexName NEW = new IndexName("p.things", 2, "kind");

  /// The index is held by `owner` until its name goes over, and the answer to that is lost.
  private static FakeCluster losing(String owner) throws IOException {
    AtomicInteger swapped = new AtomicInteger();
    return FakeCluster.answering(
        asked -> {
          if (asked.is("POST", "/_aliases")) {
            return swapped.getAndIncrement() == 0 ? Answer.NONE : Answer.error(404, "aliases_not_found_exception");
          }
          String alias = asked.path().startsWith("/_alias") || swapped.get() > 0 ? "p.things" : OLD.closed(owner);
          return Answer.of(
              "{\"%s\":{\"aliases\":{\"%s\":{}}}}".formatted(swapped.get() > 0 ? NEW.index() : OLD.index(), alias));
        });
  }

  @Test
  void a_new_index_that_has_taken_its_place_is_no_failure_where_nobody_heard_of_it() throws IOException {
    try (FakeCluster cluster = losing("me")) {
      new WriteAccess(cluster.cluster(), OLD).handOver("me", NEW);
      assertThat(cluster.asked().stream().filter(asked -> asked.is("POST", "/_aliases"))).isNotEmpty();
    }
    try (FakeCluster cluster = losing("others")) {
      assertThatThrownBy(() -> new WriteAccess(cluster.cluster(), OLD).handOver("me", NEW))
          .isInstanceOf(IndexLockedException.class)
          .hasMessageContaining("opened to others meanwhile");
    }
  }

  @Test
  void a_field_of_more_values_than_shards_tell_is_counted_again_value_by_value() throws IOException {
    try (FakeCluster cluster =
            FakeCluster.answering(
                asked -> {
                  if (!asked.is("POST", "/_search")) {
                    return Answer.of("{\"id\":\"view\"}");
                  }
                  boolean named =
                      JsonMapper.shared().readTree(asked.body()).at("/aggs/values/terms/include").isArray();
                  return Answer.of(
                      ("{\"aggregations\":{\"values\":{\"doc_count_error_upper_bound\":%d,\"buckets\":["
                          + "{\"key\":\"f\\u0000ta\",\"doc_count\":%d},{\"key\":\"f\\u0000tb\",\"doc_count\":2},"
                          + "{\"key\":\"f\\u0000tc\",\"doc_count\":1}]}}}")
                          .formatted(named ? 0 : 7, named ? 3 : 1));
                });
        ClusterView view = view(cluster)) {
      Facet facet = view.facets(List.of("f"), Filter.EVERYTHING, 2).getFirst();
      assertThat(facet.values()).containsExactly(new Facet.Count("a", 3), new Facet.Count("b", 2));
      assertThat(facet.truncated()).isTrue();
    }
  }

  @Test
  void documents_that_are_too_much_for_one_request_are_sent_one_by_one_and_one_too_long_is_named() throws IOException {
    List<Integer> taken = new ArrayList<>();
    try (FakeCluster cluster =
        FakeCluster.answering(
            asked -> {
              int lines = (int) asked.body().lines().count();
              if (lines > 4 || asked.body().contains("long")) {
                return new Answer(413, "");
              }
              taken.add(lines / 2);
              return Answer.of("{\"errors\":false,\"items\":[]}");
            })) {
      BulkWriter writer = new BulkWriter(cluster.cluster(), new Versions(InstantSource.system()));
      assertThat(writer.write("p.things.1.w", changes("a\n", "b\n", "c\n", "d\n", "e\n"))).isZero();
      assertThat(taken.stream().mapToInt(each -> each).sum()).isEqualTo(5);
      assertThatThrownBy(() -> writer.write("p.things.1.w", changes("a\n", "long\n")))
          .hasMessageContaining("as which document \"long\" is kept; allow it more (http.max_content_length)");
    }
  }

  private static List<BulkWriter.Change> changes(String... lines) {
    return List.of(lines).stream()
        .map(line -> BulkWriter.Change.put(line.strip(), line.getBytes(StandardCharsets.UTF_8)))
        .toList();
  }
}
