package io.doppel.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.engine.TinyDoppel;
import io.doppel.server.access.AccessSettings;
import io.doppel.server.access.KeyFile;
import io.doppel.server.access.Role;
import io.doppel.text.Document;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Who may listen to what happens, and for how long.
class ListenersTest {

  @TempDir private Path folder;
  private KeyFile keys;
  private TinyServer server;

  @BeforeEach
  void start() throws Exception {
    keys = new KeyFile(folder.resolve("index").resolve(KeyFile.NAME));
    server =
        TinyServer.start(
            folder,
            TinyServer.local().with(new AccessSettings(keys.path(), null, List.of(), List.of("127.0.0.1"), false)));
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  @Timeout(120)
  void who_listened_before_there_were_keys_does_so_no_more() throws Exception {
    try (InputStream events = server.listen("/v1/events").body()) {
      assertThat(events.read()).isNotEqualTo(-1);
      make("first");
      awaitKeys();
      TinyDoppel.add(server.doppel(), "secret", Document.of("a", "the dog"));
      assertThat(new String(events.readAllBytes(), StandardCharsets.UTF_8)).doesNotContain("secret");
    }
  }

  @Test
  @Timeout(120)
  void one_key_leaves_places_to_others_who_want_to_listen() throws Exception {
    String greedy = make("greedy");
    String other = make("other");
    awaitKeys();
    List<InputStream> open = new ArrayList<>();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<InputStream> answer = listen(client, greedy);
      while (answer.statusCode() == 200) {
        open.add(answer.body());
        answer = listen(client, greedy);
      }
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(new String(answer.body().readAllBytes(), StandardCharsets.UTF_8)).contains("too_many_listeners");
      assertThat(open).hasSize(16);
      HttpResponse<InputStream> others = listen(client, other);
      open.add(others.body());
      assertThat(others.statusCode()).isEqualTo(200);
      for (InputStream each : open) {
        each.close();
      }
    }
  }

  private HttpResponse<InputStream> listen(HttpClient client, String key) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(server.uri("/v1/events"))
            .header("Accept", "text/event-stream")
            .header("Authorization", "Bearer " + key)
            .build(),
        BodyHandlers.ofInputStream());
  }

  /// Until the server has looked at the file again.
  private void awaitKeys() throws IOException, InterruptedException {
    while (server.send("GET", "/v1/collections").statusCode() != 401) {
      Thread.sleep(50);
    }
  }

  private String make(String name) throws IOException {
    return keys.create(name, Role.READ, List.of(), null, null, Instant.now()).text();
  }
}
