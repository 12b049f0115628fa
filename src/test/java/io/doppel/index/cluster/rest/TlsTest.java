package io.doppel.index.cluster.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.doppel.index.failure.IndexUnavailableException;
import io.doppel.server.Certificates;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.assertj.core.api.AbstractThrowableAssert;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// A small server that speaks TLS in place of a cluster, at every address of this machine; its certificate is for
/// `localhost` and `127.0.0.1`.
@NullMarked
@DisabledOnOs(value = OS.MAC, disabledReason = "has one loopback address only")
class TlsTest {

  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir Path folder = Path.of("");
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private Certificates certificates;
  private HttpsServer server;

  @BeforeEach
  void start() throws Exception {
    certificates = Certificates.make(folder, "node");
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve("node.p12"))) {
      store.load(in, PASSWORD);
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    server = HttpsServer.create(new InetSocketAddress("0.0.0.0", 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(
        "/",
        exchange -> {
          asked.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          byte[] answer = "{}".getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private static void ask(String address, Map<String, String> environment) throws IOException {
    try (RestCluster cluster =
        RestCluster.at(ClusterAddress.of(URI.create(address)), ClusterAccess.of(environment))) {
      assertThat(cluster.send("GET", "/_cluster/health").isObject()).isTrue();
    }
  }

  private String address(String scheme, String host) {
    return "%s://%s:%d/p".formatted(scheme, host, server.getAddress().getPort());
  }

  private Map<String, String> trusting() {
    return Map.of("DOPPEL_INDEX_API_KEY", "a-secret", "DOPPEL_INDEX_CA", certificates.certificate().toString());
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
      String address, Map<String, String> environment) {
    AbstractThrowableAssert<?, ? extends Throwable> refused =
        assertThatThrownBy(() -> ask(address, environment))
            .isInstanceOf(IndexUnavailableException.class)
            .hasMessageNotContaining("a-secret");
    assertThat(asked).isEmpty();
    return refused;
  }

  @Test
  void a_key_is_sent_to_a_host_that_a_trusted_certificate_names() throws IOException {
    ask(address("https", "127.0.0.1"), trusting());
    ask(address("https", "localhost"), trusting());
    assertThat(asked).containsExactly("ApiKey a-secret", "ApiKey a-secret");
  }

  @Test
  void a_host_that_the_certificate_does_not_name_gets_no_key() {
    assertRefused(address("https", "127.0.0.2"), trusting())
        .hasMessageContaining("127.0.0.2")
        .hasMessageContaining("use a host that it names");
  }

  @Test
  void a_certificate_that_nobody_named_gets_no_key() {
    assertRefused(address("https", "127.0.0.1"), Map.of("DOPPEL_INDEX_API_KEY", "a-secret"))
        .hasMessageContaining("is not trusted")
        .hasMessageContaining("DOPPEL_INDEX_CA");
  }

  @Test
  void who_speaks_tls_with_one_that_does_not_is_told_so_and_the_other_way_round() throws Exception {
    assertRefused(address("http", "127.0.0.1"), Map.of()).hasMessageContaining("speaks TLS begins with https");
    try (ServerSocket plain = new ServerSocket(0)) {
      Thread answering =
          Thread.ofVirtual()
              .start(() -> {
                try (Socket asking = plain.accept()) {
                  asking.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                } catch (IOException e) {
                  // The client has gone.
                }
              });
      assertRefused("https://127.0.0.1:%d/p".formatted(plain.getLocalPort()), trusting())
          .hasMessageContaining("does not speak TLS");
      answering.join();
    }
  }
}
