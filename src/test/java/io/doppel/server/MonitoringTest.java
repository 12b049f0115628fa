package io.doppel.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Metrics, and the dashboard and the alert rules that are made of them.
class MonitoringTest {

  private static final Path FOLDER = Path.of("docs/monitoring");
  private static final Pattern NAME =
      Pattern.compile("\\b(?:http_server|doppel|jvm|process)_[a-z_]+(?=[{\\[)\\s,]|$)");
  private static final Pattern ROUTE = Pattern.compile("route=\"(/[^\"]+)\"");

  /// Told once there is something to tell of.
  private static final Set<String> LATER =
      Set.of("doppel_audit_recall_ratio", "doppel_audit_recall_low_ratio", "doppel_audit_promise_ratio");

  @TempDir private static Path folder;

  private static TinyServer server;

  @BeforeAll
  static void start() throws Exception {
    server = TinyServer.withThings(folder);
    server.post("/v1/collections/things/search", "{\"text\":\"ship\"}");
    server.post("/v1/collections/things/compact", "");
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void every_name_and_route_of_the_dashboard_and_of_the_alerts_is_there() throws Exception {
    String metrics = metrics();
    Set<String> told = metrics.lines().filter(line -> !line.startsWith("#")).map(MonitoringTest::name)
        .collect(Collectors.toCollection(TreeSet::new));
    told.addAll(LATER);
    JsonNode dashboard = JsonMapper.shared().readTree(Files.readString(FOLDER.resolve("grafana.json")));
    StringBuilder expressions = new StringBuilder(Files.readString(FOLDER.resolve("alerts.yaml")));
    dashboard.at("/panels").forEach(panel ->
        panel.at("/targets").forEach(target -> expressions.append('\n').append(target.at("/expr").asString())));
    Set<String> used =
        NAME.matcher(expressions).results().map(found -> found.group()).collect(Collectors.toCollection(TreeSet::new));
    assertThat(used).hasSizeGreaterThan(15);
    used.removeAll(told);
    assertThat(used).isEmpty();
    Set<String> routes =
        server.routes().stream().map(route -> route.replaceFirst("^[A-Z]+ ", "")).collect(Collectors.toSet());
    assertThat(ROUTE.matcher(expressions).results().map(found -> found.group(1)))
        .isNotEmpty()
        .allMatch(routes::contains);
  }

  private static String name(String line) {
    String name = line.substring(0, Math.min(end(line, '{'), end(line, ' ')));
    return name;
  }

  private static int end(String line, char letter) {
    int end = line.indexOf(letter);
    return end < 0 ? line.length() : end;
  }

  @Test
  void what_the_process_has_to_do_is_told() throws Exception {
    String metrics = metrics();
    assertThat(metrics)
        .contains("doppel_collections{state=\"ready\"} 1.0")
        .contains("doppel_collections{state=\"failed\"} 0.0")
        .contains("doppel_collection_documents{collection=\"things\"} 4.0")
        .contains("doppel_jobs_ended_total{kind=\"compact\",state=\"done\"} 1.0")
        .contains("doppel_compute_refused_total{load=\"light\"} 0.0")
        .containsPattern("doppel_build_info\\{model=\"tiny\",version=\"[^\"]+\"\\} 1")
        .containsPattern("doppel_cache_lookups_total\\{result=\"miss\"\\} [1-9]")
        .containsPattern("jvm_memory_used_bytes\\{area=\"heap\"\\} [1-9]")
        .containsPattern("process_cpu_seconds_total [0-9]")
        // This very request.
        .contains("http_server_active_requests 1.0");
  }

  @Test
  void what_no_route_answered_is_told_apart() throws Exception {
    server.send("GET", "/");
    server.send("GET", "/v1/nothing");
    server.answer("GET / HTTP/1.1", "Host: evil.example");
    assertThat(metrics())
        .contains("route=\"page\",status=\"200\"")
        .contains("route=\"unknown\",status=\"404\"")
        .contains("route=\"refused\",status=\"403\"")
        .doesNotContain("route=\"none\"");
  }

  @Test
  void whoever_listens_to_events_is_counted_and_makes_no_request_look_slow() throws Exception {
    HttpResponse<InputStream> stream = server.listen("/v1/events");
    try (InputStream events = stream.body()) {
      assertThat(events.read()).isEqualTo('e');
      assertThat(metrics()).contains("doppel_event_streams 1.0").contains("http_server_active_requests 1.0");
    }
    assertThat(metrics()).doesNotContain("route=\"/v1/events\"");
  }

  private static String metrics() throws Exception {
    return server.send("GET", "/metrics").body();
  }
}
