package io.doppel.server;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;

/// Cuts connections whose request does not begin within a time: to Jetty, a byte now and then is a sign of life, so
/// that a sender of one letter a second would keep a connection for as long as it likes.
final class SlowHeaders extends AbstractLifeCycle implements Connection.Listener {

  /// From the first letter of a request to the end of its header.
  static final Duration LONGEST = Duration.ofSeconds(10);

  private static final long LOOK_SECONDS = 1;

  private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
  private final Connector connector;

  SlowHeaders(Connector connector) {
    this.connector = connector;
  }

  @Override
  public void onOpened(Connection connection) {
    if (connection instanceof HttpConnection http) {
      connections.add(http);
    }
  }

  @Override
  public void onClosed(Connection connection) {
    if (connection instanceof HttpConnection http) {
      connections.remove(http);
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
      connections.stream().filter(SlowHeaders::isTooSlow).forEach(HttpConnection::close);
      lookLater();
    }
  }

  private static boolean isTooSlow(HttpConnection connection) {
    HttpParser parser = connection.getParser();
    return parser.inHeaderState()
        && !parser.isStart()
        && System.nanoTime() - parser.getBeginNanoTime() > LONGEST.toNanos();
  }
}
