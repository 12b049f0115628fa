package io.doppel.bench.index;

import io.doppel.bench.Latency;
import io.doppel.bench.Run;
import io.doppel.bench.Timed;
import io.doppel.encoder.Embedding;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// How fast queries are answered.
///
/// @param latency of one query after the other, on one thread
/// @param oneThread queries a second
/// @param oneThreadProcessor the same by processor time, of which one core's is taken
/// @param allThreads queries a second with as many threads as there are cores
/// @param allThreadsProcessor the same by processor time: what the clock would show if this machine had nothing else to do
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
    Timed<List<Double>> one = Timed.of(() -> untilTheEnd(queries, search, System.nanoTime() + half, 0));
    Timed<Integer> all = Timed.of(() -> onAllCores(queries, search, half));
    int answered = one.value().size();
    return new Throughput(
        new Latency(one.value()),
        answered / one.run().seconds(),
        answered / (one.run().processorSeconds() * Run.CORES),
        all.value() / all.run().seconds(),
        all.value() / all.run().processorSeconds());
  }

  private static int onAllCores(List<Embedding> queries, Search search, long nanos) throws IOException {
    long end = System.nanoTime() + nanos;
    int answered = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(Run.CORES)) {
      List<Future<List<Double>>> runs = new ArrayList<>();
      for (int i = 0; i < Run.CORES; i++) {
        int first = i * queries.size() / Run.CORES;
        runs.add(threads.submit(() -> untilTheEnd(queries, search, end, first)));
      }
      for (Future<List<Double>> run : runs) {
        answered += run.get().size();
      }
    } catch (ExecutionException e) {
      throw new IOException("a search failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while measuring", e);
    }
    return answered;
  }

  /// Milliseconds of each search, at least one.
  private static List<Double> untilTheEnd(List<Embedding> queries, Search search, long end, int first) throws IOException {
    List<Double> milliseconds = new ArrayList<>();
    int next = first;
    do {
      long start = System.nanoTime();
      if (search.hits(queries.get(next++ % queries.size())) == 0) {
        throw new IOException("nothing was found");
      }
      milliseconds.add((System.nanoTime() - start) / 1e6);
    } while (System.nanoTime() < end);
    return milliseconds;
  }
}
