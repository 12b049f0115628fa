package io.doppel.encoder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// Encodes texts of ever new lengths for some time and prints the resident memory as it goes
/// (Linux). Arguments: model folder, seconds. The first line says what loading cost.
final class SoakBenchmark {

  private static final int LINES = 12;
  private static final int TEXTS_A_CALL = 64;

  private SoakBenchmark() {}

  public static void main(String[] arguments) throws IOException {
    long seconds = Long.parseLong(arguments[1]);
    long start = System.nanoTime();
    double before = residentMegabytes();
    try (OnnxEncoder encoder =
        OnnxEncoder.load(Path.of(arguments[0]), EncoderSettings.standard())) {
      System.out.printf(
          Locale.ROOT,
          "loaded in %.0f ms; resident %.0f MB, before %.0f MB%n",
          (System.nanoTime() - start) / 1e6,
          residentMegabytes(),
          before);
      Random random = new Random(1);
      long encoded = 0;
      start = System.nanoTime();
      for (int line = 1; line <= LINES; line++) {
        while (System.nanoTime() - start < line * seconds * 1_000_000_000L / LINES) {
          encoded += encoder.encode(texts(random), Prompt.NONE).size();
        }
        System.out.printf(
            Locale.ROOT,
            "%4d s %8d texts %6.0f MB resident%n",
            line * seconds / LINES,
            encoded,
            residentMegabytes());
      }
    }
  }

  private static List<String> texts(Random random) {
    int longest = 1 + random.nextInt(250);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < TEXTS_A_CALL; i++) {
      StringBuilder text = new StringBuilder();
      for (int word = random.nextInt(longest); word >= 0; word--) {
        text.append(Integer.toString(random.nextInt(46656), 36)).append(' ');
      }
      texts.add(text.toString());
    }
    return texts;
  }

  private static double residentMegabytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(Double.NaN);
  }
}
