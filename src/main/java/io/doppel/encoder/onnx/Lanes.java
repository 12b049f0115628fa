package io.doppel.encoder.onnx;

import io.doppel.work.Cancellation;
import io.doppel.work.RightOfWay;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/// Does the parts of a task side by side, on as many threads as there are lanes, and waits for all of them. A task that
/// nobody waits for any more ends with the parts that are under way. Every task has lanes of its own, so that a long
/// one does not hold up the next. A task of one part runs on the caller's thread.
final class Lanes implements AutoCloseable {

  private final int lanes;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("encoder-", 0).factory());

  Lanes(int lanes) {
    this.lanes = lanes;
  }

  /// Runs `part` for each number from 0 to `parts`.
  void run(int parts, IntConsumer part) {
    AtomicInteger next = new AtomicInteger();
    BooleanSupplier cancelled = Cancellation.current();
    Runnable lane =
        () -> {
          for (int i = next.getAndIncrement(); i < parts; i = next.getAndIncrement()) {
            RightOfWay.give();
            Cancellation.check(cancelled);
            part.accept(i);
          }
        };
    int started = Math.min(lanes, parts);
    if (started <= 1) {
      lane.run();
      return;
    }
    List<CompletableFuture<Void>> running = new ArrayList<>();
    for (int i = 0; i < started; i++) {
      // Bound, so that a lane that rests or waits for its turn hears of it as well.
      running.add(CompletableFuture.runAsync(RightOfWay.asHere(() -> Cancellation.run(cancelled, lane)), threads));
    }
    try {
      CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException known ? known : e;
    }
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
