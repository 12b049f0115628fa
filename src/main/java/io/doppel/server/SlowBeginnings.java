package io.doppel.server;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;

/// Cuts connections whose request, or whose TLS before it, does not begin within a time: to Jetty, a byte now and then
/// is a sign of life, so that a sender of one letter a second would keep a connection for as long as it likes.
final class SlowBeginnings extends AbstractLifeCycle implements Connection.Listener {

  /// From the first letter of a request to the end of its header; from a connection to the end of its TLS handshake.
  static final Duration LONGEST = Duration.ofSeconds(10);

  private static final long LOOK_SECONDS = 1;

  private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();

  /// When those were opened that are not yet agreed about their keys, by [System#nanoTime].
  private final Map<SslConnection, Long> handshakes = new ConcurrentHashMap<>();

  private final Connector connector;

  SlowBeginnings(Connector connector) {
    this.connector = connector;
  }

  @Override
  public void onOpened(Connection connection) {
    if (connection instanceof HttpConnection http) {
      connections.add(http);
    } else if (connection instanceof SslConnection tls) {
      handshakes.put(tls, System.nanoTime());
      tls.addHandshakeListener(
          new SslHandshakeListener() {
            @Override
            public void handshakeSucceeded(Event event) {
              handshakes.remove(tls);
            }
          });
    }
  }

  @Override
  public void onClosed(Connection connection) {
    if (connection instanceof HttpConnection http) {
      connections.remove(http);
    } else if (connection instanceof SslConnection tls) {
      handshakes.remove(tls);
    }
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    lookLater();
  }

  private void lookLater() {
    Scheduler.Task ignored = connector.getScheduler().schedule(this::look, LOOK_SECONDS, TimeUnit.SECONDS);
  }

  private void look() {
    if (isRunning()) {
      connections.stream().filter(SlowBeginnings::isTooSlow).forEach(HttpConnection::close);
      handshakes.forEach(this::cutIfSlow);
      lookLater();
    }
  }

  private void cutIfSlow(SslConnection connection, long opened) {
    if (System.nanoTime() - opened > LONGEST.toNanos()) {
      handshakes.remove(connection);
      // Without the words of farewell that TLS has: the other side need not read them.
      connection.getEndPoint().close();
    }
  }

  private static boolean isTooSlow(HttpConnection connection) {
    HttpParser parser = connection.getParser();
    return parser.inHeaderState()
        && !parser.isStart()
        && System.nanoTime() - parser.getBeginNanoTime() > LONGEST.toNanos();
  }
}
