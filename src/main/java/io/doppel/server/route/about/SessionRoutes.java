package io.doppel.server.route.about;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.doppel.server.access.Access;
import io.doppel.server.access.Gate;
import io.doppel.server.access.Role;
import io.doppel.server.body.Bodies;
import io.doppel.server.compute.Addresses;
import io.doppel.server.compute.Load;
import io.doppel.server.route.Routes;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Signing in on the page, and what one may do there.
public final class SessionRoutes implements Routes {

  private static final String SESSION = "/v1/session";

  private final Gate gate;

  public SessionRoutes(Gate gate) {
    this.gate = gate;
  }

  record SignIn(@Nullable String key) {}

  /// `role` is `anyone` where a key is wanted and none was shown. `collections` is left out where all are open to the
  /// caller, and `csrf_token` where nobody signed in.
  record SessionResponse(
      boolean keysWanted,
      String role,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String name,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> collections,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String csrfToken) {}

  @Override
  public void register(Addresses addresses) {
    addresses.get(SESSION, Role.ANYONE, Load.NONE, ctx -> tell(ctx, Access.of(ctx)));
    addresses.post(SESSION, Role.ANYONE, Load.NONE, this::signIn);
    addresses.delete(SESSION, Role.ANYONE, Load.NONE, this::signOut);
  }

  private void signIn(Context ctx) throws IOException {
    Access access = gate.signIn(ctx, Bodies.required("key", Bodies.json(ctx, SignIn.class).key()));
    ctx.status(HttpStatus.CREATED);
    tell(ctx, access);
  }

  private void signOut(Context ctx) {
    gate.signOut(ctx);
    ctx.status(HttpStatus.NO_CONTENT);
  }

  private void tell(Context ctx, Access access) {
    ctx.header("Cache-Control", "no-store");
    ctx.json(
        new SessionResponse(
            gate.wantsKeys(),
            access.role().toString(),
            access.name().isEmpty() ? null : access.name(),
            access.collections().isEmpty() ? null : access.collections(),
            gate.csrf(ctx)));
  }
}
