package io.doppel.bench.index;

import io.doppel.bench.Latency;
import io.doppel.bench.Run;
import io.doppel.encoder.Embedding;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// How fast queries are answered, by the clock and by the processor time of the threads that search: what the clock
/// would show if the machine, and the JVM's compiler, had nothing else to do.
///
/// @param latency of one query after the other, on one thread
/// @param oneThread queries a second
/// @param oneThreadProcessor the same by processor time
/// @param allThreads queries a second with as many threads as there are cores
/// @param allThreadsProcessor the same by processor time
public record Throughput(
    Latency latency, double oneThread, double oneThreadProcessor, double allThreads, double allThreadsProcessor) {

  /// Answers a query; called by several threads at once.
  @FunctionalInterface
  public interface Search {

    /// How many hits there are; none is a mistake.
    int hits(Embedding query) throws IOException;
  }

  /// Asks the queries over and over for about as long as `time` says, half of it on one thread and half on all.
  ///
  /// @param queries at least one
  public static Throughput measure(List<Embedding> queries, Search search, Duration time) throws IOException {
    long half = time.toNanos() / 2;
    Turn one = Turn.take(queries, search, System.nanoTime() + half, 0);
    List<Turn> all = onAllCores(queries, search, System.nanoTime() + half);
    return new Throughput(
        new Latency(one.milliseconds()),
        one.perSecond(),
        one.perProcessorSecond(),
        all.stream().mapToDouble(Turn::perSecond).sum(),
        all.stream().mapToDouble(Turn::perProcessorSecond).sum());
  }

  private static List<Turn> onAllCores(List<Embedding> queries, Search search, long end) throws IOException {
    try (ExecutorService threads = Executors.newFixedThreadPool(Run.CORES)) {
      List<Future<Turn>> runs = new ArrayList<>();
      for (int i = 0; i < Run.CORES; i++) {
        int first = i * queries.size() / Run.CORES;
        runs.add(threads.submit(() -> Turn.take(queries, search, end, first)));
      }
      List<Turn> turns = new ArrayList<>();
      for (Future<Turn> run : runs) {
        turns.add(run.get());
      }
      return turns;
    } catch (ExecutionException e) {
      throw new IOException("a search failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while measuring", e);
    }
  }

  /// What one thread did.
  ///
  /// @param milliseconds of each search, at least one
  private record Turn(List<Double> milliseconds, double seconds, double processorSeconds) {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    static Turn take(List<Embedding> queries, Search search, long end, int first) throws IOException {
      List<Double> milliseconds = new ArrayList<>();
      long processor = THREADS.getCurrentThreadCpuTime();
      long begin = System.nanoTime();
      int next = first;
      do {
        long start = System.nanoTime();
        if (search.hits(queries.get(next++ % queries.size())) == 0) {
          throw new IOException("nothing was found");
        }
        milliseconds.add((System.nanoTime() - start) / 1e6);
      } while (System.nanoTime() < end);
      return new Turn(
          milliseconds, (System.nanoTime() - begin) / 1e9, (THREADS.getCurrentThreadCpuTime() - processor) / 1e9);
    }

    double perSecond() {
      return milliseconds.size() / seconds;
    }

    double perProcessorSecond() {
      return milliseconds.size() / processorSeconds;
    }
  }
}
