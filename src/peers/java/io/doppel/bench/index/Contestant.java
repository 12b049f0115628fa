package io.doppel.bench.index;

import io.doppel.bench.Run;
import io.doppel.encoder.Embedding;
import java.io.IOException;
import java.util.List;

/// A way to keep vectors, and to find near ones again.
interface Contestant extends AutoCloseable {

  /// How many of the nearest are asked for.
  int K = 10;

  String name();

  String version();

  /// How it builds, e.g. `M 32, 100 candidates`.
  String settings();

  /// @param queries that will be asked
  Run build(List<Embedding> embeddings, List<Embedding> queries) throws IOException;

  /// Numbers of the nearest of each query, in the order of the queries.
  List<int[]> nearest(int width) throws IOException;

  /// Asks the queries over and over on one thread, for about that long, at the width of the last call of
  /// [#nearest(int)].
  Speed speed(double seconds) throws IOException;

  @Override
  void close() throws IOException;

  /// Queries a second, of the clock and of the processor time of the whole process.
  record Speed(double byClock, double byProcessor) {}
}
