package io.doppel.encoder.training;

import io.doppel.encoder.EncoderException;
import io.doppel.work.Cancellation;
import io.doppel.work.RightOfWay;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;

/// Does tasks side by side and takes their results in their order, so that a sum of them is the same however many
/// workers there are. Those of long work give way to questions ([RightOfWay]). For one thread at a time.
final class OrderedTasks implements AutoCloseable {

  private final int workers;
  private final ExecutorService threads;

  OrderedTasks(int workers) {
    this.workers = workers;
    this.threads = Executors.newFixedThreadPool(workers, Thread.ofPlatform().daemon().name("training-", 0).factory());
  }

  /// What to do with the result of the task of that number.
  @FunctionalInterface
  interface Receiver<T> {
    void take(int index, T result);
  }

  /// Ends early where [Cancellation] says so.
  ///
  /// @param work what it is, for whoever reads that it failed
  <T> void run(String work, List<Callable<T>> tasks, Receiver<T> receiver) {
    List<Future<T>> running = new ArrayList<>();
    try {
      for (int done = 0; done < tasks.size(); done++) {
        Cancellation.check();
        while (running.size() < Math.min(tasks.size(), done + workers)) {
          running.add(begun(tasks.get(running.size())));
        }
        T result = running.get(done).get();
        running.set(done, null);
        receiver.take(done, result);
      }
    } catch (ExecutionException e) {
      throw new EncoderException(work + " failed on a batch", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EncoderException("interrupted in " + work, e);
    } finally {
      await(running);
    }
  }

  /// One of long work gives way to questions first.
  private <T> Future<T> begun(Callable<T> task) {
    BooleanSupplier cancelled = Cancellation.current();
    FutureTask<T> begun =
        new FutureTask<>(
            () -> {
              Cancellation.run(cancelled, RightOfWay::give);
              return task.call();
            });
    threads.execute(RightOfWay.asHere(begun));
    return begun;
  }

  /// What is still under way must not outlive the tensors that it reads, and what nobody received is let go.
  private static <T> void await(List<Future<T>> running) {
    boolean interrupted = false;
    for (Future<T> task : running) {
      for (boolean waiting = task != null; waiting; ) {
        waiting = false;
        try {
          letGo(task.get());
        } catch (ExecutionException e) {
          // It failed after another one, which is told.
        } catch (InterruptedException e) {
          interrupted = true;
          waiting = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void letGo(Object result) {
    if (result instanceof AutoCloseable held) {
      try {
        held.close();
      } catch (Exception e) {
        throw new EncoderException("what was computed cannot be let go", e);
      }
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
