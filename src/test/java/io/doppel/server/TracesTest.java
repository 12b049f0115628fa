package io.doppel.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppel.server.TraceReceiver.Span;
import io.doppel.server.log.LogSettings;
import io.doppel.server.log.TraceCollector;
import io.doppel.text.Bounds;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TracesTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String CALLER = "b7ad6b7169203331";

  @TempDir Path folder;

  private TinyServer start(URI collector) throws Exception {
    return start(TraceCollector.at(collector));
  }

  private TinyServer start(TraceCollector collector) throws Exception {
    return TinyServer.start(
        folder, TinyServer.local().with(new LogSettings(false, Duration.ZERO, Optional.of(collector))));
  }

  @Test
  void a_search_is_a_trace_of_its_route_and_its_parts_that_goes_on_from_that_of_the_caller() throws Exception {
    HttpResponse<String> answered;
    try (TraceReceiver receiver = new TraceReceiver()) {
      try (TinyServer server = start(receiver.address())) {
        server.post(
            "/v1/collections/things/documents", "{\"documents\":[{\"id\":\"a\",\"text\":\"A dog and a cat.\"}]}");
        answered =
            server.send(
                HttpRequest.newBuilder(server.uri("/v1/collections/things/search"))
                    .header("Content-Type", "application/json")
                    // Not sampled, says the caller, who does not decide that here.
                    .header("traceparent", "00-%s-%s-00".formatted(TRACE, CALLER))
                    .POST(BodyPublishers.ofString("{\"text\":\"the secretive dog\"}"))
                    .build());
      }
      Span search = named(receiver.spans(), "POST /v1/collections/{name}/search");
      assertThat(search.trace()).isEqualTo(TRACE);
      assertThat(search.parent()).isEqualTo(CALLER);
      assertThat(search.attributes())
          .isEqualTo(
              Map.of(
                  "http.request.method", "POST",
                  "http.route", "/v1/collections/{name}/search",
                  "http.response.status_code", "200",
                  "doppel.request_id", answered.headers().firstValue("X-Request-Id").orElseThrow()));
      List<Span> parts = receiver.spans().stream().filter(span -> span.parent().equals(search.id())).toList();
      assertThat(parts).extracting(Span::name).contains("wait", "encode", "find");
      Span find = named(parts, "find");
      assertThat(named(receiver.spans(), "fetch").parent()).isEqualTo(find.id());
      assertThat(parts).allSatisfy(part -> {
        assertThat(part.trace()).isEqualTo(TRACE);
        assertThat(part.begin()).isGreaterThanOrEqualTo(search.begin() - 1_000_000).isLessThanOrEqualTo(part.end());
        assertThat(part.end()).isLessThanOrEqualTo(search.end());
      });
      assertThat(Duration.between(Instant.EPOCH.plusNanos(search.end()), Instant.now()))
          .isLessThan(Duration.ofMinutes(5));
      Span put = named(receiver.spans(), "POST /v1/collections/{name}/documents");
      assertThat(put.parent()).isEmpty();
      assertThat(receiver.paths()).isNotEmpty().containsOnly("/v1/traces");
      assertThat(receiver.sent()).contains("doppel").doesNotContain("secretive", "things");
    }
  }

  @Test
  void a_request_without_a_route_is_called_by_its_method_and_a_failure_is_one() throws Exception {
    try (TraceReceiver receiver = new TraceReceiver()) {
      try (TinyServer server = start(receiver.address())) {
        assertThat(server.send("GET", "/v1/nothing").statusCode()).isEqualTo(404);
      }
      assertThat(named(receiver.spans(), "GET").attributes()).containsEntry("http.response.status_code", "404");
    }
  }

  @Test
  void a_collector_that_is_not_there_holds_nobody_up() throws Exception {
    URI nobody;
    try (ServerSocket socket = new ServerSocket(0)) {
      nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
    long begin = System.nanoTime();
    try (TinyServer server = start(nobody)) {
      for (int i = 0; i < 50; i++) {
        assertThat(server.send("GET", "/livez").statusCode()).isEqualTo(200);
      }
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void an_address_that_is_none_is_refused() {
    for (String wrong : List.of("localhost:4318", "ftp://collector", "http:/collector")) {
      assertThatThrownBy(() -> TraceCollector.at(URI.create(wrong)))
          .isInstanceOf(Bounds.Violation.class)
          .hasMessage("traces must be sent to an address such as http://127.0.0.1:4318, got \"%s\"".formatted(wrong));
    }
  }

  @Test
  void the_key_that_a_collector_wants_is_sent_to_it() throws Exception {
    try (TraceReceiver receiver = new TraceReceiver()) {
      Map<String, String> headers = TraceCollector.headers(List.of("Authorization: Bearer abc def", "", "X-Tenant:me"));
      try (TinyServer server = start(new TraceCollector(receiver.address(), headers))) {
        assertThat(server.send("GET", "/livez").statusCode()).isEqualTo(200);
      }
      assertThat(receiver.keys()).isNotEmpty().containsOnly("Bearer abc def");
      assertThat(headers).containsEntry("X-Tenant", "me");
      assertThat(new TraceCollector(receiver.address(), headers).toString()).doesNotContain("abc");
    }
  }

  @Test
  void a_header_that_is_none_is_told_by_its_line_and_not_by_what_it_says() {
    for (String wrong : List.of("secret", "Authorization Bearer secret", ": secret", "A b: secret", "A: a\u0000b")) {
      assertThatThrownBy(() -> TraceCollector.headers(List.of("", wrong)))
          .isInstanceOf(Bounds.Violation.class)
          .hasMessage(
              "line 2 of the file with headers for traces is none such as \"Authorization: Bearer KEY\"");
    }
  }

  private static Span named(List<Span> spans, String name) {
    return spans.stream().filter(span -> span.name().equals(name)).findFirst().orElseThrow();
  }
}
