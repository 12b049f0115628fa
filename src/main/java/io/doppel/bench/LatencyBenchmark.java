package io.doppel.bench;

import io.doppel.encoder.Encoder;
import io.doppel.encoder.Prompt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Measures how long one query takes, with encoders that take turns.
public final class LatencyBenchmark {

  private static final int QUERIES_A_TURN = 10;
  private static final int FEWEST_TURNS = 3;

  private LatencyBenchmark() {}

  /// Encodes one text at a time for about as long as `time` says.
  ///
  /// @param encoders by the threads of a run, all of one model
  /// @param texts at least one
  public static List<Latency> measure(Map<Integer, ? extends Encoder> encoders, List<String> texts, Duration time) {
    Map<Integer, List<Double>> measured = new TreeMap<>();
    long end = System.nanoTime() + time.toNanos();
    int next = 0;
    // The first turn warms up.
    for (int turn = -1; turn < FEWEST_TURNS || System.nanoTime() < end; turn++) {
      List<String> queries = new ArrayList<>();
      for (int i = 0; i < QUERIES_A_TURN; i++) {
        queries.add(texts.get(next++ % texts.size()));
      }
      for (Map.Entry<Integer, ? extends Encoder> encoder : encoders.entrySet()) {
        List<Double> milliseconds = queries.stream().map(query -> milliseconds(encoder.getValue(), query)).toList();
        if (turn >= 0) {
          measured.computeIfAbsent(encoder.getKey(), _ -> new ArrayList<>()).addAll(milliseconds);
        }
      }
    }
    return measured.entrySet().stream().map(one -> new Latency(one.getKey(), one.getValue())).toList();
  }

  private static double milliseconds(Encoder encoder, String query) {
    long start = System.nanoTime();
    encoder.encode(query, Prompt.QUERY);
    return (System.nanoTime() - start) / 1e6;
  }
}
