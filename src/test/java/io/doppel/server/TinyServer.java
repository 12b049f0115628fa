package io.doppel.server;

import io.doppel.engine.Doppel;
import io.doppel.engine.TinyDoppel;
import io.doppel.server.access.AccessSettings;
import io.doppel.server.compute.Deadlines;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A real server with the tiny model on a free port, and a real client, for tests.
final class TinyServer implements AutoCloseable {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final Doppel doppel;
  private final DoppelServer server;

  private TinyServer(Doppel doppel, DoppelServer server) {
    this.doppel = doppel;
    this.server = server;
  }

  static TinyServer start(Path folder) throws IOException {
    return start(folder, Deadlines.STANDARD);
  }

  static TinyServer start(Path folder, Deadlines deadlines) throws IOException {
    return start(folder, deadlines, AccessSettings.LOCAL);
  }

  static TinyServer start(Path folder, Deadlines deadlines, AccessSettings access) throws IOException {
    return start(folder, local().with(deadlines).with(access));
  }

  static TinyServer start(Path folder, ServerSettings settings) throws IOException {
    return start(TinyDoppel.open(folder), settings);
  }

  /// On any free port.
  static ServerSettings local() {
    return ServerSettings.local("127.0.0.1", 0);
  }

  /// With an engine that it closes with itself.
  static TinyServer start(Doppel doppel, Deadlines deadlines) throws IOException {
    return start(doppel, local().with(deadlines));
  }

  private static TinyServer start(Doppel doppel, ServerSettings settings) throws IOException {
    return new TinyServer(doppel, DoppelServer.start(doppel, settings));
  }

  /// One that has the collection `things`.
  static TinyServer withThings(Path folder) throws IOException, InterruptedException {
    TinyServer started = start(folder);
    started.post(
        "/v1/collections/things/documents",
        """
        {"documents":[
          {"id":"dog","title":"Pets","text":"A dog and a cat live in the house.","fields":{"kind":"animal"}},
          {"id":"ship","text":"The ship is on the sea."},
          {"id":"boat","text":"A ship is on the big sea."},
          {"id":"서울","text":"오늘 서울 날씨 😀 좋다"}]}
        """);
    return started;
  }

  Doppel doppel() {
    return doppel;
  }

  int port() {
    return server.port();
  }

  /// Every route by method and path.
  List<String> routes() {
    return server.routes();
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  /// How many requests are being answered, with the one that asks this.
  int answered() throws IOException, InterruptedException {
    return send("GET", "/metrics").body().lines()
        .filter(line -> line.startsWith("http_server_active_requests "))
        .mapToInt(line -> (int) Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
        .sum();
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return json(send("GET", path));
  }

  JsonNode post(String path, String body) throws IOException, InterruptedException {
    return json(send("POST", path, body));
  }

  /// Without a body.
  HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri(path)).method(method, BodyPublishers.noBody()).build());
  }

  /// With a body of JSON.
  HttpResponse<String> send(String method, String path, String body) throws IOException, InterruptedException {
    return send(method, path, body, "application/json");
  }

  /// With a body of that type.
  HttpResponse<String> send(String method, String path, String body, String type)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", type)
            .method(method, BodyPublishers.ofString(body))
            .build());
  }

  HttpResponse<String> postFile(String path, byte[] file) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.ofByteArray(file)).build());
  }

  HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return CLIENT.send(request, BodyHandlers.ofString());
  }

  /// What the server says as long as one listens.
  HttpResponse<InputStream> listen(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri(path)).header("Accept", "text/event-stream").timeout(Duration.ofSeconds(30)).build();
    return CLIENT.send(request, BodyHandlers.ofInputStream());
  }

  /// What comes back when these lines are all that is sent, whatever a client would make of them.
  String answer(String... request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      String lines = String.join("\r\n", request) + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(lines.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /// What comes back when these bytes are all that is sent, and no more are to come.
  String answer(byte[] request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket.getOutputStream().write(request);
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  HttpResponse<String> sendBytes(String method, String path, byte[] body, String... headers)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(uri(path))
            .headers(headers)
            .method(method, BodyPublishers.ofByteArray(body))
            .build());
  }

  static JsonNode json(HttpResponse<String> response) {
    return JsonMapper.shared().readTree(response.body());
  }

  @Override
  public void close() throws IOException {
    server.close();
    doppel.close();
  }
}
