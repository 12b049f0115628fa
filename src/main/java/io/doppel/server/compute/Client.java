package io.doppel.server.compute;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.BufferUtil;
import org.jspecify.annotations.Nullable;

/// Who has sent a request and waits for its answer. Jetty does not read from a connection while a request is answered,
/// so that it does not notice when the other side goes; this looks. Only once the body has been read, and for the one
/// thread that waits with the client.
final class Client {

  private final @Nullable HttpConnection connection;
  private boolean sentMore;

  private Client(@Nullable HttpConnection connection) {
    this.connection = connection;
  }

  static Client of(Context ctx) {
    Connection connection =
        ServletContextRequest.getServletContextRequest(ctx.req()).getConnectionMetaData().getConnection();
    return new Client(connection instanceof HttpConnection http ? http : null);
  }

  /// Whether the client has closed the connection, or its half of it, which looks the same from here.
  boolean isGone() {
    if (connection == null || sentMore || !connection.isRequestBufferEmpty()) {
      return false;
    }
    ByteBuffer next = BufferUtil.allocate(1);
    try {
      int read = connection.getEndPoint().fill(next);
      if (read > 0) {
        // The next request already, which is Jetty's.
        sentMore = true;
        connection.onUpgradeTo(next);
      }
      return read < 0;
    } catch (IOException e) {
      return true;
    }
  }
}
