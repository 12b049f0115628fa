package io.doppel.server.compute;

import io.doppel.server.log.RequestId;
import io.doppel.server.problem.RequestException;
import io.doppel.work.Cancellation;
import io.doppel.work.RightOfWay;
import io.doppel.work.Timing;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Computes answers on platform threads, of which there are few, while the virtual thread of the connection only waits:
/// computation on virtual threads would keep all of them from being served. What is computed ends early when its client
/// has gone, when its time is over, or when the server stops. Thread-safe.
public final class Computing implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Computing.class.getName());

  private static final String TIMING = "doppel.timing";

  /// How often it is looked whether an answer is still wanted.
  private static final long LOOK_MILLIS = 200;

  /// What is nearly done when the server stops gets so long, and then so long to hear of it.
  private static final Duration GRACE = Duration.ofMillis(500);

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Deadlines deadlines;
  private final Map<Load, ThreadPoolExecutor> threads = new EnumMap<>(Load.class);
  private final Set<Computation> underWay = ConcurrentHashMap.newKeySet();
  private final Map<Load, Long> refused = new ConcurrentHashMap<>();
  private volatile boolean closed;

  public Computing(Deadlines deadlines) {
    this.deadlines = deadlines;
    for (Load load : Load.values()) {
      if (load != Load.NONE) {
        threads.put(load, pool(load));
      }
    }
  }

  private static ThreadPoolExecutor pool(Load load) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            load.threads(),
            load.threads(),
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(load.waiting()),
            Thread.ofPlatform().daemon().name(load.name().toLowerCase(Locale.ROOT) + "-", 0).factory());
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /// How long the parts of an answer took; empty where nothing was computed.
  public static Optional<Timing> timing(Context ctx) {
    return Optional.ofNullable(ctx.attribute(TIMING));
  }

  /// What there is to do of one kind.
  ///
  /// @param name of the kind
  /// @param active being computed
  /// @param waiting for a thread
  /// @param refused since the server began, because too many waited
  public record Busy(String name, int active, int waiting, long refused) {}

  /// What there is to do of each kind.
  public List<Busy> loads() {
    return threads.entrySet().stream()
        .map(entry ->
            new Busy(
                entry.getKey().name().toLowerCase(Locale.ROOT),
                entry.getValue().getActiveCount(),
                entry.getValue().getQueue().size(),
                refused.getOrDefault(entry.getKey(), 0L)))
        .toList();
  }

  /// Why an answer is not computed to its end.
  private enum Reason {
    CLIENT_GONE,
    DEADLINE,
    STOPPING
  }

  /// One answer being computed, or waiting for that.
  private static final class Computation {

    private final FutureTask<Context> task;
    private volatile @Nullable Reason reason;

    private Computation(Context ctx, Load load, Handler handler) {
      Timing timing = new Timing();
      ctx.attribute(TIMING, timing);
      long begin = System.nanoTime();
      this.task =
          new FutureTask<>(
              () -> {
                timing.since("wait", begin);
                RequestId.enter(ctx);
                try {
                  return Cancellation.<Context, Exception>within(
                      () -> reason != null,
                      () ->
                          timing.<Context, Exception>within(
                              () -> load.isShort()
                                  ? RightOfWay.question(() -> handled(ctx, handler))
                                  : RightOfWay.behind(() -> handled(ctx, handler))));
                } finally {
                  RequestId.leave();
                }
              });
    }
  }

  private static Context handled(Context ctx, Handler handler) throws Exception {
    handler.handle(ctx);
    return ctx;
  }

  /// Computes what a handler does. The body of the request must have been read.
  ///
  /// @throws RequestException if nobody waits for the answer any more, or too many wait, or it would take too long
  /// @throws Exception as the handler throws it
  public void run(Context ctx, Load load, Handler handler) throws Exception {
    ThreadPoolExecutor pool = threads.get(load);
    if (pool == null) {
      handler.handle(ctx);
      return;
    }
    Computation computation = new Computation(ctx, load, handler);
    underWay.add(computation);
    try {
      begin(pool, load, computation);
      await(pool, load, computation, Client.of(ctx));
    } finally {
      underWay.remove(computation);
    }
  }

  private void begin(ThreadPoolExecutor pool, Load load, Computation computation) {
    if (closed) {
      throw refusal(Reason.STOPPING, load);
    }
    try {
      pool.execute(computation.task);
    } catch (RejectedExecutionException e) {
      refused.merge(load, 1L, Long::sum);
      throw closed
          ? refusal(Reason.STOPPING, load)
          : RequestException.later(
              "server_busy",
              String.format(
                  Locale.ROOT,
                  "%,d requests of this kind are waiting, and no more may wait; try again in %d s",
                  load.waiting(),
                  load.retrySeconds()),
              load.retrySeconds());
    }
  }

  private void await(ThreadPoolExecutor pool, Load load, Computation computation, Client client) throws Exception {
    long end = System.nanoTime() + deadlines.of(load).toNanos();
    while (true) {
      try {
        computation.task.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        break;
      } catch (TimeoutException e) {
        if (computation.reason == null) {
          computation.reason = client.isGone() ? Reason.CLIENT_GONE : System.nanoTime() > end ? Reason.DEADLINE : null;
        }
        if (computation.reason != null && pool.remove(computation.task)) {
          break;
        }
      } catch (ExecutionException e) {
        if (computation.reason != null) {
          break;
        }
        throw cause(e);
      }
    }
    Reason reason = computation.reason;
    if (reason != null) {
      // Also where the work came to an end: it may have ended early, with a part of the answer.
      throw refusal(reason, load);
    }
  }

  private static Exception cause(ExecutionException e) {
    return e.getCause() instanceof Exception known
        ? known
        : new IllegalStateException("computing an answer failed", e.getCause());
  }

  private RequestException refusal(Reason reason, Load load) {
    return switch (reason) {
      case CLIENT_GONE ->
          new RequestException(
              HttpStatus.CLIENT_CLOSED_REQUEST,
              "client_gone",
              "the connection was closed before there was an answer");
      case DEADLINE ->
          RequestException.later(
              "deadline_exceeded",
              String.format(
                  Locale.ROOT,
                  "the answer takes longer than the %,d s that this server allows (serve %s); ask for less, or later",
                  deadlines.of(load).toSeconds(),
                  load == Load.WRITING ? "--upload-deadline" : "--deadline"),
              load.retrySeconds());
      case STOPPING ->
          RequestException.later("server_stopping", "the server is stopping", load.retrySeconds());
    };
  }

  /// Takes nothing new, lets what is nearly done come to its end, stops all else, and waits for that; a few seconds at
  /// most.
  @Override
  public void close() {
    closed = true;
    threads.values().forEach(ThreadPoolExecutor::shutdown);
    threads.values().forEach(pool -> awaitEnd(pool, GRACE.dividedBy(threads.size())));
    underWay.forEach(
        computation -> {
          if (computation.reason == null) {
            computation.reason = Reason.STOPPING;
          }
        });
    long end = System.nanoTime() + PATIENCE.toNanos();
    threads.values().forEach(pool -> awaitEnd(pool, Duration.ofNanos(Math.max(0, end - System.nanoTime()))));
    int left = threads.values().stream().mapToInt(ThreadPoolExecutor::getActiveCount).sum();
    if (left > 0) {
      LOG.log(Level.WARNING, () -> "%d answers did not stop within %d s".formatted(left, PATIENCE.toSeconds()));
    }
  }

  private static void awaitEnd(ThreadPoolExecutor pool, Duration longest) {
    try {
      var ignored = pool.awaitTermination(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
