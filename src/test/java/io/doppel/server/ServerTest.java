package io.doppel.server;

import static io.doppel.server.TinyServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.BindException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// The server itself: whom it lets in, how it is, and the page that it serves.
class ServerTest extends ThingsServed {

  @Test
  void health_says_alive_and_ready() throws Exception {
    assertThat(server.get("/livez").at("/status").asString()).isEqualTo("alive");
    assertThat(server.get("/readyz").at("/status").asString()).isEqualTo("ready");
    JsonNode about = server.get("/v1/server");
    assertThat(about.at("/model").asString()).isEqualTo("tiny");
    assertThat(about.at("/max_tokens").asInt()).isEqualTo(128);
    assertThat(about.at("/place").asString()).isEqualTo("folder");
    assertThat(about.at("/address").asString()).endsWith("index");
  }

  @Test
  void a_port_that_is_taken_is_a_sentence() {
    assertThatThrownBy(() -> DoppelServer.start(server.doppel(), "127.0.0.1", server.port()))
        .isInstanceOf(BindException.class)
        .hasMessage(
            "cannot listen on 127.0.0.1 port %d: it is taken, or not an address of this machine"
                .formatted(server.port()));
    assertThatThrownBy(() -> DoppelServer.start(server.doppel(), "127.0.0.1", 70_000))
        .hasMessage("port must be 0 to 65535, got 70000");
  }

  @Test
  void prometheus_is_told_what_the_last_audit_found_and_how_long_requests_took() throws Exception {
    server.post("/v1/collections/things/search", "{\"text\":\"dog\"}");
    server.post("/v1/collections/things/audit", "");
    assertThat(server.send("GET", "/v1/collections/nowhere").statusCode()).isEqualTo(404);
    HttpResponse<String> metrics = server.send("GET", "/metrics");
    assertThat(metrics.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain; version=0.0.4");
    assertThat(metrics.body().lines())
        .contains("doppel_audit_recall_ratio{collection=\"things\",queries=\"stored\"} 1.0")
        .contains("doppel_audit_promise_ratio{collection=\"things\"} 0.99")
        .contains("doppel_collection_passages{collection=\"things\"} 4.0")
        .contains("# TYPE http_server_request_duration_seconds histogram")
        .anyMatch(line ->
            line.startsWith(
                "http_server_request_duration_seconds_count{method=\"POST\","
                    + "route=\"/v1/collections/{name}/search\",status=\"200\"} "))
        .anyMatch(line ->
            line.startsWith(
                "http_server_request_duration_seconds_count{method=\"GET\","
                    + "route=\"/v1/collections/{name}\",status=\"404\"} "));
  }

  @Test
  void the_page_is_served_with_a_policy_that_lets_nothing_inline_run() throws Exception {
    HttpResponse<String> page = server.send("GET", "/");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'self'")
        .doesNotContain("unsafe");
    assertThat(page.headers().firstValue("Server")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://example.org", "null", "file://", "not a URI", "localhost", "http://127.0.0.1:1"})
  void a_page_of_another_site_may_not_use_the_server(String origin) throws Exception {
    HttpResponse<String> response =
        server.send(HttpRequest.newBuilder(server.uri("/v1/collections")).header("Origin", origin).build());
    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(json(response).at("/code").asString()).isEqualTo("foreign_origin");
  }

  @Test
  void a_foreign_name_for_this_machine_is_refused() throws Exception {
    assertThat(server.answer("GET /v1/collections HTTP/1.1", "Host: evil.example"))
        .startsWith("HTTP/1.1 403")
        .contains("foreign_host");
  }
}
