package io.doppel.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Many connections at once that want little, slowly.
class CrowdTest {

  private static final boolean LARGE = Boolean.getBoolean("doppel.slow");
  private static final int SLOW_CLIENTS = LARGE ? 300 : 60;
  private static final int LISTENERS = LARGE ? 1_000 : 100;
  private static final int PLACES = 64;

  /// After which a header or a body must have come, and some more.
  private static final Duration PATIENCE = Duration.ofSeconds(25);

  private static final String HEADER = "GET /v1/collections HTTP/1.1\r\nHost: localhost\r\nX-Slow: ";
  private static final String BODY =
      "POST /v1/similarity HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
          + "1000\r\n\r\n";

  @TempDir private Path folder;

  private final List<Socket> sockets = new ArrayList<>();
  @SuppressWarnings("NullAway.Init") // serve, with which each test begins
  private TinyServer server;

  @BeforeEach
  void serve() throws Exception {
    server = TinyServer.withThings(folder);
  }

  @AfterEach
  void stop() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    server.close();
  }

  private Socket send(String beginning) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    sockets.add(socket);
    socket.getOutputStream().write(beginning.getBytes(US_ASCII));
    return socket;
  }

  private void assertAlive() throws Exception {
    long from = System.nanoTime();
    assertThat(server.send("GET", "/livez").statusCode()).isEqualTo(200);
    assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void clients_that_send_a_letter_a_second_are_dropped_and_hold_up_nobody() throws Exception {
    for (int i = 0; i < SLOW_CLIENTS; i++) {
      send(i % 2 == 0 ? HEADER : BODY);
    }
    long end = System.nanoTime() + PATIENCE.toNanos();
    List<Socket> left = new ArrayList<>(sockets);
    while (!left.isEmpty() && System.nanoTime() < end) {
      left.removeIf(socket -> !sends(socket));
      assertAlive();
      TimeUnit.SECONDS.sleep(1);
    }
    assertThat(left).isEmpty();
  }

  /// Sends one letter more; false if the server has ended the connection, or answered.
  private static boolean sends(Socket socket) {
    try {
      if (socket.getInputStream().available() > 0) {
        return false;
      }
      socket.getOutputStream().write('a');
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void of_many_listeners_those_that_have_a_place_hear_at_once_and_the_others_are_told_to_ask_later() throws Exception {
    String request = "GET /v1/events HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n";
    try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < LISTENERS; i++) {
        Socket socket = send(request);
        socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(10));
        answers.add(readers.submit(() -> answer(socket)));
      }
      assertAlive();
      int kept = 0;
      for (Future<String> answer : answers) {
        kept += answer.get().equals("event: collections") ? 1 : 0;
        assertThat(answer.get()).isIn("event: collections", "HTTP/1.1 503 Service Unavailable");
      }
      assertThat(kept).isEqualTo(PLACES);
    }
    assertAlive();
  }

  /// The status of a refusal, or the first event.
  private static String answer(Socket socket) throws IOException {
    BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    String first = in.readLine();
    if (first == null || !first.contains(" 200 ")) {
      return String.valueOf(first);
    }
    String line = first;
    while (line != null && !line.startsWith("event:")) {
      line = in.readLine();
    }
    return String.valueOf(line);
  }
}
