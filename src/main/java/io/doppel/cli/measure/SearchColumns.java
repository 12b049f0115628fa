package io.doppel.cli.measure;

import io.doppel.bench.index.SearchSpeed;
import java.util.function.Function;

/// What there is to tell of searches, wherever they are measured.
final class SearchColumns {

  private SearchColumns() {}

  /// Adds how much is found and how fast.
  static <T> Columns<T> add(Columns<T> columns, Function<T, SearchSpeed> search) {
    return columns
        .column("width", "width", "%5d", result -> search.apply(result).width())
        .field("queries", result -> search.apply(result).recall().queries())
        .column("recall", "recall@10", "%9.4f", result -> search.apply(result).recall().value())
        .column("recall_low", "from", "%6.4f", result -> search.apply(result).recall().low())
        .column("recall_high", "to", "%6.4f", result -> search.apply(result).recall().high())
        .column(
            "queries_per_second",
            "queries/s",
            "%,9.0f",
            result -> search.apply(result).throughput().oneThread())
        .column(
            "queries_per_second_by_processor_time",
            "by processor",
            "%,12.0f",
            result -> search.apply(result).throughput().oneThreadProcessor())
        .column(
            "queries_per_second_all_threads",
            "all threads",
            "%,11.0f",
            result -> search.apply(result).throughput().allThreads())
        .column(
            "queries_per_second_all_threads_by_processor_time",
            "by processor",
            "%,12.0f",
            result -> search.apply(result).throughput().allThreadsProcessor())
        .column(
            "p50_ms",
            "p50 ms",
            "%7.2f",
            result -> search.apply(result).throughput().latency().p50())
        .column(
            "p99_ms",
            "p99 ms",
            "%7.2f",
            result -> search.apply(result).throughput().latency().p99());
  }
}
