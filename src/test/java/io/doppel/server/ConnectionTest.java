package io.doppel.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a client makes of HTTP itself.
class ConnectionTest {

  @TempDir private static Path folder;

  private static TinyServer server;

  @BeforeAll
  static void start() throws IOException {
    server = TinyServer.start(folder);
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  /// It would be answered beside all that is asked of a request, by a session that is never forgotten.
  @Test
  void who_would_go_on_by_web_sockets_is_answered_as_if_he_had_not_said_so() throws Exception {
    assertThat(
            server.answer(
                "GET /v1/session HTTP/1.1",
                "Host: localhost",
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Version: 13"))
        .startsWith("HTTP/1.1 200")
        .contains("X-Request-Id")
        .doesNotContain("Set-Cookie");
    assertThat(
            server.answer(
                "GET /v1/session HTTP/1.1",
                "Host: evil.example",
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Version: 13"))
        .startsWith("HTTP/1.1 403");
  }

  @Test
  void a_body_that_is_announced_as_too_large_is_refused_before_it_is_sent() throws Exception {
    assertThat(
            server.answer(
                "POST /v1/similarity HTTP/1.1",
                "Host: localhost",
                "Content-Type: application/json",
                "Expect: 100-continue",
                "Content-Length: 5000000000"))
        .startsWith("HTTP/1.1 413")
        .contains("at most 33,554,432 bytes");
  }

  @Test
  void headers_that_are_too_long_are_told_with_the_bound() throws Exception {
    String sentence = "a request's address and headers may have 8,192 bytes together";
    assertThat(server.answer("GET /v1/session HTTP/1.1", "Host: localhost", "X-Much: " + "a".repeat(10_000)))
        .startsWith("HTTP/1.1 431")
        .contains(sentence);
    assertThat(server.answer("GET /v1/" + "a".repeat(10_000) + " HTTP/1.1", "Host: localhost"))
        .startsWith("HTTP/1.1 414")
        .contains(sentence);
  }
}
