package io.doppel.bench;

import io.doppel.encoder.Embedding;
import io.doppel.index.Effort;
import io.doppel.index.Hits;
import io.doppel.index.PassageIndex;
import io.doppel.index.audit.Recall;
import io.doppel.index.audit.Trial;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Measures searches by meaning in an index: how much of what is nearest they find, and how fast. Hits are read whole, as for every
/// caller; the query's text is embedded already.
public final class SearchBenchmark {

  private final PassageIndex index;
  private final List<Embedding> queries;
  private final int k;
  private final Trial trial;

  /// Finds out what is really nearest, by scoring every vector for each query.
  ///
  /// @param queries at least one
  /// @param k how many of the nearest are asked for
  public SearchBenchmark(PassageIndex index, List<Embedding> queries, int k) throws IOException {
    this.index = index;
    this.queries = List.copyOf(queries);
    this.k = k;
    this.trial = new Trial(index, queries, k);
  }

  /// Searches at a width for about as long as `time` says, half of it on one thread and half on all.
  public SearchSpeed measure(int width, Duration time) throws IOException {
    Recall recall = trial.recall(width);
    return measure(width, recall, query -> index.nearest(query, k, width), time);
  }

  /// The same for the exact search.
  public SearchSpeed measureExact(Duration time) throws IOException {
    Recall all = trial.recall(Math.max(k, (int) Math.min(PassageIndex.MAX_HITS, index.passages())));
    return measure(0, all, query -> index.nearest(query, k, Effort.EXACT), time);
  }

  private interface Search {
    Hits of(Embedding query) throws IOException;
  }

  private SearchSpeed measure(int width, Recall recall, Search search, Duration time) {
    long half = time.toNanos() / 2;
    List<Double> milliseconds = new ArrayList<>();
    Run one = Run.of(() -> milliseconds.addAll(searchUntil(System.nanoTime() + half, 0, search)));
    int[] answered = new int[1];
    Run all = Run.of(() -> answered[0] = onAllCores(half, search));
    return new SearchSpeed(
        width,
        recall,
        new Latency(milliseconds),
        milliseconds.size() / one.seconds(),
        answered[0] / all.seconds(),
        answered[0] / all.processorSeconds());
  }

  private int onAllCores(long nanos, Search search) {
    long end = System.nanoTime() + nanos;
    int answered = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(Run.CORES)) {
      List<Future<List<Double>>> runs = new ArrayList<>();
      for (int i = 0; i < Run.CORES; i++) {
        int first = i * queries.size() / Run.CORES;
        runs.add(threads.submit(() -> searchUntil(end, first, search)));
      }
      for (Future<List<Double>> run : runs) {
        answered += run.get().size();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a search failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while measuring", e);
    }
    return answered;
  }

  /// Milliseconds of each search, at least one.
  private List<Double> searchUntil(long end, int first, Search search) {
    List<Double> milliseconds = new ArrayList<>();
    int next = first;
    do {
      long start = System.nanoTime();
      try {
        Hits hits = search.of(queries.get(next++ % queries.size()));
        if (hits.list().isEmpty()) {
          throw new IllegalStateException("nothing was found");
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      milliseconds.add((System.nanoTime() - start) / 1e6);
    } while (System.nanoTime() < end);
    return milliseconds;
  }
}
