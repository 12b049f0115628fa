package io.doppel.bench;

import io.doppel.encoder.Encoder;
import io.doppel.encoder.Prompt;
import io.doppel.encoder.batch.BatchingEncoder;
import io.doppel.encoder.onnx.EncoderSettings;
import io.doppel.encoder.onnx.OnnxEncoder;
import io.doppel.vector.Quantiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// Many callers who ask one query after the other, with and without shared batches, in turns. The callers are virtual
/// threads, as the server's are.
///
/// Arguments: model folder, a file with a text a line, seconds of a turn, rounds, then numbers of callers.
final class LoadBenchmark {

  private record Turn(double queriesPerSecond, double queriesPerProcessorSecond, List<Double> milliseconds) {}

  private LoadBenchmark() {}

  public static void main(String[] arguments) throws IOException {
    List<String> texts = Files.readAllLines(Path.of(arguments[1]));
    double seconds = Double.parseDouble(arguments[2]);
    int rounds = Integer.parseInt(arguments[3]);
    EncoderSettings settings = EncoderSettings.standard();
    System.out.printf(Locale.ROOT, "%s; load %.1f%n", Machine.describe(), Machine.load());
    try (OnnxEncoder plain = OnnxEncoder.load(Path.of(arguments[0]), settings);
        BatchingEncoder batching = new BatchingEncoder(plain, settings.workers())) {
      for (int argument = 4; argument < arguments.length; argument++) {
        int callers = Integer.parseInt(arguments[argument]);
        List<Turn> without = new ArrayList<>();
        List<Turn> with = new ArrayList<>();
        for (int round = -1; round < rounds; round++) {
          Turn one = turn(plain, texts, callers, seconds);
          Turn two = turn(batching, texts, callers, seconds);
          if (round >= 0) {
            without.add(one);
            with.add(two);
          }
        }
        System.out.printf("%n%d callers%n", callers);
        print("each for itself", without);
        print("shared batches", with);
      }
    }
  }

  private static Turn turn(Encoder encoder, List<String> texts, int callers, double seconds) {
    List<Double> milliseconds = Collections.synchronizedList(new ArrayList<>());
    AtomicInteger next = new AtomicInteger();
    long end = System.nanoTime() + (long) (seconds * 1e9);
    Run run =
        Run.of(
            () -> {
              try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                IntStream.range(0, callers)
                    .forEach(_ -> threads.execute(() -> ask(encoder, texts, next, end, milliseconds)));
              }
            });
    return new Turn(milliseconds.size() / run.seconds(), milliseconds.size() / run.processorSeconds(), milliseconds);
  }

  private static void ask(
      Encoder encoder, List<String> texts, AtomicInteger next, long end, List<Double> milliseconds) {
    while (System.nanoTime() < end) {
      long start = System.nanoTime();
      encoder.encode(texts.get(next.getAndIncrement() % texts.size()), Prompt.QUERY);
      milliseconds.add((System.nanoTime() - start) / 1e6);
    }
  }

  private static void print(String how, List<Turn> turns) {
    List<Double> all = turns.stream().flatMap(turn -> turn.milliseconds().stream()).toList();
    System.out.printf(
        Locale.ROOT,
        "  %-15s  %6.1f queries/s, %6.1f by processor time; p50 %.2f ms, p99 %.2f ms; runs, queries/s:",
        how,
        Quantiles.of(turns.stream().map(Turn::queriesPerSecond).toList()).median(),
        Quantiles.of(turns.stream().map(Turn::queriesPerProcessorSecond).toList()).median(),
        Quantiles.of(all).at(0.5),
        Quantiles.of(all).at(0.99));
    turns.forEach(turn -> System.out.printf(Locale.ROOT, " %.1f", turn.queriesPerSecond()));
    System.out.println();
  }
}
