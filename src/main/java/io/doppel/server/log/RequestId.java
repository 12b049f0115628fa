package io.doppel.server.log;

import io.javalin.http.Context;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a request is called in its answer (`X-Request-Id`), in problems, in the log and in the audit log. It is the
/// thread's as long as that answers the request.
public final class RequestId {

  public static final String HEADER = "X-Request-Id";

  private static final String ATTRIBUTE = "doppel.request-id";
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final ThreadLocal<@Nullable String> CURRENT = new ThreadLocal<>();

  private RequestId() {}

  /// Gives a request its id: the one that it came with, if whoever says so is believed and it has the form of one.
  ///
  /// @param believed whether a proxy that is trusted sent it
  public static void begin(Context ctx, boolean believed) {
    String told = believed ? ctx.header(HEADER) : null;
    String id =
        told != null && FORM.matcher(told).matches()
            ? told
            : HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    ctx.attribute(ATTRIBUTE, id);
    ctx.header(HEADER, id);
    CURRENT.set(id);
  }

  /// That of a request; empty where it was refused before it had one.
  public static String of(Context ctx) {
    String id = ctx.attribute(ATTRIBUTE);
    return id == null ? "" : id;
  }

  /// That of the request that this thread answers; null where it answers none.
  public static @Nullable String current() {
    return CURRENT.get();
  }

  /// Says that this thread goes on with a request.
  public static void enter(Context ctx) {
    CURRENT.set(ctx.attribute(ATTRIBUTE));
  }

  /// Says that this thread answers no request any more.
  public static void leave() {
    CURRENT.remove();
  }
}
