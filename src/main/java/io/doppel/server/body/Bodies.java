package io.doppel.server.body;

import io.doppel.server.problem.RequestException;
import io.doppel.text.Bounds;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads request bodies, within bounds and of the right type only.
public final class Bodies {

  /// The largest body, in bytes.
  public static final int MAX_BYTES = 32 << 20;

  public static final String JSON = "application/json";
  public static final String NDJSON = "application/x-ndjson";

  private Bodies() {}

  /// The body as a value of `type`.
  public static <T> T json(Context ctx, Class<T> type) throws IOException {
    requireType(ctx, JSON);
    return JsonReader.read(bytes(ctx), type);
  }

  /// The body as a `type` where there is one.
  public static <T> Optional<T> optionalJson(Context ctx, Class<T> type) throws IOException {
    byte[] body = read(ctx);
    if (body.length == 0) {
      return Optional.empty();
    }
    requireType(ctx, JSON);
    return Optional.of(JsonReader.read(body, type));
  }

  /// The body as it came, which must not be empty.
  public static byte[] bytes(Context ctx) throws IOException {
    byte[] bytes = read(ctx);
    if (bytes.length == 0) {
      throw new RequestException(HttpStatus.BAD_REQUEST, "malformed_json", "the body must not be empty");
    }
    return bytes;
  }

  private static byte[] read(Context ctx) throws IOException {
    try (InputStream in = ctx.bodyInputStream()) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new RequestException(
            HttpStatus.CONTENT_TOO_LARGE,
            "body_too_large",
            "the body must be at most %,d bytes; send it in parts, or use: doppel index".formatted(MAX_BYTES));
      }
      return bytes;
    }
  }

  /// The media type of the body, without parameters.
  public static String type(Context ctx) {
    String type = ctx.contentType();
    return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  public static void requireType(Context ctx, String... accepted) {
    String type = type(ctx);
    for (String one : accepted) {
      if (one.equals(type)) {
        return;
      }
    }
    throw new RequestException(
        HttpStatus.UNSUPPORTED_MEDIA_TYPE,
        "unsupported_media_type",
        "Content-Type must be %s, got %s".formatted(String.join(" or ", accepted), type.isEmpty() ? "none" : type));
  }

  /// The value, or a default where the sender left it out.
  public static <T> T or(@Nullable T value, T standard) {
    return value == null ? standard : value;
  }

  /// The value, which the sender must give.
  public static <T> T required(String field, @Nullable T value) {
    if (value == null) {
      throw new Bounds.Violation(field, field + " is missing");
    }
    return value;
  }
}
