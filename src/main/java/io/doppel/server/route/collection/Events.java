package io.doppel.server.route.collection;

import io.doppel.api.CollectionJson;
import io.doppel.api.Json;
import io.doppel.api.job.JobsJson;
import io.doppel.api.job.OtherServers;
import io.doppel.engine.Doppel;
import io.doppel.server.access.Access;
import io.doppel.server.access.Role;
import io.doppel.server.compute.Addresses;
import io.doppel.server.compute.Load;
import io.doppel.server.problem.RequestException;
import io.doppel.server.route.Routes;
import io.doppel.server.route.collection.CollectionRoutes.CollectionsResponse;
import io.doppel.work.Recurring;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Tells who listens how the collections and the jobs are, whenever that changes: server-sent events instead of asking
/// again and again. One thread looks; each listener is told by the thread of his own connection, so that a slow one
/// holds up nobody.
public final class Events implements Routes {

  private static final Logger LOG = Logger.getLogger(Events.class.getName());

  private static final Duration LOOK = Duration.ofMillis(500);

  /// After so long without a change there is a sign of life, by which also a listener is noticed that is gone.
  private static final long QUIET_MILLIS = 15_000;

  /// Each is a connection that stays open.
  private static final int MOST_LISTENERS = 64;

  /// Of these, one key may have so many, so that it leaves some to others.
  private static final int MOST_OF_A_KEY = 16;

  private static final int RETRY_SECONDS = 30;

  private final Doppel doppel;
  private final OtherServers others;
  private final Places places = new Places(MOST_LISTENERS, MOST_OF_A_KEY);
  private final Recurring looks = new Recurring("events");

  /// How everything was when it was last looked at; guarded by `this`, as is what follows.
  private @Nullable State known;

  private boolean closed;

  /// What there is to tell.
  private record State(CollectionsResponse collections, JobsJson jobs) {

    State seenBy(Access access) {
      return new State(collections.seenBy(access), jobs.in(access::sees));
    }

    String after(@Nullable State told) {
      StringBuilder events = new StringBuilder();
      if (told == null || !told.collections().equals(collections)) {
        events.append("event: collections\ndata: ").append(Json.line(collections)).append("\n\n");
      }
      if (told == null || !told.jobs().equals(jobs)) {
        events.append("event: jobs\ndata: ").append(Json.line(jobs)).append("\n\n");
      }
      return events.isEmpty() ? ": quiet\n\n" : events.toString();
    }
  }

  public Events(Doppel doppel, OtherServers others) {
    this.doppel = doppel;
    this.others = others;
    looks.every(Duration.ZERO, LOOK, this::look);
  }

  @Override
  public void register(Addresses addresses) {
    addresses.get("/v1/events", Role.READ, Load.NONE, this::listen);
  }

  private void listen(Context ctx) throws IOException {
    String accepted = ctx.header("Accept");
    if (accepted == null || !accepted.contains("text/event-stream")) {
      throw new RequestException(
          HttpStatus.NOT_ACCEPTABLE,
          "not_acceptable",
          "these are server-sent events, for who asks with Accept: text/event-stream; GET /v1/collections "
              + "answers once");
    }
    if (ctx.method().equals(HandlerType.HEAD)) {
      ctx.contentType("text/event-stream");
      return;
    }
    String key = Access.of(ctx).name();
    if (!places.take(key)) {
      throw RequestException.later(
          "too_many_listeners",
          "%d connections may listen, of one key %d, and as many do; ask GET /v1/collections now and then"
              .formatted(MOST_LISTENERS, MOST_OF_A_KEY),
          RETRY_SECONDS);
    }
    try {
      ctx.contentType("text/event-stream").header("Cache-Control", "no-store").header("X-Accel-Buffering", "no");
      tell(ctx.res().getOutputStream(), Access.of(ctx));
    } catch (IOException e) {
      // The listener is gone.
    } finally {
      places.leave(key);
    }
  }

  private void tell(OutputStream out, Access access) throws IOException {
    out.flush();
    State last = null;
    State told = null;
    for (State now = await(last); now != null && access.good().getAsBoolean(); now = await(last)) {
      State seen = now.seenBy(access);
      out.write(seen.after(told).getBytes(StandardCharsets.UTF_8));
      out.flush();
      last = now;
      told = seen;
    }
  }

  /// How everything is, once that is something else than what was told, or after a while; null when it is over.
  private synchronized @Nullable State await(@Nullable State told) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(QUIET_MILLIS);
    try {
      while (!closed && (known == null || known.equals(told)) && System.nanoTime() < end) {
        wait(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
    return closed ? null : known;
  }

  private void look() {
    if (places.areFree()) {
      tellAll(null);
      return;
    }
    try {
      tellAll(
          new State(new CollectionsResponse(CollectionJson.allNow(doppel)), JobsJson.recent(doppel.jobs(), others)));
    } catch (IOException | RuntimeException | Error e) {
      // Whoever listens asks for himself then.
      LOG.log(Level.WARNING, e, () -> "looking at collections and jobs failed");
    }
  }

  private synchronized void tellAll(@Nullable State now) {
    known = now;
    notifyAll();
  }

  /// Lets all listeners go.
  @Override
  public void stop() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    looks.close();
  }
}
