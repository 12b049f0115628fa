package io.doppel.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Requests on a collection that somebody else deletes and makes anew meanwhile.
class DeletionRaceTest {

  private static final int ROUNDS = 80;
  private static final Set<Integer> EXPECTED = Set.of(200, 201, 202, 204, 404, 409, 422);
  private static final String DOCUMENTS =
      "{\"documents\":[{\"id\":\"a\",\"text\":\"A dog.\"},{\"id\":\"b\",\"text\":\"A cat and a dog.\"}]}";

  @TempDir static Path folder;

  private record Asked(String method, String path, String body) {}

  private static final List<Asked> ASKED =
      List.of(
          new Asked("POST", "/search", "{\"text\":\"dog\",\"facets\":[\"lang\"],\"explain\":true}"),
          new Asked("POST", "/compact", ""),
          new Asked("POST", "/reindex", ""),
          new Asked("GET", "/upkeep", ""),
          new Asked("POST", "/audit", ""),
          new Asked("GET", "/fields", ""),
          new Asked("GET", "/documents", ""),
          new Asked("POST", "/documents", DOCUMENTS),
          new Asked("DELETE", "/documents/a", ""),
          new Asked("POST", "/duplicates", "{\"text\":\"dog\"}"),
          new Asked("POST", "/duplicates/all", "{\"threshold\":0}"),
          new Asked("POST", "/duplicates/mining", "{\"threshold\":0}"),
          new Asked("POST", "/plagiarism", "{\"text\":\"A cat and a dog.\"}"),
          new Asked("GET", "/map", ""),
          new Asked("GET", "/documents/a", ""),
          new Asked("GET", "/decisions", ""),
          new Asked("POST", "/decisions", "{\"id1\":\"a\",\"id2\":\"b\",\"decision\":\"merge\"}"),
          new Asked("POST", "/decisions/learn", ""),
          new Asked("POST", "/decisions/rounds", ""),
          new Asked("GET", "/duplicates/clusters", ""),
          new Asked("GET", "/duplicates/history", ""),
          new Asked("GET", "/duplicates/boilerplate", ""),
          new Asked("POST", "/snapshots", ""),
          new Asked("POST", "/plagiarism/all", "{}"),
          new Asked("GET", "/plagiarism/assessments", ""),
          new Asked("GET", "/examine", ""),
          new Asked("POST", "/examine", "{}"),
          new Asked("POST", "/documents/delete", "{\"filter\":{\"field\":\"lang\",\"exists\":true}}"),
          new Asked("POST", "/map/place", "{\"text\":\"dog\"}"),
          new Asked("GET", "", ""));

  @Test
  void whoever_asks_a_collection_that_is_deleted_meanwhile_is_told_so() throws Exception {
    List<String> unexpected = new ArrayList<>();
    try (SeriousLog log = SeriousLog.open();
        TinyServer server = TinyServer.start(folder);
        ExecutorService threads = Executors.newFixedThreadPool(4)) {
      Future<?> deleting =
          threads.submit(
              () -> {
                for (int i = 0; i < ROUNDS; i++) {
                  server.post("/v1/collections/race/documents", DOCUMENTS);
                  server.send("DELETE", "/v1/collections/race");
                }
                return null;
              });
      List<Future<List<String>>> asking = new ArrayList<>();
      for (int caller = 0; caller < 3; caller++) {
        int first = caller;
        asking.add(
            threads.submit(() -> {
              List<String> wrong = new ArrayList<>();
              for (int i = first; !deleting.isDone(); i++) {
                Asked asked = ASKED.get(i % ASKED.size());
                HttpResponse<String> answer =
                    server.send(
                        asked.method(), "/v1/collections/race" + asked.path(), asked.body());
                if (!EXPECTED.contains(answer.statusCode()) && !answer.body().contains("is no document of")) {
                  wrong.add(asked + ": " + answer.body());
                }
                HttpResponse<String> all =
                    server.send("GET", i % 2 == 0 ? "/metrics" : "/v1/collections");
                if (all.statusCode() != 200) {
                  wrong.add(all.body());
                }
              }
              return wrong;
            }));
      }
      deleting.get();
      for (Future<List<String>> each : asking) {
        unexpected.addAll(each.get());
      }
      assertThat(unexpected).isEmpty();
      assertThat(log.logged()).isEmpty();
    }
  }
}
