package io.doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.encoder.TinyModel;
import io.doppel.index.cluster.EngineNodes.Engine;
import io.doppel.index.cluster.SharedNodes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Several real processes of the program on the collections of one cluster, of which one ends without a word.
@Timeout(400)
class ServersOnClusterTest {

  @RegisterExtension static final SharedNodes NODES = new SharedNodes(Engine.ELASTICSEARCH);

  private static final String COLLECTION = "/v1/collections/things";
  private static final Pattern ADDRESS = Pattern.compile("Doppel is at (http://\\S+);");
  private static final int BATCH = 500;

  @TempDir private Path folder;

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Process> processes = new ArrayList<>();
  private String index = "";

  @BeforeEach
  void write() throws IOException {
    TinyModel.write(folder.resolve("models"), "tiny");
    NODES.catalog("servers");
    index = NODES.address("servers").toString();
  }

  @AfterEach
  void end() throws InterruptedException {
    for (Process process : processes) {
      process.destroyForcibly().waitFor();
    }
    client.close();
  }

  private Process start(String name, String... arguments) throws IOException {
    Path own = Files.createDirectories(folder.resolve(name));
    Process process =
        ProgramProcess.at(index, own, folder.resolve("models"), "tiny", arguments)
            .redirectOutput(own.resolve("out.txt").toFile())
            .start();
    processes.add(process);
    return process;
  }

  private record Server(Process process, String url) {}

