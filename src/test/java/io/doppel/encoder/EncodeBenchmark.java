package io.doppel.encoder;

import com.sun.management.OperatingSystemMXBean;
import io.doppel.encoder.onnx.MatrixProduct;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Encodes the same texts with several settings and models in turn, round after round, next to the
/// machine's own peak.
///
/// Arguments: a file of texts (the last columns of a `.tsv`, else one a line), how many of them,
/// rounds, then any number of `FOLDER@WORKERSxTHREADSxBUDGET`. Prints every run. Two speeds are
/// given: by the clock, and by the processor time used, times the number of cores; the second holds
/// also while other programs share the machine.
final class EncodeBenchmark {

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final int CORES = Runtime.getRuntime().availableProcessors();
  private static final int PRODUCTS = 30;

  private record Run(double clock, double processor) {}

  private interface Work {
    void run() throws IOException;
  }

  /// @param operations of one round, in floating point
  private record Candidate(String name, Work work, int texts, double operations, List<Run> runs) {}

  private EncodeBenchmark() {}

  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[0]);
    if (!Files.exists(file)) {
      System.out.println("skipped: no texts at " + file);
      return;
    }
    List<String> texts = texts(file).distinct().limit(Long.parseLong(arguments[1])).toList();
    int rounds = Integer.parseInt(arguments[2]);
    List<Candidate> candidates = new ArrayList<>();
    List<OnnxEncoder> encoders = new ArrayList<>();
    try (MatrixProduct product = new MatrixProduct()) {
      candidates.add(
          new Candidate(
              "1024^3 product",
              () -> product.run(PRODUCTS, CORES),
              0,
              CORES * PRODUCTS * MatrixProduct.OPERATIONS,
              new ArrayList<>()));
      for (String argument : Arrays.asList(arguments).subList(3, arguments.length)) {
        candidates.add(candidate(argument, texts, encoders));
      }
      System.out.printf("%d cores, Java %s, %d texts%n", CORES, Runtime.version(), texts.size());
      for (int round = -1; round < rounds; round++) {
        for (Candidate candidate : candidates) {
          Run run = measure(candidate.work());
          if (round >= 0) {
            candidate.runs().add(run);
          }
        }
      }
    }
    candidates.forEach(candidate -> print(candidate, candidates.getFirst()));
    encoders.forEach(OnnxEncoder::close);
  }

  private static Candidate candidate(
      String argument, List<String> texts, List<OnnxEncoder> encoders) throws IOException {
    Path folder = Path.of(argument.substring(0, argument.indexOf('@')));
    String[] numbers = argument.substring(argument.indexOf('@') + 1).split("x", -1);
    EncoderSettings settings =
        new EncoderSettings(
            Integer.parseInt(numbers[0]),
            Integer.parseInt(numbers[1]),
            Integer.parseInt(numbers[2]));
    OnnxEncoder encoder = OnnxEncoder.load(folder, settings);
    encoders.add(encoder);
    EncodingWork work = encoder.work(texts, Prompt.NONE);
    String name =
        String.format(
            Locale.ROOT,
            "%s, %.1f tokens a text, %.1f %% padding",
            argument.substring(argument.lastIndexOf('/') + 1),
            (double) work.tokens() / texts.size(),
            100 * work.padding());
    return new Candidate(
        name,
        () -> encoder.encode(texts, Prompt.NONE),
        texts.size(),
        work.operations(),
        new ArrayList<>());
  }

  private static Run measure(Work work) throws IOException {
    long processor = SYSTEM.getProcessCpuTime();
    long clock = System.nanoTime();
    work.run();
    return new Run(
        (System.nanoTime() - clock) / 1e9, (SYSTEM.getProcessCpuTime() - processor) / 1e9 / CORES);
  }

  private static void print(Candidate candidate, Candidate peak) {
    double clock = median(candidate, true);
    double processor = median(candidate, false);
    double share = candidate.operations() / processor / (peak.operations() / median(peak, false));
    System.out.printf(
        Locale.ROOT,
        "%n%s%n  clock     %7.1f texts/s %7.1f GFLOP/s%n  processor %7.1f texts/s %7.1f GFLOP/s, %.1f %% of the product%n  runs:",
        candidate.name(),
        candidate.texts() / clock,
        candidate.operations() / clock / 1e9,
        candidate.texts() / processor,
        candidate.operations() / processor / 1e9,
        100 * share);
    candidate
        .runs()
        .forEach(
            run -> System.out.printf(Locale.ROOT, " %.2f/%.2f s", run.clock(), run.processor()));
    System.out.println();
  }

  private static double median(Candidate candidate, boolean clock) {
    double[] seconds =
        candidate.runs().stream()
            .mapToDouble(run -> clock ? run.clock() : run.processor())
            .sorted()
            .toArray();
    return seconds[seconds.length / 2];
  }

  private static Stream<String> texts(Path file) throws IOException {
    Stream<String> lines = Files.readAllLines(file).stream();
    return file.toString().endsWith(".tsv")
        ? lines.flatMap(line -> Arrays.stream(line.split("\t", -1)).skip(2).limit(2))
        : lines;
  }
}
