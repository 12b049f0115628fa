package io.doppel.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppel.server.access.AccessSettings;
import io.doppel.server.tls.TlsFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// TLS and the path that a proxy gives, against a real server.
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class TlsTest {

  private static final String OPERATOR = "0123456789abcdef0123456789abcdef";

  @TempDir private static Path made;
  @TempDir private Path folder;

  private static Certificates first;
  private static Certificates second;

  @BeforeAll
  static void make() throws Exception {
    first = Certificates.make(made, "first");
    second = Certificates.make(made, "second");
  }

  @Test
  void a_certificate_in_files_is_served_and_a_new_one_counts_without_a_restart() throws Exception {
    Path certificate = Files.copy(first.certificate(), folder.resolve("c.pem"));
    Path key = Files.copy(first.key(), folder.resolve("c.key"));
    AccessSettings access = new AccessSettings(null, OPERATOR, List.of(), List.of(), false);
    try (TinyServer server =
        TinyServer.start(folder, TinyServer.local().with(new TlsFiles(certificate, key)).with(access))) {
      HttpResponse<String> in = ask(server, first, "/v1/session", "{\"key\":\"%s\"}".formatted(OPERATOR));
      assertThat(in.statusCode()).isEqualTo(201);
      assertThat(in.headers().firstValue("Set-Cookie").orElseThrow()).contains("Secure");
      assertThatThrownBy(() -> ask(server, second, "/livez", "")).isInstanceOf(SSLHandshakeException.class);

      // Half of the change: the key of another certificate. The one before goes on.
      try (SeriousLog log = SeriousLog.open()) {
        replace(second.key(), key);
        await(() -> !log.logged().isEmpty());
        assertThat(log.logged().getFirst()).contains("is not that of the certificate");
      }
      assertThat(ask(server, first, "/livez", "").statusCode()).isEqualTo(200);
      replace(second.certificate(), certificate);
      await(() -> works(server, second));
      assertThatThrownBy(() -> ask(server, first, "/livez", "")).isInstanceOf(SSLHandshakeException.class);
      // Whoever speaks without TLS gets nothing.
      assertThatThrownBy(() -> server.send("GET", "/livez")).isInstanceOf(IOException.class);
    }
  }

  @Test
  void connections_that_never_agree_about_tls_are_cut_whether_they_say_nothing_or_a_letter_a_second() throws Exception {
    try (TinyServer server =
        TinyServer.start(folder, TinyServer.local().with(new TlsFiles(first.certificate(), first.key())))) {
      // The head of a record of TLS that announces more than ever comes.
      byte[] beginning = {22, 3, 1, 2, 0};
      List<Socket> left = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        left.add(socket);
        if (i % 2 == 0) {
          socket.getOutputStream().write(beginning);
        }
      }
      List<Socket> all = List.copyOf(left);
      try (HttpClient agreed = HttpClient.newBuilder().sslContext(first.client()).build()) {
        assertThat(livez(agreed, server)).isEqualTo(200);
        await(
            () -> {
              left.removeIf(socket -> !isOpen(socket));
              assertThat(livez(agreed, server)).isEqualTo(200);
              Thread.sleep(900);
              return left.isEmpty();
            },
            Duration.ofSeconds(25));
      } finally {
        for (Socket socket : all) {
          socket.close();
        }
      }
    }
  }

  /// Whether the server has not ended it; every other one sends a letter more to see that.
  private static boolean isOpen(Socket socket) {
    try {
      socket.setSoTimeout(1);
      if (socket.getInputStream().read() < 0) {
        return false;
      }
    } catch (SocketTimeoutException e) {
      // Nothing came, and no end.
    } catch (IOException e) {
      return false;
    }
    try {
      if (socket.getLocalPort() % 2 == 0) {
        socket.getOutputStream().write(1);
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static int livez(HttpClient client, TinyServer server) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + server.port() + "/livez")).build();
    return client.send(request, BodyHandlers.ofString()).statusCode();
  }

  @Test
  void a_key_that_is_none_is_told_with_what_to_do() throws Exception {
    Path other = Files.writeString(folder.resolve("other.key"), "-----BEGIN EC PRIVATE KEY-----\nAA==\n");
    refused(new TlsFiles(first.certificate(), other), "BEGIN PRIVATE KEY; make it with: openssl pkcs8");
    refused(new TlsFiles(first.certificate(), second.key()), "is not that of the certificate");
    refused(new TlsFiles(first.key(), first.key()), "holds no certificate in PEM");
    refused(new TlsFiles(folder.resolve("none"), first.key()), "none");
  }

  private void refused(TlsFiles files, String sentence) {
    assertThatThrownBy(() -> TinyServer.start(folder, TinyServer.local().with(files)).close())
        .isInstanceOf(IOException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void below_a_path_of_its_own_the_server_answers_whether_the_proxy_leaves_it_on_or_not() throws Exception {
    AccessSettings access = new AccessSettings(null, OPERATOR, List.of(), List.of(), false);
    try (TinyServer server = TinyServer.start(folder, TinyServer.local().with(access).below("/find"))) {
      assertThat(server.send("GET", "/find/").body()).contains("<title>Doppel</title>");
      assertThat(server.send("GET", "/find/js/app.js").statusCode()).isEqualTo(200);
      HttpResponse<String> to = server.send("GET", "/find");
      assertThat(to.statusCode()).isEqualTo(308);
      assertThat(to.headers().firstValue("Location")).hasValue("/find/");
      HttpResponse<String> in =
          server.send("POST", "/find/v1/session", "{\"key\":\"%s\"}".formatted(OPERATOR));
      assertThat(in.statusCode()).isEqualTo(201);
      assertThat(in.headers().firstValue("Set-Cookie").orElseThrow()).contains("Path=/find/");
      assertThat(server.send("GET", "/find/v1/collections").statusCode()).isEqualTo(401);
      assertThat(server.send("GET", "/livez").statusCode()).isEqualTo(200);
      assertThat(server.send("GET", "/findings").statusCode()).isEqualTo(404);
      HttpRequest withKey =
          HttpRequest.newBuilder(server.uri("/find/v1/collections/a%2Fb"))
              .header("Authorization", "Bearer " + OPERATOR)
              .build();
      assertThat(server.send(withKey).statusCode()).isEqualTo(400);
    }
    assertThatThrownBy(() -> TinyServer.local().below("find")).hasMessageContaining("begins with /");
    assertThatThrownBy(() -> TinyServer.local().below("/find/")).hasMessageContaining("does not end");
  }

  private static HttpResponse<String> ask(TinyServer server, Certificates trusted, String path, String body)
      throws Exception {
    try (HttpClient client = HttpClient.newBuilder().sslContext(trusted.client()).build()) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + server.port() + path))
              .header("Content-Type", "application/json");
      return client.send(
          body.isEmpty() ? request.build() : request.POST(BodyPublishers.ofString(body)).build(),
          BodyHandlers.ofString());
    }
  }

  private static boolean works(TinyServer server, Certificates trusted) throws Exception {
    try {
      return ask(server, trusted, "/livez", "").statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /// With another time than before, whatever the clock of the file system.
  private static void replace(Path from, Path to) throws IOException {
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    Files.setLastModifiedTime(to, FileTime.from(Instant.now().plusSeconds(5)));
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(Condition condition) throws Exception {
    await(condition, Duration.ofSeconds(60));
  }

  private static void await(Condition condition, Duration longest) throws Exception {
    long end = System.nanoTime() + longest.toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.sleep(100);
    }
  }
}
