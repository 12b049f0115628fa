package io.doppel.server;

import static io.doppel.server.TinyServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Snapshots over HTTP.
class SnapshotRoutesTest {

  private static final String SNAPSHOTS = "/v1/collections/things/snapshots";

  @TempDir private Path folder;

  @Test
  void yesterday_is_restored_under_another_name_also_after_the_collection_was_deleted() throws Exception {
    try (TinyServer server = TinyServer.withThings(folder)) {
      server.post("/v1/collections/things/decisions", "{\"id1\":\"ship\",\"id2\":\"boat\",\"decision\":\"merge\"}");
      HttpResponse<String> taken = server.send("POST", SNAPSHOTS);
      assertThat(taken.statusCode()).as(taken.body()).isEqualTo(201);
      String id = json(taken).at("/id").asString();
      assertThat(json(taken).at("/collection").asString()).isEqualTo("things");
      server.send("DELETE", "/v1/collections/things/documents/dog");
      server.send("DELETE", "/v1/collections/things");
      JsonNode listed = server.get(SNAPSHOTS).at("/snapshots");
      assertThat(listed.size()).isEqualTo(1);
      assertThat(listed.at("/0")).isEqualTo(json(taken));
      JsonNode restored = server.post(SNAPSHOTS + "/" + id + "/restore", "{\"as\":\"yesterday\"}");
      assertThat(restored.at("/documents").asInt()).isEqualTo(4);
      assertThat(server.get("/v1/collections/yesterday/documents/dog").at("/title").asString()).isEqualTo("Pets");
      assertThat(server.get("/v1/collections/yesterday/decisions").toString()).contains("merge");
      // It is a collection like any other, and the snapshot stays as it was.
      server.send("DELETE", "/v1/collections/yesterday/documents/ship");
      assertThat(server.get("/v1/collections/yesterday").at("/documents").asInt()).isEqualTo(3);
      assertThat(server.post(SNAPSHOTS + "/" + id + "/verify", "").at("/whole").asBoolean()).isTrue();
      HttpResponse<String> twice = server.send("POST", SNAPSHOTS + "/" + id + "/restore", "{\"as\":\"yesterday\"}");
      assertThat(twice.statusCode()).isEqualTo(409);
      assertThat(json(twice).at("/code").asString()).isEqualTo("collection_exists");
      assertThat(server.send("DELETE", SNAPSHOTS + "/" + id).statusCode()).isEqualTo(204);
      assertThat(server.send("DELETE", SNAPSHOTS + "/" + id).statusCode()).isEqualTo(404);
      assertThat(server.get(SNAPSHOTS).at("/snapshots").size()).isZero();
      assertThat(server.send("POST", SNAPSHOTS).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void of_two_who_restore_to_one_name_at_once_one_is_told_that_it_is_there() throws Exception {
    try (TinyServer server = TinyServer.withThings(folder)) {
      String id = json(server.send("POST", SNAPSHOTS)).at("/id").asString();
      for (int round = 0; round < 5; round++) {
        String body = "{\"as\":\"again%d\"}".formatted(round);
        CyclicBarrier together = new CyclicBarrier(2);
        List<CompletableFuture<HttpResponse<String>>> both =
            Stream.generate(
                    () ->
                        CompletableFuture.supplyAsync(
                            () -> {
                              try {
                                together.await();
                                return server.send("POST", SNAPSHOTS + "/" + id + "/restore", body);
                              } catch (Exception e) {
                                throw new IllegalStateException(e);
                              }
                            },
                            task -> Thread.ofPlatform().start(task)))
                .limit(2)
                .toList();
        assertThat(both).extracting(each -> each.join().statusCode()).containsExactlyInAnyOrder(201, 409);
        assertThat(server.get("/v1/collections/again" + round).at("/documents").asInt()).isEqualTo(4);
      }
    }
  }

  @Test
  void the_second_one_shares_what_did_not_change_with_the_first() throws Exception {
    try (TinyServer server = TinyServer.withThings(folder)) {
      String first = json(server.send("POST", SNAPSHOTS)).at("/id").asString();
      String second = json(server.send("POST", SNAPSHOTS)).at("/id").asString();
      Path archive = folder.resolve("index").resolve(".snapshots").resolve("things");
      int shared = 0;
      try (Stream<Path> files = Files.list(archive.resolve(first))) {
        for (Path file : files.toList()) {
          Path other = archive.resolve(second).resolve(file.getFileName());
          shared += Files.exists(other) && Files.isSameFile(file, other) ? 1 : 0;
        }
      }
      assertThat(shared).isPositive();
      assertThat(Files.readString(archive.resolve(second).resolve("snapshot.json"))).contains("sha256");
      assertThat(server.post(SNAPSHOTS + "/" + second + "/verify", "").at("/whole").asBoolean()).isTrue();
    }
  }

  @Test
  void a_damaged_snapshot_is_named_without_restoring_it() throws Exception {
    try (TinyServer server = TinyServer.withThings(folder)) {
      server.post("/v1/collections/things/decisions", "{\"id1\":\"ship\",\"id2\":\"boat\",\"decision\":\"merge\"}");
      String id = json(server.send("POST", SNAPSHOTS)).at("/id").asString();
      Path file =
          folder.resolve("index").resolve(".snapshots").resolve("things").resolve(id).resolve("decisions.jsonl");
      Files.writeString(file, Files.readString(file) + " ");
      JsonNode verified = server.post(SNAPSHOTS + "/" + id + "/verify", "");
      assertThat(verified.at("/whole").asBoolean()).isFalse();
      assertThat(verified.at("/error").asString()).contains("decisions.jsonl is not what was written");
      HttpResponse<String> restored = server.send("POST", SNAPSHOTS + "/" + id + "/restore", "{\"as\":\"other\"}");
      assertThat(restored.statusCode()).isEqualTo(500);
      assertThat(json(restored).at("/code").asString()).isEqualTo("snapshot_damaged");
      assertThat(json(restored).at("/detail").asString()).contains("decisions.jsonl is not what was written");
      assertThat(server.send("GET", "/v1/collections/other").statusCode()).isEqualTo(404);
      Files.writeString(file.resolveSibling("snapshot.json"), "{\"collection\":\"thi");
      HttpResponse<String> listless = server.send("POST", SNAPSHOTS + "/" + id + "/restore", "{\"as\":\"other\"}");
      assertThat(json(listless).at("/code").asString()).isEqualTo("snapshot_damaged");
      assertThat(json(listless).at("/detail").asString()).contains("snapshot.json holds no files of a snapshot");
      assertThat(server.send("POST", SNAPSHOTS + "/..%2f..%2fthings/verify").statusCode()).isEqualTo(404);
    }
  }
}
