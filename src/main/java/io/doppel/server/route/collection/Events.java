package io.doppel.server.route.collection;

import io.doppel.api.CollectionJson;
import io.doppel.api.Json;
import io.doppel.engine.Doppel;
import io.doppel.server.route.collection.CollectionRoutes.CollectionsResponse;
import io.doppel.server.route.Routes;
import io.doppel.server.problem.RequestException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import io.javalin.http.sse.SseClient;
import java.io.IOException;
import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Tells who listens how the collections are, whenever that changes: server-sent events instead of asking again and again.
public final class Events implements Routes {

  private static final Logger LOG = Logger.getLogger(Events.class.getName());

  private static final String COLLECTIONS = "collections";
  private static final Duration LOOK = Duration.ofMillis(500);

  /// After so many looks without a change there is a sign of life, by which also a listener is noticed that is gone.
  private static final int QUIET_LOOKS = 30;

  /// Each is a connection that stays open. One more takes the place of the oldest.
  private static final int MOST_LISTENERS = 64;

  private final Doppel doppel;
  private final Deque<SseClient> listeners = new ConcurrentLinkedDeque<>();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("events").factory());
  private final ScheduledFuture<?> looking;
  private @Nullable String told;
  private int quiet;

  public Events(Doppel doppel) {
    this.doppel = doppel;
    this.looking = clock.scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.before("/v1/events", Events::requireListener);
    routes.sse("/v1/events", this::listen);
  }

  /// Javalin answers whoever does not ask for events by name with nothing.
  private static void requireListener(Context ctx) {
    String accepted = ctx.header("Accept");
    if (ctx.method().equals(HandlerType.GET) && (accepted == null || !accepted.contains("text/event-stream"))) {
      throw new RequestException(
          HttpStatus.NOT_ACCEPTABLE,
          "not_acceptable",
          "these are server-sent events, for who asks with Accept: text/event-stream; GET /v1/collections answers once");
    }
  }

  private void listen(SseClient listener) {
    listener.keepAlive();
    listener.onClose(() -> listeners.remove(listener));
    listeners.add(listener);
    while (listeners.size() > MOST_LISTENERS) {
      listeners.remove().close();
    }
    clock.execute(() -> tellNew(listener));
  }

  private void tellNew(SseClient listener) {
    try {
      listener.sendEvent(COLLECTIONS, state());
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.WARNING, e, () -> "a listener could not be told how the collections are");
    }
  }

  private void look() {
    if (listeners.isEmpty()) {
      return;
    }
    try {
      String now = state();
      if (!now.equals(told)) {
        told = now;
        quiet = 0;
        listeners.forEach(listener -> listener.sendEvent(COLLECTIONS, now));
      } else if (++quiet >= QUIET_LOOKS) {
        quiet = 0;
        listeners.forEach(listener -> listener.sendComment("quiet"));
      }
    } catch (IOException | RuntimeException e) {
      // Whoever listens asks for himself then; the clock must go on.
      LOG.log(Level.WARNING, e, () -> "looking at the collections failed");
    }
  }

  private String state() throws IOException {
    return Json.line(new CollectionsResponse(CollectionJson.all(doppel)));
  }

  /// Closes all connections.
  @Override
  public void close() {
    looking.cancel(false);
    clock.shutdownNow();
    listeners.forEach(SseClient::close);
  }
}
