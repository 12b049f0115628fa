package io.doppel.server;

import static io.doppel.server.TinyServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.api.job.CollectionJobs;
import io.doppel.engine.CollectionName;
import io.doppel.engine.TinyDoppel;
import io.doppel.engine.indexing.Indexing.Aim;
import io.doppel.engine.indexing.IndexingListener;
import io.doppel.engine.indexing.IndexingProgress;
import io.doppel.engine.indexing.ReindexOrder;
import io.doppel.engine.job.Job;
import io.doppel.engine.job.JobState;
import io.doppel.server.access.AccessSettings;
import io.doppel.server.access.KeyFile;
import io.doppel.server.access.Role;
import io.doppel.text.Document;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Whoever stops something is told the truth, and so is whoever had asked for it.
class StoppingTest {

  private static final CollectionName THINGS = new CollectionName("things");

  @TempDir private Path folder;
  private TinyServer server;
  private String write;
  private String admin;

  @BeforeEach
  void start() throws Exception {
    KeyFile keys = new KeyFile(folder.resolve("index").resolve(KeyFile.NAME));
    write = keys.create("write", Role.WRITE, List.of(), null, null, Instant.now()).text();
    admin = keys.create("admin", Role.ADMIN, List.of(), null, null, Instant.now()).text();
    server =
        TinyServer.start(
            folder,
            TinyServer.local().with(new AccessSettings(keys.path(), null, List.of(), List.of("127.0.0.1"), false)));
    TinyDoppel.add(
        server.doppel(), "things", Document.of("a", "the dog and the cat"), Document.of("b", "a ship on the sea"));
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void a_key_that_writes_does_not_stop_what_an_admin_makes_anew() throws Exception {
    CountDownLatch underWay = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    IndexingListener waiting =
        new IndexingListener() {
          @Override
          public void stored(Document document, Outcome outcome) {
            underWay.countDown();
            try {
              assertThat(goOn.await(60, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          }
        };
    CompletableFuture<IndexingProgress> reindexing =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return server.doppel().rebuilds().reindex(THINGS, waiting, () -> false);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            },
            task -> Thread.ofPlatform().start(task));
    assertThat(underWay.await(60, TimeUnit.SECONDS)).isTrue();

    HttpResponse<String> refused = send("DELETE", "/v1/collections/things/indexing", write, "");
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(json(refused).path("code").asString()).isEqualTo("forbidden");
    assertThat(send("DELETE", "/v1/collections/things/indexing", admin, "").statusCode()).isEqualTo(204);
    goOn.countDown();
    assertThat(reindexing.get(60, TimeUnit.SECONDS).seconds()).isPositive();
  }

  @Test
  void what_was_stopped_is_no_job_that_is_done() throws Exception {
    CollectionName many = new CollectionName("many");
    TinyDoppel.add(
        server.doppel(),
        many.value(),
        // More than are embedded at once.
        IntStream.range(0, 1_200).mapToObj(number -> Document.of("n" + number, "the ship")).toArray(Document[]::new));
    IndexingListener stopping =
        new IndexingListener() {
          @Override
          public void progress(IndexingProgress progress) {
            stopMaking(many);
          }
        };
    Job<IndexingProgress> job = new CollectionJobs(server.doppel()).reindex(many, ReindexOrder.AS_BEFORE, stopping);
    assertThat(job.await(Duration.ofMinutes(1))).isTrue();
    assertThat(job.status().state()).isEqualTo(JobState.CANCELLED);
  }

  @Test
  void a_copy_that_was_stopped_is_no_collection() throws Exception {
    CollectionName copy = new CollectionName("copy");
    IndexingProgress end =
        server.doppel().rebuilds().copyWith(THINGS, copy, "tiny", IndexingListener.SILENT, () -> {
          stopMaking(copy);
          return false;
        });
    assertThat(end.stopped()).isTrue();
    assertThat(server.doppel().exists(copy)).isFalse();
  }

  private void stopMaking(CollectionName name) {
    try {
      server.doppel().collection(name).stopIndexing(Aim.REBUILDING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void documents_that_were_not_stored_are_not_called_so() throws Exception {
    String body = numbered(",", "{\"documents\":[", "]}");
    JsonNode answer = stoppedWhile("/v1/collections/things/documents", body);
    assertThat(answer.path("stopped").asBoolean()).isTrue();
    List<String> stored = new ArrayList<>();
    for (JsonNode item : answer.path("items")) {
      boolean there = server.doppel().collection(THINGS).document(item.path("id").asString()).isPresent();
      assertThat(item.path("status").asString()).isEqualTo(there ? "indexed" : "stopped");
      assertThat(item.path("error").isNull()).isEqualTo(there);
      if (there) {
        stored.add(item.path("id").asString());
      }
    }
    assertThat(stored).hasSize(answer.path("indexed").asInt()).hasSizeLessThan(3_000);
    assertThat(StreamSupport.stream(answer.path("items").spliterator(), false)).hasSize(3_000);
  }

  @Test
  void of_a_file_it_is_said_that_not_all_of_it_is_in() throws Exception {
    JsonNode answer = stoppedWhile("/v1/collections/things/files/numbers.jsonl", numbered("\n", "", "\n"));
    assertThat(answer.path("stopped").asBoolean()).isTrue();
    assertThat(answer.path("indexed").asInt()).isLessThan(3_000);
  }

  private static String numbered(String between, String before, String behind) {
    return IntStream.range(0, 3_000)
        .mapToObj(number -> "{\"id\":\"n%d\",\"text\":\"the dog and %d ships on the sea\"}".formatted(number, number))
        .collect(Collectors.joining(between, before, behind));
  }

  /// Posts this, and stops it as soon as it has begun.
  private JsonNode stoppedWhile(String path, String body) throws Exception {
    CompletableFuture<HttpResponse<String>> posting =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return send("POST", path, write, body);
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            },
            task -> Thread.ofPlatform().start(task));
    while (!server.doppel().collection(THINGS).stopIndexing(Aim.ADDING) && !posting.isDone()) {
      Thread.onSpinWait();
    }
    HttpResponse<String> answer = posting.get(60, TimeUnit.SECONDS);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer);
  }

  private HttpResponse<String> send(String method, String path, String key, String body)
      throws IOException, InterruptedException {
    return server.send(
        HttpRequest.newBuilder(server.uri(path))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body, StandardCharsets.UTF_8))
            .build());
  }
}
