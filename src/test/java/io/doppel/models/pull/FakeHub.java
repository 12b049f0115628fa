package io.doppel.models.pull;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.doppel.encoder.model.Sha256;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// A server on this machine that answers as the Hugging Face hub does, for one model: the page of a model names a
/// commit and its files; large files are behind a redirect to another host, which takes no token; ranges are served. It
/// can be made to misbehave.
final class FakeHub implements Closeable {

  static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  private static final int LARGE = 2000;

  private final HttpServer server;
  private final String model;
  private final Path folder;

  /// Method, host and path of every request, with its range and whether it had a token.
  final List<String> requests = Collections.synchronizedList(new ArrayList<>());

  /// Statuses to answer with before the file, by its path.
  final Map<String, List<Integer>> statuses = new ConcurrentHashMap<>();

  /// Bytes after which the connection ends, one a request, by path.
  final Map<String, List<Integer>> cuts = new ConcurrentHashMap<>();

  /// Other content than announced, by path.
  final Map<String, byte[]> swapped = new ConcurrentHashMap<>();

  @Nullable String requiredToken;
  String retryAfter = "7";
  boolean ignoresRanges;

  FakeHub(String model, Path folder) throws IOException {
    this.model = model;
    this.folder = folder;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  URI uri() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String range = exchange.getRequestHeaders().getFirst("Range");
      String token = exchange.getRequestHeaders().getFirst("Authorization");
      String host = exchange.getRequestHeaders().getFirst("Host").replaceAll(":.*", "");
      requests.add(host + path + (range == null ? "" : " " + range) + (token == null ? "" : " with token"));
      String resolve = "/" + model + "/resolve/" + COMMIT + "/";
      if (path.startsWith("/cdn/")) {
        send(exchange, path.substring("/cdn/".length()), range);
      } else if (requiredToken != null && !("Bearer " + requiredToken).equals(token)) {
        status(exchange, 401);
      } else if (path.equals("/api/models/" + model + "/revision/main")) {
        json(exchange);
      } else if (path.startsWith(resolve)) {
        String file = path.substring(resolve.length());
        List<Integer> next = statuses.getOrDefault(file, List.of());
        if (!next.isEmpty()) {
          statuses.put(file, next.subList(1, next.size()));
          status(exchange, next.getFirst());
        } else if (Files.size(folder.resolve(file)) >= LARGE) {
          exchange
              .getResponseHeaders()
              .set(
                  "Location", "http://127.0.0.1:" + server.getAddress().getPort() + "/cdn/" + file);
          exchange.sendResponseHeaders(302, -1);
        } else {
          send(exchange, file, range);
        }
      } else {
        status(exchange, 404);
      }
    }
  }

  private void status(HttpExchange exchange, int status) throws IOException {
    if (status == 429) {
      exchange.getResponseHeaders().set("Retry-After", retryAfter);
    }
    exchange.sendResponseHeaders(status, -1);
  }

  private void send(HttpExchange exchange, String file, @Nullable String range) throws IOException {
    byte[] whole = swapped.getOrDefault(file, Files.readAllBytes(folder.resolve(file)));
    int from = range == null || ignoresRanges ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
    if (from >= whole.length && from > 0) {
      exchange.sendResponseHeaders(416, -1);
      return;
    }
    exchange.sendResponseHeaders(from > 0 ? 206 : 200, whole.length - from);
    List<Integer> cut = cuts.getOrDefault(file, List.of());
    int length = whole.length - from;
    if (!cut.isEmpty()) {
      cuts.put(file, cut.subList(1, cut.size()));
      length = Math.min(length, cut.getFirst());
    }
    OutputStream body = exchange.getResponseBody();
    body.write(whole, from, length);
    body.flush();
  }

  private void json(HttpExchange exchange) throws IOException {
    List<Map<String, Object>> siblings = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        siblings.add(sibling(file));
      }
    }
    Map<String, Object> about = new LinkedHashMap<>();
    about.put("id", model);
    about.put("sha", COMMIT);
    about.put("cardData", Map.of("license", "apache-2.0", "language", List.of("en", "ko")));
    about.put("siblings", siblings);
    byte[] body = JsonMapper.shared().writeValueAsBytes(about);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
  }

  private Map<String, Object> sibling(Path file) throws IOException {
    long size = Files.size(file);
    Map<String, Object> sibling = new HashMap<>();
    sibling.put("rfilename", folder.relativize(file).toString());
    sibling.put("size", size);
    sibling.put("blobId", new Checksum(Checksum.Kind.GIT_BLOB, "").of(file));
    if (size >= LARGE) {
      sibling.put("lfs", Map.of("sha256", Sha256.of(List.of(file)), "size", size, "pointerSize", 130));
    }
    return sibling;
  }

  /// The bytes of a text.
  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
