package io.doppel.server;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Lets the server be asked below a path of its own, as behind a proxy that serves others too. Whether the proxy takes
/// the path off or leaves it on makes no difference.
final class BasePath extends Handler.Wrapper {

  private final String path;

  /// @param path such as `/doppel`
  BasePath(String path) {
    this.path = path;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    HttpURI uri = request.getHttpURI();
    String asked = uri.getPath();
    if (asked == null || !asked.startsWith(path)) {
      return super.handle(request, response, callback);
    }
    String rest = asked.substring(path.length());
    if (rest.isEmpty()) {
      // The addresses of the page are relative to this one.
      response.setStatus(HttpStatus.PERMANENT_REDIRECT_308);
      response.getHeaders().put(HttpHeader.LOCATION, path + "/");
      callback.succeeded();
      return true;
    }
    return rest.startsWith("/")
        ? super.handle(Request.serveAs(request, Request.newHttpURIFrom(request, rest)), response, callback)
        : super.handle(request, response, callback);
  }
}
