package io.doppel.server;

import static io.doppel.server.TinyServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.engine.CollectionName;
import io.doppel.engine.Doppel;
import io.doppel.engine.TinyDoppel;
import io.doppel.index.cluster.ClusterCatalog;
import io.doppel.index.cluster.EngineNodes.Engine;
import io.doppel.index.cluster.SharedNodes;
import io.doppel.index.cluster.rest.ClusterAccess;
import io.doppel.index.cluster.rest.ClusterAddress;
import io.doppel.server.compute.Deadlines;
import io.doppel.text.Document;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// What a server says of a real node that is read-only, or lacks a shard.
@NullMarked
@Timeout(200)
class AilingClusterTest {

  @RegisterExtension static final SharedNodes NODES = new SharedNodes(Engine.ELASTICSEARCH);

  private static final String DOCUMENTS = "/v1/collections/things/documents";
  private static final String SEARCH = "/v1/collections/things/search";
  private static final String ASKED = "{\"text\":\"a ship\",\"k\":1}";
  private static final String WRITTEN = "{\"documents\":[{\"id\":\"boat\",\"text\":\"A boat.\"}]}";
  private static final String INDEX = "/ailing.things.1";

  @TempDir Path folder = Path.of("");
  private TinyServer server;

  @BeforeEach
  void start() throws Exception {
    NODES.catalog("ailing");
    Doppel doppel =
        TinyDoppel.open(
            folder,
            new ClusterCatalog(ClusterAddress.of(NODES.address("ailing")), ClusterAccess.of(Map.of())));
    server = TinyServer.start(doppel, Deadlines.STANDARD);
    TinyDoppel.add(doppel, "things", Document.of("ship", "The ship is on the sea."));
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private void set(String settings) throws IOException {
    assertThat(NODES.nodes().ask("PUT", INDEX + "/_settings", settings)).contains("\"acknowledged\":true");
  }

  private static void assertUnavailable(HttpResponse<String> answer, String code, String reason) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
    assertThat(json(answer).path("code").asString()).isEqualTo(code);
    assertThat(json(answer).path("detail").asString()).contains(reason);
  }

  private void awaitReady() throws Exception {
    HttpResponse<String> ready = server.send("GET", "/readyz");
    for (int i = 0; i < 100 && ready.statusCode() != 200; i++) {
      TimeUnit.MILLISECONDS.sleep(100);
      ready = server.send("GET", "/readyz");
    }
    assertThat(ready.statusCode()).as(ready.body()).isEqualTo(200);
  }

  private HttpResponse<String> awaitNotReady() throws Exception {
    HttpResponse<String> ready = server.send("GET", "/readyz");
    for (int i = 0; i < 100 && ready.statusCode() == 200; i++) {
      TimeUnit.MILLISECONDS.sleep(100);
      ready = server.send("GET", "/readyz");
    }
    return ready;
  }

  @Test
  void where_a_full_disk_has_made_it_read_only_searches_answer_and_writes_are_503_with_the_reason() throws Exception {
    awaitReady();
    set("{\"index.blocks.read_only_allow_delete\":true}");
    assertUnavailable(server.send("POST", DOCUMENTS, WRITTEN), "index_unavailable", "because a disk is full");
    assertThat(server.send("POST", SEARCH, ASKED).statusCode()).isEqualTo(200);
    assertThat(awaitNotReady().body()).contains("read-only, as it does when a disk is full").contains("ailing.things");
    set("{\"index.blocks.read_only_allow_delete\":null}");
    assertThat(server.send("POST", DOCUMENTS, WRITTEN).statusCode()).isEqualTo(200);
    awaitReady();
  }

  @Test
  void where_a_shard_is_missing_nothing_is_answered_in_part() throws Exception {
    // It may be on no node that there is.
    String settings =
        "{\"index.routing.allocation.require._name\":\"nobody\",\"index.write.wait_for_active_shards\":\"0\"}";
    String template = "{\"index_patterns\":[\"ailing.red*\"],\"template\":{\"settings\":%s}}".formatted(settings);
    assertThat(NODES.nodes().ask("PUT", "/_index_template/red", template)).contains("\"acknowledged\":true");
    server.doppel().openOrCreate(new CollectionName("red"));
    HttpResponse<String> ready = awaitNotReady();
    assertThat(ready.statusCode()).isEqualTo(503);
    assertThat(ready.body()).contains("is red: it lacks shards of ailing.red.1");
    assertUnavailable(server.send("POST", "/v1/collections/red/search", ASKED), "index_unavailable", "cannot answer");
    assertThat(server.send("POST", SEARCH, ASKED).statusCode()).isEqualTo(200);
    NODES.nodes().ask("DELETE", "/_index_template/red", "");
    NODES
        .nodes()
        .ask("PUT", "/ailing.red.1/_settings", "{\"index.routing.allocation.require._name\":null}");
    awaitReady();
    assertThat(server.send("POST", "/v1/collections/red/search", ASKED).statusCode()).isEqualTo(200);
  }
}
