package io.doppel.server;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Passes over who would go on in another protocol than HTTP, as one may. Javalin would answer a wish for WebSockets
/// beside all that is asked of a request here, keys and limits included, and keep a session for it.
final class PlainHttp extends Handler.Wrapper {

  private static final String WEB_SOCKETS = "sec-websocket-";

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    return super.handle(
        request.getHeaders().contains(HttpHeader.UPGRADE) || wantsWebSockets(request.getHeaders())
            ? new Plain(request)
            : request,
        response,
        callback);
  }

  private static boolean wantsWebSockets(HttpFields headers) {
    return headers.stream().anyMatch(PlainHttp::isOfWebSockets);
  }

  private static boolean isOfWebSockets(HttpField field) {
    return field.getLowerCaseName().startsWith(WEB_SOCKETS);
  }

  /// The same request without such a wish.
  private static final class Plain extends Request.Wrapper {

    private final HttpFields headers;

    Plain(Request request) {
      super(request);
      HttpFields.Mutable left = HttpFields.build();
      for (HttpField field : request.getHeaders()) {
        if (field.getHeader() != HttpHeader.UPGRADE && !isOfWebSockets(field)) {
          left.add(field);
        }
      }
      headers = left.asImmutable();
    }

    @Override
    public HttpFields getHeaders() {
      return headers;
    }
  }
}
