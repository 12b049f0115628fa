package io.doppel.server.problem;

import io.doppel.api.Json;
import io.javalin.http.HttpStatus;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// Answers what Jetty refuses before any route sees it, such as an address that cannot be decoded. Its own page is
/// HTML.
public final class ErrorPages extends ErrorHandler {

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback) {
    String path =
        request.getHttpURI() == null || request.getHttpURI().getPath() == null
            ? ""
            : request.getHttpURI().getPath();
    HttpStatus status = HttpStatus.forStatus(code);
    String kind =
        status == HttpStatus.NOT_FOUND ? "not_found" : code < 500 ? "invalid_request" : "internal_error";
    String detail =
        switch (status) {
          case NOT_FOUND -> "there is nothing at " + path;
          case UPGRADE_REQUIRED -> "this server speaks HTTP/1.1";
          case URI_TOO_LONG, REQUEST_HEADER_FIELDS_TOO_LARGE ->
              String.format(
                  Locale.ROOT,
                  "a request's address and headers may have %,d bytes together",
                  request.getConnectionMetaData().getHttpConfiguration().getRequestHeaderSize());
          default ->
              code < 500
                  ? "the request cannot be read: its address or a header is malformed"
                  : "something went wrong here; the server's log says what";
        };
    boolean openAi = OpenAiError.isWanted(path);
    Object body =
        openAi
            ? OpenAiError.of(code, kind, detail, null)
            : new Problem("about:blank", status.getMessage(), code, detail, path, kind, null, null, null);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, openAi ? "application/json" : Problem.CONTENT_TYPE);
    response.write(true, ByteBuffer.wrap(Json.line(body).getBytes(StandardCharsets.UTF_8)), callback);
  }

  /// Every method but HEAD is told what was wrong; by itself Jetty would tell GET and POST only.
  @Override
  public boolean errorPageForMethod(String method) {
    return !method.equals("HEAD");
  }
}
