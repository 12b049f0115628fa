package io.doppel.server.body;

import io.doppel.server.problem.RequestException;
import io.doppel.text.Bounds;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads request bodies, within bounds and of the right type only.
public final class Bodies {

  /// The largest body, in bytes.
  public static final int MAX_BYTES = 32 << 20;

  private static final int PIECE = 1 << 14;
  private static final int LEAST_PIECE = 1 << 7;
  private static final String TOO_LONG =
      String.format(
          Locale.ROOT, "the body must be at most %,d bytes; send it in parts, or use: doppel index", MAX_BYTES);

  private static final Pattern UTF_8 = Pattern.compile("charset\\s*=\\s*\"?utf-?8\"?");
  private static final String RECEIVED = "doppel.body";

  public static final String JSON = "application/json";
  public static final String NDJSON = "application/x-ndjson";

  private Bodies() {}

  /// Reads the body, for those who look at it later and are not to wait for its sender.
  ///
  /// @return what it takes; to be closed when the request is answered
  /// @throws RequestException if it is too large, ends early, comes too slowly, or there is no room for it
  public static BodyMemory receive(Context ctx) throws IOException {
    BodyMemory memory = new BodyMemory();
    boolean whole = false;
    try {
      ctx.attribute(RECEIVED, read(ctx, memory));
      whole = true;
      return memory;
    } finally {
      if (!whole) {
        memory.close();
      }
    }
  }

  /// The body as a value of `type`.
  public static <T> T json(Context ctx, Class<T> type) throws IOException {
    requireType(ctx, JSON);
    return JsonReader.read(bytes(ctx), type);
  }

  /// The body as a `type` where there is one.
  public static <T> Optional<T> optionalJson(Context ctx, Class<T> type) throws IOException {
    byte[] body = received(ctx);
    if (body.length == 0) {
      return Optional.empty();
    }
    requireType(ctx, JSON);
    return Optional.of(JsonReader.read(body, type));
  }

  /// The body as it came, which must not be empty.
  public static byte[] bytes(Context ctx) throws IOException {
    byte[] bytes = received(ctx);
    if (bytes.length == 0) {
      throw new RequestException(HttpStatus.BAD_REQUEST, "malformed_json", "the body must not be empty");
    }
    return bytes;
  }

  private static byte[] received(Context ctx) {
    return Objects.requireNonNull(ctx.attribute(RECEIVED), "the body must have been received");
  }

  private static byte[] read(Context ctx, BodyMemory memory) throws IOException {
    try (InputStream in = BodyStream.open(ctx, MAX_BYTES, TOO_LONG)) {
      int most = piece(ctx);
      byte[] piece = in.readNBytes(most);
      if (piece.length < most) {
        memory.growTo(piece.length);
        return piece;
      }
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      while (piece.length > 0) {
        memory.growTo(body.size() + piece.length);
        body.writeBytes(piece);
        piece = piece.length < most ? new byte[0] : in.readNBytes(most);
      }
      return body.toByteArray();
    }
  }

  /// How much is read at once: of a small body that was announced one byte more, so that its end is seen with it, and
  /// little where none was announced.
  private static int piece(Context ctx) {
    if (ctx.header("Transfer-Encoding") != null || ctx.header("Content-Encoding") != null) {
      return PIECE;
    }
    return Math.clamp(ctx.req().getContentLengthLong() + 1, LEAST_PIECE, PIECE);
  }

  /// The media type of the body, without parameters.
  public static String type(Context ctx) {
    return parameters(ctx)[0];
  }

  /// Refuses another media type, and another charset than the one of JSON.
  public static void requireType(Context ctx, String... accepted) {
    String[] given = parameters(ctx);
    if (!List.of(accepted).contains(given[0])) {
      throw unsupported(
          "Content-Type must be %s, got %s"
              .formatted(String.join(" or ", accepted), given[0].isEmpty() ? "none" : given[0]));
    }
    for (String parameter : given) {
      if (parameter.startsWith("charset") && !UTF_8.matcher(parameter).matches()) {
        throw unsupported("the charset of %s must be utf-8, got %s".formatted(given[0], parameter));
      }
    }
  }

  /// The media type, and what stands behind it. Read from the header as it came: the server's own reading of it fails
  /// where a charset is none.
  private static String[] parameters(Context ctx) {
    String header = ctx.header("Content-Type");
    return header == null ? new String[] {""} : header.toLowerCase(Locale.ROOT).strip().split("\\s*;\\s*", -1);
  }

  private static RequestException unsupported(String message) {
    return new RequestException(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", message);
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
