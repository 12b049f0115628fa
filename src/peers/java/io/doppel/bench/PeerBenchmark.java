package io.doppel.bench;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2.AllMiniLmL6V2EmbeddingModel;
import io.doppel.encoder.Embedding;
import io.doppel.encoder.Prompt;
import io.doppel.encoder.onnx.EncoderSettings;
import io.doppel.encoder.onnx.OnnxEncoder;
import io.doppel.encoder.onnx.runtime.OnnxRuntime;
import io.doppel.vector.Quantiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Doppel's encoder and the in-process encoder of langchain4j, with the same model, the same ONNX Runtime and the same
/// texts, in turns in one process. Both get all texts in one call and all cores, and are otherwise as they come.
///
/// Arguments: files with a text a line, of a `.tsv` the third and fourth column. Texts of more than 256 tokens are no
/// fair comparison: Doppel reads that much of one, as sentence-transformers does, and langchain4j averages over its
/// parts.
final class PeerBenchmark {

  private static final int ROUNDS = 5;
  private static final int MOST_TEXTS = 1_000;
  private static final Path MODEL = Path.of("models/all-MiniLM-L6-v2");
  private static final Path LABELLED = Path.of("../shared/data/stsb-en/pairs.test.tsv");

  private record Turn(Run ours, Run theirs) {}

  private PeerBenchmark() {}

  public static void main(String[] arguments) throws IOException {
    // First of all, for it keeps ONNX Runtime off the network.
    OnnxRuntime.environment();
    List<Path> files = Arrays.stream(arguments).map(Path::of).toList();
    if (files.isEmpty() && !Files.exists(LABELLED)) {
      System.out.printf("skipped: no texts at %s; give a file with -Dtexts=FILE%n", LABELLED);
      return;
    }
    System.out.printf(Locale.ROOT, "%s; load %.1f%n", Machine.describe(), Machine.load());
    EmbeddingModel langchain4j = new AllMiniLmL6V2EmbeddingModel();
    try (OnnxEncoder doppel = OnnxEncoder.load(MODEL, EncoderSettings.standard())) {
      for (Path file : files.isEmpty() ? List.of(LABELLED) : files) {
        compare(file, doppel, langchain4j);
      }
    }
    // Its threads would keep the process alive.
    System.exit(0);
  }

  private static void compare(Path file, OnnxEncoder doppel, EmbeddingModel langchain4j) throws IOException {
    List<String> texts = texts(file);
    List<TextSegment> segments = texts.stream().map(TextSegment::from).toList();
    List<Embedding> ours = new ArrayList<>();
    List<float[]> theirs = new ArrayList<>();
    List<Turn> turns = new ArrayList<>();
    for (int round = -1; round < ROUNDS; round++) {
      ours.clear();
      theirs.clear();
      Run our = Run.of(() -> ours.addAll(doppel.encode(texts, Prompt.NONE)));
      Run their =
          Run.of(() -> langchain4j.embedAll(segments).content().forEach(one -> theirs.add(one.vector())));
      if (round >= 0) {
        turns.add(new Turn(our, their));
      }
    }
    long tokens = doppel.work(texts, Prompt.NONE).tokens();
    System.out.printf(
        Locale.ROOT,
        "%n%s: %,d texts, %.1f tokens each; least cosine between both %.6f%n",
        file.getFileName(),
        texts.size(),
        (double) tokens / texts.size(),
        leastCosine(ours, theirs));
    print("by the clock", texts.size(), turns, Run::seconds);
    print("by processor time", texts.size(), turns, Run::processorSeconds);
  }

  private static void print(String how, int texts, List<Turn> turns, ToDoubleFunction<Run> time) {
    List<Double> ours = turns.stream().map(turn -> time.applyAsDouble(turn.ours())).toList();
    List<Double> theirs = turns.stream().map(turn -> time.applyAsDouble(turn.theirs())).toList();
    double our = Quantiles.of(ours).median();
    double their = Quantiles.of(theirs).median();
    System.out.printf(
        Locale.ROOT,
        """
        %s: %.2f times langchain4j
          doppel       %6.0f texts/s; runs, s: %s
          langchain4j  %6.0f texts/s; runs, s: %s
        """,
        how,
        their / our,
        texts / our,
        shown(ours),
        texts / their,
        shown(theirs));
  }

  private static String shown(List<Double> seconds) {
    return seconds.stream().map(one -> String.format(Locale.ROOT, "%.2f", one)).collect(Collectors.joining(" "));
  }

  private static double leastCosine(List<Embedding> ours, List<float[]> theirs) {
    double least = 1;
    for (int i = 0; i < ours.size(); i++) {
      least = Math.min(least, ours.get(i).cosine(Embedding.normalize(theirs.get(i))));
    }
    return least;
  }

  private static List<String> texts(Path file) throws IOException {
    Stream<String> lines = Files.readAllLines(file).stream();
    Stream<String> texts =
        file.toString().endsWith(".tsv")
            ? lines.flatMap(line -> Arrays.stream(line.split("\t", -1)).skip(2).limit(2))
            : lines;
    return texts.filter(text -> !text.isBlank()).distinct().limit(MOST_TEXTS).toList();
  }
}
