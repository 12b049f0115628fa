package io.doppel.server;

import static io.doppel.server.TinyServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.doppel.server.access.AccessSettings;
import io.doppel.server.access.KeyFile;
import io.doppel.server.access.Role;
import io.doppel.server.compute.Deadlines;
import io.doppel.server.limit.LimitSettings;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What `docs/operating.md` tells an operator to do.
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class OperatorTest {

  private static final Pattern NGINX = Pattern.compile("(?s)```nginx\n(.*?)```");

  @TempDir private Path folder;

  @Test
  void through_nginx_with_tls_a_key_indexes_asks_is_wanted_and_yesterday_comes_back() throws Exception {
    Path nginx = Path.of("/usr/sbin/nginx");
    assumeTrue(Files.isExecutable(nginx), "nginx is not installed (Debian: nginx-light)");
    Certificates certificates = Certificates.make(folder, "search");
    KeyFile keys = new KeyFile(folder.resolve("index").resolve(KeyFile.NAME));
    String key = keys.create("me", Role.ADMIN, List.of(), null, null, Instant.now()).text();
    AccessSettings access =
        new AccessSettings(keys.path(), null, List.of("localhost"), List.of("127.0.0.1"), false);
    try (TinyServer server = TinyServer.start(folder, Deadlines.STANDARD, access)) {
      int port = freePort();
      Process proxy = start(nginx, configuration(certificates, port, server.port()));
      try (HttpClient client = HttpClient.newBuilder().sslContext(certificates.client()).build()) {
        String site = "https://localhost:" + port;
        awaitProxy(client, site);
        String documents = "{\"documents\":[{\"id\":\"a\",\"text\":\"The ship is on the sea.\"}]}";
        assertThat(send(client, site, "POST", "/v1/collections/faq/documents", null, documents).statusCode())
            .isEqualTo(401);
        assertThat(send(client, site, "POST", "/v1/collections/faq/documents", key, documents).statusCode())
            .isEqualTo(200);
        HttpResponse<String> taken = send(client, site, "POST", "/v1/collections/faq/snapshots", key, "");
        assertThat(taken.statusCode()).isEqualTo(201);
        assertThat(send(client, site, "DELETE", "/v1/collections/faq/documents/a", key, "").statusCode())
            .isEqualTo(204);
        String restore = "/v1/collections/faq/snapshots/%s/restore".formatted(json(taken).at("/id").asString());
        assertThat(send(client, site, "POST", restore, key, "{\"as\":\"faq-yesterday\"}").statusCode()).isEqualTo(201);
        String found =
            send(client, site, "POST", "/v1/collections/faq-yesterday/search", key, "{\"text\":\"a ship\"}").body();
        assertThat(found).contains("The ship is on the sea.");
        // People sign in, and their cookie is for TLS only.
        HttpResponse<String> in = send(client, site, "POST", "/v1/session", null, "{\"key\":\"%s\"}".formatted(key));
        assertThat(in.headers().firstValue("Set-Cookie").orElseThrow()).contains("Secure").contains("HttpOnly");
        fromAnotherNetwork(certificates, port, key);
      } finally {
        proxy.destroy();
        assertThat(proxy.waitFor(20, TimeUnit.SECONDS)).isTrue();
      }
    }
  }

  /// The page's own block, with what is of this machine put in.
  private Path configuration(Certificates certificates, int port, int server) throws IOException {
    Matcher block = NGINX.matcher(Files.readString(Path.of("docs/operating.md")));
    assertThat(block.find()).isTrue();
    String site =
        block
            .group(1)
            .replace("listen 443 ssl", "listen %d ssl".formatted(port))
            .replace("search.example.org", "localhost")
            .replace("/etc/ssl/search.pem", certificates.certificate().toString())
            .replace("/etc/ssl/search.key", certificates.key().toString())
            .replace("127.0.0.1:7070", "127.0.0.1:" + server);
    return Files.writeString(
        folder.resolve("nginx.conf"),
        """
        daemon off;
        pid %1$s/nginx.pid;
        error_log %1$s/error.log;
        events {}
        http {
          access_log off;
          client_body_temp_path %1$s/body; proxy_temp_path %1$s/proxy; fastcgi_temp_path %1$s/fastcgi;
          uwsgi_temp_path %1$s/uwsgi; scgi_temp_path %1$s/scgi;
        %2$s
        }
        """
            .formatted(folder, site));
  }

  private Process start(Path nginx, Path configuration) throws IOException {
    return new ProcessBuilder(nginx.toString(), "-c", configuration.toString(), "-e", folder + "/error.log")
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("nginx.txt").toFile())
        .start();
  }

  private void awaitProxy(HttpClient client, String site) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (true) {
      try {
        assertThat(send(client, site, "GET", "/readyz", null, "").statusCode()).isEqualTo(200);
        return;
      } catch (IOException e) {
        assertThat(System.nanoTime()).as(Files.readString(folder.resolve("nginx.txt"))).isLessThan(end);
        Thread.sleep(100);
      }
    }
  }

  /// Asks from a network of its own, joined to this one by a cable; where that is not permitted, nothing is asked.
  private void fromAnotherNetwork(Certificates certificates, int port, String key) throws Exception {
    String name = "doppel-test-" + ProcessHandle.current().pid();
    String here = "dt" + ProcessHandle.current().pid() % 100_000;
    try {
      boolean joined =
          run("ip", "netns", "add", name)
              && run("ip", "link", "add", here, "type", "veth", "peer", "name", "eth0", "netns", name)
              && run("ip", "address", "add", "198.18.77.1/30", "dev", here)
              && run("ip", "link", "set", here, "up")
              && run("ip", "-n", name, "address", "add", "198.18.77.2/30", "dev", "eth0")
              && run("ip", "-n", name, "link", "set", "eth0", "up");
      if (!joined || !run("curl", "--version")) {
        return;
      }
      String[] asked = {
        "ip", "netns", "exec", name, "curl", "-sS", "-f", "--cacert", certificates.certificate().toString(),
        "--resolve", "localhost:%d:198.18.77.1".formatted(port), "--noproxy", "*",
        "https://localhost:%d/v1/collections".formatted(port)
      };
      assertThat(run(asked)).as("refused without a key").isFalse();
      List<String> withKey = new ArrayList<>(Arrays.asList(asked));
      withKey.addAll(List.of("-H", "Authorization: Bearer " + key));
      assertThat(run(withKey.toArray(String[]::new)))
          .as(() -> read(folder.resolve("command.txt")))
          .isTrue();
    } finally {
      run("ip", "netns", "delete", name);
      run("ip", "link", "delete", here);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private boolean run(String... command) throws Exception {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("command.txt").toFile())
              .start();
      return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static HttpResponse<String> send(
      HttpClient client, String site, String method, String path, @Nullable String key, String body)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(site + path))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body));
    if (key != null) {
      request.header("Authorization", "Bearer " + key);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /// Wrong in every way that there is: their form, an id that exists and one that does not, ended, revoked.
  @Test
  void a_thousand_wrong_credentials_learn_nothing_and_are_refused_in_the_same_time() throws Exception {
    KeyFile keys = new KeyFile(folder.resolve("index").resolve(KeyFile.NAME));
    String good = keys.create("good", Role.READ, List.of(), null, null, Instant.now()).text();
    Instant past = Instant.now().minusSeconds(7_200);
    String ended = keys.create("ended", Role.ADMIN, List.of(), null, Duration.ofHours(1), past).text();
    String revoked = keys.create("revoked", Role.ADMIN, List.of(), null, null, Instant.now()).text();
    assertThat(keys.revoke("revoked")).isPresent();
    String id = good.substring(0, good.lastIndexOf('_') + 1);
    List<String> kinds =
        List.of(
            "x",
            "",
            good.substring(0, good.length() - 1),
            id + "A".repeat(43),
            "doppel_00000000_" + "A".repeat(43),
            good + "A",
            ended,
            revoked,
            "A".repeat(4_000));
    AccessSettings access =
        new AccessSettings(keys.path(), "0123456789abcdef0123456789abcdef", List.of(), List.of(), false);
    Set<String> said = new HashSet<>();
    List<List<Long>> times = new ArrayList<>();
    kinds.forEach(_ -> times.add(new ArrayList<>()));
    try (TinyServer server =
        TinyServer.start(folder, TinyServer.local().with(access).with(LimitSettings.NONE))) {
      server.post("/v1/collections/hidden/documents", "{}");
      Random random = new Random(1);
      for (int i = 0; i < 1_000; i++) {
        int kind = random.nextInt(kinds.size());
        String path = i % 2 == 0 ? "/v1/collections/hidden" : "/v1/collections/nothing";
        HttpRequest request =
            HttpRequest.newBuilder(server.uri(path)).header("Authorization", "Bearer " + kinds.get(kind)).build();
        long begin = System.nanoTime();
        HttpResponse<String> refused = server.send(request);
        times.get(kind).add(System.nanoTime() - begin);
        assertThat(refused.statusCode()).isEqualTo(401);
        said.add(
            refused.body().replaceAll("\"(request_id|instance)\":\"[^\"]*\"", "")
                + refused.headers().firstValue("WWW-Authenticate").orElse(""));
      }
      assertThat(server.send("GET", "/v1/collections/hidden").statusCode()).isEqualTo(401);
    }
    assertThat(said).hasSize(1);
    // Noise is large where others compute too: no kind takes several times as long as another one.
    List<Long> medians = times.stream().map(OperatorTest::median).toList();
    assertThat(Collections.max(medians)).isLessThan(3 * Collections.min(medians) + 2_000_000);
  }

  private static long median(List<Long> times) {
    List<Long> sorted = times.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
