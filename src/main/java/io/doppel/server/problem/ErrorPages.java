package io.doppel.server.problem;

import io.doppel.api.Json;
import io.javalin.http.HttpStatus;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// Answers what Jetty refuses before any route sees it, such as an address that cannot be decoded. Its own page is HTML.
public final class ErrorPages extends ErrorHandler {

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback) {
    String path = request.getHttpURI() == null ? null : request.getHttpURI().getPath();
    Problem problem = code < 500
        ? problem(HttpStatus.forStatus(code), "invalid_request", "the request cannot be read: its address or a header is malformed", path)
        : problem(HttpStatus.forStatus(code), "internal_error", "something went wrong here; the server's log says what", path);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.CONTENT_TYPE);
    response.write(true, ByteBuffer.wrap(Json.line(problem).getBytes(StandardCharsets.UTF_8)), callback);
  }

  private static Problem problem(HttpStatus status, String code, String detail, @Nullable String path) {
    return new Problem("about:blank", status.getMessage(), status.getCode(), detail, path == null ? "" : path, code, null, null);
  }
}
