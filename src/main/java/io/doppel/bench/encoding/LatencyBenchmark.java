package io.doppel.bench.encoding;

import io.doppel.bench.Latency;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.Prompt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Measures how long one query takes, with encoders that take turns.
public final class LatencyBenchmark {

  private static final int QUERIES_A_TURN = 10;
  private static final int FEWEST_TURNS = 3;

  private LatencyBenchmark() {}

  /// Encodes one text at a time for about as long as `time` says; a latency for each encoder.
  ///
  /// @param texts at least one
  public static List<Latency> measure(List<? extends Encoder> encoders, List<String> texts, Duration time) {
    List<List<Double>> measured = encoders.stream().<List<Double>>map(_ -> new ArrayList<>()).toList();
    long end = System.nanoTime() + time.toNanos();
    int next = 0;
    // The first turn warms up.
    for (int turn = -1; turn < FEWEST_TURNS || System.nanoTime() < end; turn++) {
      List<String> queries = new ArrayList<>();
      for (int i = 0; i < QUERIES_A_TURN; i++) {
        queries.add(texts.get(next++ % texts.size()));
      }
      for (int i = 0; i < encoders.size(); i++) {
        for (String query : queries) {
          double milliseconds = milliseconds(encoders.get(i), query);
          if (turn >= 0) {
            measured.get(i).add(milliseconds);
          }
        }
      }
    }
    return measured.stream().map(Latency::new).toList();
  }

  private static double milliseconds(Encoder encoder, String query) {
    long start = System.nanoTime();
    encoder.encode(query, Prompt.QUERY);
    return (System.nanoTime() - start) / 1e6;
  }
}
