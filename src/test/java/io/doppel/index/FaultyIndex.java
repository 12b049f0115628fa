package io.doppel.index;

import io.doppel.index.failure.IndexUnavailableException;
import io.doppel.work.Cancellation;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/// A backend that fails when a test says so, over any other one: its catalog, and each index, view and rebuilding that
/// comes of it. Thread-safe.
@NullMarked
public final class FaultyIndex {

  /// What every message begins with.
  public static final String SENTENCE = "the index does not answer";

  private volatile Fault fault = (_, work) -> work.run();

  /// What is asked of the backend.
  ///
  /// @param collection whose index it is; empty where all are meant
  public record Call(String collection, String method) {}

  /// The call itself, with the same arguments or others.
  public interface Work {
    List<@Nullable Object> arguments();

    @Nullable Object run(@Nullable Object... arguments) throws IOException;

    default @Nullable Object run() throws IOException {
      return run(arguments().toArray());
    }
  }

  private record Nothing() implements Work {

    @Override
    public List<@Nullable Object> arguments() {
      return List.of();
    }

    @Override
    public @Nullable Object run(@Nullable Object... arguments) {
      return null;
    }
  }

  /// Stands between the caller and the backend.
  public interface Fault {
    @Nullable Object around(Call call, Work work) throws IOException;
  }

  /// The same catalog, with what goes wrong from now on.
  public Catalog over(Catalog catalog) {
    return wrapped(Catalog.class, catalog, "");
  }

  public void fails(Fault other) {
    fault = other;
  }

  public void heals() {
    fault = (_, work) -> work.run();
  }

  /// Nobody answers what is asked of this collection.
  public static Fault unavailable(String collection) {
    return (call, work) -> {
      if (call.collection().equals(collection)) {
        throw unavailable(call);
      }
      return work.run();
    };
  }

  /// Nothing that is asked of this collection is answered for as long as anybody waits.
  public static Fault silent(String collection) {
    return (call, work) -> {
      while (call.collection().equals(collection)) {
        Cancellation.check();
        LockSupport.parkNanos(1_000_000);
      }
      return work.run();
    };
  }

  /// One call is not answered in time, and never reaches the backend.
  ///
  /// @param number of the call, counted from 1
  public static Fault timeoutAt(int number) {
    AtomicInteger calls = new AtomicInteger();
    return (call, work) -> {
      if (calls.incrementAndGet() == number) {
        throw new IndexUnavailableException(sentence(call), new SocketTimeoutException("30 s"));
      }
      return work.run();
    };
  }

  /// Only counts.
  public static Fault counting(AtomicInteger calls) {
    return (_, work) -> {
      calls.incrementAndGet();
      return work.run();
    };
  }

  /// Each call may not reach the backend, or reach it while its answer gets lost; of a batch half may be written.
  ///
  /// @param share of the calls, 0 to 1
  public static Fault now(Random random, double share) {
    return (call, work) -> {
      boolean fails;
      int how;
      synchronized (random) {
        fails = random.nextDouble() < share;
        how = random.nextInt(3);
      }
      if (!fails) {
        return work.run();
      }
      return switch (how) {
        case 0 -> throw unavailable(call);
        case 1 -> unanswered(call, work);
        default -> half(call, work);
      };
    };
  }

  /// Every batch is written in half.
  public static Fault halves() {
    return FaultyIndex::half;
  }

  /// The calls of that name do what they should, and nobody hears of it.
  public static Fault unanswered(String method) {
    return (call, work) -> call.method().equals(method) ? unanswered(call, work) : work.run();
  }

  private static @Nullable Object unanswered(Call call, Work work) throws IOException {
    if (work.run() instanceof Closeable lost) {
      lost.close();
    }
    throw unavailable(call);
  }

  private static @Nullable Object half(Call call, Work work) throws IOException {
    if (call.method().equals("put") && work.arguments().getFirst() instanceof List<?> batch) {
      work.run(batch.subList(0, batch.size() / 2));
      throw unavailable(call);
    }
    return work.run();
  }

  private static IndexUnavailableException unavailable(Call call) {
    return new IndexUnavailableException(sentence(call));
  }

  private static String sentence(Call call) {
    return "%s: %s of \"%s\"".formatted(SENTENCE, call.method(), call.collection());
  }

  private <T> T wrapped(Class<T> type, T target, String collection) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> call(target, method, arguments == null ? new Object[0] : arguments, collection)));
  }

  private @Nullable Object call(Object target, Method method, @Nullable Object[] arguments, String collection)
      throws Throwable {
    String named =
        target instanceof Catalog && arguments.length > 0 && arguments[0] instanceof String name ? name : collection;
    boolean tellsFailures = List.of(method.getExceptionTypes()).contains(IOException.class);
    if (!tellsFailures && !method.getDeclaringClass().equals(Iterator.class)) {
      return of(invoke(target, method, arguments), named);
    }
    if (method.getName().equals("close")) {
      // What this process holds is free, whatever the backend says to it.
      invoke(target, method, arguments);
      return fault.around(new Call(named, "close"), new Nothing());
    }
    Work work =
        new Work() {
          @Override
          public List<@Nullable Object> arguments() {
            return Arrays.asList(arguments);
          }

          @Override
          public @Nullable Object run(@Nullable Object... others) throws IOException {
            try {
              return invoke(target, method, others);
            } catch (IOException | RuntimeException | Error e) {
              throw e;
            } catch (Throwable e) {
              throw new AssertionError("a contract names what it throws", e);
            }
          }
        };
    try {
      return of(fault.around(new Call(named, method.getName()), work), named);
    } catch (IndexUnavailableException e) {
      throw tellsFailures ? e : new UncheckedIOException(e);
    }
  }

  private static @Nullable Object invoke(Object target, Method method, @Nullable Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private @Nullable Object of(@Nullable Object result, String collection) {
    return switch (result) {
      case PassageIndex index -> wrapped(PassageIndex.class, index, collection);
      case IndexView view -> wrapped(IndexView.class, view, collection);
      case StoredDocuments documents -> wrapped(StoredDocuments.class, documents, collection);
      case null, default -> result;
    };
  }
}