  private Server serve(String name) throws Exception {
    Process process = start(name, "serve", "--port=0");
    Path err = folder.resolve(name).resolve("err.txt");
    while (process.isAlive()) {
      Matcher matcher = ADDRESS.matcher(Files.readString(err));
      if (matcher.find()) {
        return new Server(process, matcher.group(1));
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    throw new AssertionError("the server ended with: " + Files.readString(err));
  }

  private HttpResponse<String> post(Server server, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.url() + path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  private JsonNode get(Server server, String path) throws Exception {
    HttpResponse<String> answer =
        client.send(HttpRequest.newBuilder(URI.create(server.url() + path)).build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JsonMapper.shared().readTree(answer.body());
  }

  private static String document(String id) {
    return "{\"id\":\"%s\",\"text\":\"the dog number %s sees the ships on the sea\"}".formatted(id, id);
  }

  private static String documents(Collection<String> ids) {
    return ids.stream()
        .map(ServersOnClusterTest::document)
        .collect(Collectors.joining(",", "{\"documents\":[", "]}"));
  }

  private static List<String> ids(int first, int count) {
    return IntStream.range(first, first + count).mapToObj("d%06d"::formatted).toList();
  }

  private Set<String> stored(Server server) throws Exception {
    Set<String> found = new TreeSet<>();
    String after = "";
    while (true) {
      JsonNode page = get(server, COLLECTION + "/documents?limit=1000&after=" + after).path("documents");
      if (page.isEmpty()) {
        return found;
      }
      for (JsonNode document : page) {
        after = document.path("id").asString();
        assertThat(found.add(after)).as(after).isTrue();
      }
    }
  }

  @Test
  void a_server_goes_on_with_reindexing_over_which_another_one_was_killed(TestReporter reporter) throws Exception {
    Server first = serve("first");
    Server second = serve("second");
    int count = 8_000;
    for (int i = 0; i < count; i += BATCH) {
      assertThat(post(first, COLLECTION + "/documents", documents(ids(i, BATCH))).statusCode()).isEqualTo(200);
    }
    assertThat(stored(second)).hasSize(count);
    assertThat(post(first, COLLECTION + "/reindex", "{\"language\":\"en\"}").statusCode()).isEqualTo(202);
    JsonNode refused = JsonMapper.shared().readTree(post(second, COLLECTION + "/reindex", "{}").body());
    assertThat(refused.path("detail").asString()).contains("is being made anew by process " + first.process().pid());
    JsonNode elsewhere = get(second, COLLECTION + "/reindex");
    while (elsewhere.path("server").isMissingNode()) {
      TimeUnit.MILLISECONDS.sleep(100);
      elsewhere = get(second, COLLECTION + "/reindex");
    }
    assertThat(elsewhere.path("server").asString()).startsWith("process " + first.process().pid());
    assertThat(get(second, "/v1/jobs").path("jobs").valueStream().map(job -> job.path("id")))
        .contains(elsewhere.path("id"));
    while (get(first, COLLECTION + "/reindex").path("done").asInt() < count / 4) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    first.process().destroyForcibly().waitFor();
    long killed = System.nanoTime();

    JsonNode job = get(second, COLLECTION + "/reindex");
    while (!job.path("server").isMissingNode() || !job.path("state").asString().equals("done")) {
      assertThat(job.path("state").asString()).as(job.toString()).isNotEqualTo("failed");
      assertThat(post(second, COLLECTION + "/search", "{\"text\":\"dog\",\"k\":1}").statusCode()).isEqualTo(200);
      TimeUnit.MILLISECONDS.sleep(500);
      job = get(second, COLLECTION + "/reindex");
    }
    long seconds = (System.nanoTime() - killed) / 1_000_000_000;
    reporter.publishEntry("seconds from the kill to the end", Long.toString(seconds));
    reporter.publishEntry("job", job.toString());
    assertThat(job.path("result").path("unchanged").asInt()).isPositive();
    assertThat(stored(second)).containsExactlyElementsOf(ids(0, count));
    assertThat(get(second, COLLECTION + "/upkeep").path("language").asString()).isEqualTo("en");
    assertThat(post(second, COLLECTION + "/documents", documents(List.of("more"))).statusCode()).isEqualTo(200);
  }

  @Test
  void nothing_that_was_acknowledged_is_lost_or_there_twice_where_one_of_two_servers_is_killed(TestReporter reporter)
      throws Exception {
    Server first = serve("first");
    Server second = serve("second");
    Set<String> acknowledged = new TreeSet<>();
    List<String> open = List.of();
    for (int i = 0; open.isEmpty(); i++) {
      List<String> ids = ids(i * BATCH, BATCH);
      if (i == 4) {
        Thread killer =
            Thread.ofVirtual()
                .start(() -> {
                  try {
                    TimeUnit.MILLISECONDS.sleep(150);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                  first.process().destroyForcibly();
                });
        assertThat(killer.isVirtual()).isTrue();
      }
      try {
        if (post(first, COLLECTION + "/documents", documents(ids)).statusCode() == 200) {
          acknowledged.addAll(ids);
        }
      } catch (IOException e) {
        open = ids;
      }
    }
    Set<String> found = stored(second);
    reporter.publishEntry(
        "documents",
        "%d acknowledged, %d there, of %d whose answer never came".formatted(acknowledged.size(), found.size(), BATCH));
    assertThat(found).containsAll(acknowledged);
    acknowledged.addAll(open);
    assertThat(acknowledged).containsAll(found);
    assertThat(post(second, COLLECTION + "/documents", documents(open)).statusCode()).isEqualTo(200);
    assertThat(stored(second)).isEqualTo(acknowledged);
    JsonNode collection = get(second, COLLECTION);
    assertThat(collection.path("documents").asInt()).isEqualTo(acknowledged.size());
    assertThat(collection.path("passages").asInt()).isEqualTo(acknowledged.size());
  }

  @Test
  void parts_of_which_one_is_killed_and_started_again_make_every_document_once() throws Exception {
    int count = 20_000;
    Path file = folder.resolve("things.jsonl");
    Files.write(file, ids(0, count).stream().map(ServersOnClusterTest::document).toList());
    String[] one = {"index", "--json", "-c", "things", "--part=1/2", file.toString()};
    Process killed = start("one", one);
    Process other = start("two", "index", "--json", "-c", "things", "--part=2/2", file.toString());
    Server server = serve("server");
    while (killed.isAlive() && documents(server) < count / 10) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    assertThat(killed.isAlive()).isTrue();
    killed.destroyForcibly().waitFor();
    assertThat(other.waitFor()).isZero();
    assertThat(documents(server)).isLessThan(count);
    assertThat(start("again", one).waitFor()).isZero();
    JsonNode again = summary("again");
    JsonNode two = summary("two");
    assertThat(again.path("unchanged").asInt()).isPositive();
    assertThat(
            Stream.of(again.path("unchanged"), again.path("indexed"), two.path("indexed"))
                .mapToInt(JsonNode::asInt)
                .sum())
        .isEqualTo(count);
    assertThat(stored(server)).containsExactlyElementsOf(ids(0, count));
    assertThat(get(server, COLLECTION).path("passages").asInt()).isEqualTo(count);
  }

  private JsonNode summary(String name) throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve(name).resolve("out.txt"));
    return JsonMapper.shared().readTree(lines.getLast());
  }

  /// 0 before there is a collection.
  private int documents(Server server) throws Exception {
    HttpResponse<String> answer =
        client.send(HttpRequest.newBuilder(URI.create(server.url() + COLLECTION)).build(), BodyHandlers.ofString());
    return JsonMapper.shared().readTree(answer.body()).path("documents").asInt(0);
  }
}
