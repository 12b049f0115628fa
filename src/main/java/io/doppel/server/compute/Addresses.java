package io.doppel.server.compute;

import io.doppel.server.access.Role;
import io.doppel.server.body.Bodies;
import io.doppel.server.body.BodyMemory;
import io.doppel.server.body.KeptBody;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;

/// Where routes are registered, each with who may ask it and what its answers cost. The body of a request is read while
/// the sender sends it, on the thread of the connection; only then is the answer computed, where [Computing] does so.
public final class Addresses {

  private final RoutesConfig routes;
  private final Computing computing;

  public Addresses(RoutesConfig routes, Computing computing) {
    this.routes = routes;
    this.computing = computing;
  }

  /// Answers with a file that was sent, whatever its size.
  @FunctionalInterface
  public interface FileHandler {
    void handle(Context ctx, KeptBody file) throws Exception;
  }

  /// Answers HEAD as well, with what GET would say of it but without the body: Javalin by itself says 200 to that
  /// without looking.
  public void get(String path, Role role, Load load, Handler handler) {
    Handler computed = computed(load, handler);
    routes.get(path, computed, role);
    routes.head(path, computed, role);
  }

  public void post(String path, Role role, Load load, Handler handler) {
    routes.post(path, computed(load, handler), role);
  }

  public void put(String path, Role role, Load load, Handler handler) {
    routes.put(path, computed(load, handler), role);
  }

  public void patch(String path, Role role, Load load, Handler handler) {
    routes.patch(path, computed(load, handler), role);
  }

  public void delete(String path, Role role, Load load, Handler handler) {
    routes.delete(path, computed(load, handler), role);
  }

  /// The body is kept on the disk meanwhile, so that it may be larger than others.
  ///
  /// @param longest in bytes
  /// @param tooLong a sentence for a body that is longer
  /// @param check refuses what need not be read
  public void postFile(
      String path, Role role, Load load, long longest, String tooLong, Handler check, FileHandler handler) {
    routes.post(
        path,
        guarded(
            ctx -> {
              check.handle(ctx);
              try (KeptBody file = KeptBody.of(ctx, longest, tooLong)) {
                computing.run(ctx, load, computed -> handler.handle(computed, file));
              }
            }),
        role);
  }

  private Handler computed(Load load, Handler handler) {
    return guarded(
        ctx -> {
          try (BodyMemory _ = Bodies.receive(ctx)) {
            computing.run(ctx, load, handler);
          }
        });
  }

  /// Javalin answers exceptions only; whoever meets an error is to hear of it as well.
  private static Handler guarded(Handler handler) {
    return ctx -> {
      try {
        handler.handle(ctx);
      } catch (Error e) {
        throw new IllegalStateException("answering failed", e);
      }
    };
  }
}
