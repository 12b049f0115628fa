package io.doppel.server;

import static io.doppel.server.TinyServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.engine.CollectionName;
import io.doppel.engine.TinyDoppel;
import io.doppel.engine.job.Job;
import io.doppel.engine.job.JobKind;
import io.doppel.engine.job.JobState;
import io.doppel.text.Document;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// All jobs at one address.
class JobRoutesTest {

  private static final String THINGS = "/v1/collections/things";

  private static final JobKind<String> WAITING =
      new JobKind<>("waiting", JobKind.Repetition.BESIDE, String::length, result -> result);

  @TempDir private Path folder;
  private TinyServer server;

  @BeforeEach
  void start() throws Exception {
    server = TinyServer.start(folder);
    TinyDoppel.add(
        server.doppel(),
        "things",
        Document.of("a", "the dog and the cat"),
        Document.of("b", "a ship on the sea"));
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private Job<String> untilCancelled(CountDownLatch running) {
    return server
        .doppel()
        .jobs()
        .start(
            WAITING,
            "things",
            8,
            (progress, cancelled) -> {
              progress.accept(2);
              running.countDown();
              while (!cancelled.getAsBoolean()) {
                Thread.onSpinWait();
              }
              throw new CancellationException();
            });
  }

  private JsonNode ended(String id) throws Exception {
    JsonNode job = server.get("/v1/jobs/" + id);
    while (job.path("finished_at").isNull()) {
      Thread.sleep(10);
      job = server.get("/v1/jobs/" + id);
    }
    return job;
  }

  @Test
  void whatever_is_begun_at_the_address_of_a_task_is_found_among_the_jobs_with_its_result() throws Exception {
    List<String> kinds = new ArrayList<>();
    for (String task : List.of("/compact", "/reindex", "/duplicates/mining", "/plagiarism/all", "/map", "/examine")) {
      JsonNode begun =
          task.equals("/map") ? server.get(THINGS + task) : json(server.send("POST", THINGS + task, "{}"));
      JsonNode job = ended(begun.path("id").asString());
      assertThat(job.path("state").asString()).as(job.toString()).isEqualTo("done");
      assertThat(job.path("progress").asDouble()).isEqualTo(1);
      assertThat(job.path("collection").asString()).isEqualTo("things");
      assertThat(job.path("result").isObject()).as(job.toString()).isTrue();
      kinds.add(job.path("kind").asString());
    }
    assertThat(kinds).containsExactly("compact", "reindex", "mining", "comparison", "map", "examination");
    JsonNode listed = server.get("/v1/jobs").path("jobs");
    assertThat(listed.valueStream().map(job -> job.path("kind").asString()).toList().reversed()).isEqualTo(kinds);
    assertThat(listed.valueStream()).allMatch(job -> job.path("result").isNull() && !job.has("events"));
  }

  @Test
  void a_reindexing_tells_how_it_goes_and_who_has_heard_it_hears_the_rest() throws Exception {
    String id = json(server.send("POST", THINGS + "/reindex")).path("id").asString();
    JsonNode events = ended(id).path("events");
    assertThat(events.path(0).path("number").asInt()).isEqualTo(1);
    assertThat(events.path(events.size() - 1).at("/value/indexed").asInt()).isEqualTo(2);
    assertThat(server.get("/v1/jobs/" + id + "?after=" + events.size()).path("events").size()).isZero();
  }

  @Test
  void a_job_that_is_stopped_is_seen_so_and_is_forgotten_when_it_is_deleted_once_more() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    String id = untilCancelled(running).id();
    running.await();
    JsonNode job = server.get("/v1/jobs/" + id);
    assertThat(job.path("state").asString()).isEqualTo("running");
    assertThat(job.path("progress").asDouble()).isEqualTo(0.25);
    assertThat(job.path("finished_at").isNull()).isTrue();

    assertThat(server.send("DELETE", "/v1/jobs/" + id).statusCode()).isEqualTo(204);
    JsonNode stopped = server.get("/v1/jobs/" + id);
    assertThat(stopped.path("state").asString()).isEqualTo("cancelled");
    assertThat(stopped.path("error").asString()).isEqualTo("stopped");

    assertThat(server.send("DELETE", "/v1/jobs/" + id).statusCode()).isEqualTo(204);
    HttpResponse<String> gone = server.send("GET", "/v1/jobs/" + id);
    assertThat(gone.statusCode()).isEqualTo(404);
    assertThat(json(gone).path("code").asString()).isEqualTo("job_not_found");
  }

  @Test
  void when_too_many_wait_the_next_one_is_told_to_come_later() throws Exception {
    List<Job<String>> begun = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      begun.add(untilCancelled(new CountDownLatch(1)));
    }
    assertThat(begun.getLast().status().state()).isEqualTo(JobState.WAITING);
    HttpResponse<String> refused = server.send("POST", THINGS + "/compact");
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(json(refused).path("code").asString()).isEqualTo("jobs_full");
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void the_jobs_of_a_collection_go_with_it() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    Job<String> job = untilCancelled(running);
    running.await();
    String mined = json(server.send("POST", THINGS + "/duplicates/mining", "{}")).path("id").asString();
    ended(mined);

    server.doppel().delete(new CollectionName("things"));

    assertThat(job.await(Duration.ofMinutes(1))).isTrue();
    assertThat(server.get("/v1/jobs").path("jobs").size()).isZero();
    TinyDoppel.add(server.doppel(), "things", Document.of("c", "another one of that name"));
    assertThat(server.get(THINGS + "/duplicates/mining").path("state").asString()).isEqualTo("none");
  }
}
