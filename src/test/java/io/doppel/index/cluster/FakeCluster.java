package io.doppel.index.cluster;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.doppel.index.cluster.rest.ClusterAccess;
import io.doppel.index.cluster.rest.ClusterAddress;
import io.doppel.index.cluster.rest.RestCluster;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.NullMarked;

/// A server that answers as a test says, where no node of an engine would do it when it should.
@NullMarked
public final class FakeCluster implements Closeable {

  private final HttpServer server;
  private final RestCluster cluster;
  private final Answers answers;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  /// What was asked.
  public record Asked(String method, String path, String body) {

    /// Whether it is this method and the path begins so.
    public boolean is(String wanted, String start) {
      return method.equals(wanted) && path.startsWith(start);
    }
  }

  /// @param type of the content
  /// @param body of none with status 0, the connection is broken off
  public record Answer(int status, String type, String body) {

    public static final Answer NONE = new Answer(0, "");

    /// @param body JSON
    public Answer(int status, String body) {
      this(status, "application/json", body);
    }

    /// A page for people.
    public static Answer page(String body) {
      return new Answer(200, "text/html", body);
    }

    public static Answer of(String body) {
      return new Answer(200, body);
    }

    public static Answer error(int status, String type) {
      return new Answer(
          status, "{\"error\":{\"type\":\"%s\",\"reason\":\"as %s\"},\"status\":%d}".formatted(type, type, status));
    }
  }

  public interface Answers {
    Answer to(Asked asked);
  }

  private FakeCluster(Answers answers) throws IOException {
    this.answers = answers;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    this.cluster =
        RestCluster.at(
            ClusterAddress.of(URI.create("http://127.0.0.1:%d/p".formatted(server.getAddress().getPort()))),
            ClusterAccess.of(Map.of()));
  }

  /// One that answers so, in one thread.
  public static FakeCluster answering(Answers answers) throws IOException {
    return new FakeCluster(answers);
  }

  public RestCluster cluster() {
    return cluster;
  }

  /// All that was asked so far.
  public List<Asked> asked() {
    return asked;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Asked one =
          new Asked(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      asked.add(one);
      Answer answer = answers.to(one);
      if (answer.status > 0) {
        byte[] bytes = answer.body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", answer.type);
        boolean head = one.method.equals("HEAD");
        exchange.sendResponseHeaders(answer.status, head || bytes.length == 0 ? -1 : bytes.length);
        if (!head) {
          exchange.getResponseBody().write(bytes);
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    cluster.close();
    server.stop(0);
  }
}
