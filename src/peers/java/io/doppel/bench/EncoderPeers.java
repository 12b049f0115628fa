package io.doppel.bench;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2.AllMiniLmL6V2EmbeddingModel;
import io.doppel.bench.peer.JarVersion;
import io.doppel.bench.peer.NodePackages;
import io.doppel.bench.peer.PeerArguments;
import io.doppel.bench.peer.PeerRow;
import io.doppel.encoder.Embedding;
import io.doppel.encoder.Prompt;
import io.doppel.encoder.onnx.EncoderSettings;
import io.doppel.encoder.onnx.OnnxEncoder;
import io.doppel.vector.Quantiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/// Doppel's encoder beside those of others, with the same model file and the same texts, in turns: each gets all texts
/// once a round, and is otherwise as it comes.
///
/// Texts of more than 256 tokens are no fair comparison: Doppel and transformers.js read that much of one, as
/// sentence-transformers does, and langchain4j averages over its parts.
final class EncoderPeers {

  private static final int ROUNDS = 3;
  private static final int MOST_TEXTS = 1_000;
  private static final Path MODEL = Path.of("models/all-MiniLM-L6-v2");

  /// An encoder that was loaded.
  interface Contestant extends AutoCloseable {

    String name();

    String version();

    /// How it gets the texts.
    String how();

    /// Embeds the texts, and adds the embeddings to the list.
    Run encode(List<String> texts, List<Embedding> embeddings) throws IOException;

    @Override
    void close() throws IOException;
  }

  /// The rounds of one of them.
  private record Measured(Contestant contestant, List<Embedding> embeddings, List<Run> runs) {

    double perProcessorSecond() {
      return embeddings.size() / (Quantiles.of(runs.stream().map(Run::processorSeconds).toList()).median() * Run.CORES);
    }

    double perSecond() {
      return embeddings.size() / Quantiles.of(runs.stream().map(Run::seconds).toList()).median();
    }
  }

  private final PeerArguments asked;
  private final Optional<NodePackages> node;

  EncoderPeers(PeerArguments asked, Optional<NodePackages> node) {
    this.asked = asked;
    this.node = node;
  }

  /// @param file with a text a line; of a `.tsv` the third and fourth column, of a `.jsonl` the field `text`
  List<PeerRow> measure(Path file) throws IOException {
    List<String> texts = texts(file);
    List<Measured> all = new ArrayList<>();
    try {
      for (Contestant contestant : contestants()) {
        all.add(new Measured(contestant, new ArrayList<>(), new ArrayList<>()));
      }
      for (int round = -1; round < ROUNDS; round++) {
        for (Measured one : all) {
          one.embeddings().clear();
          Run run = one.contestant().encode(texts, one.embeddings());
          if (round >= 0) {
            one.runs().add(run);
          }
        }
      }
    } finally {
      for (Measured one : all) {
        one.contestant().close();
      }
    }
    System.out.printf(Locale.ROOT, "%n%s: %,d texts%n", file.getFileName(), texts.size());
    return all.stream().map(one -> row(one, all.getFirst())).toList();
  }

  private List<Contestant> contestants() throws IOException {
    List<Contestant> contestants = new ArrayList<>(List.of(new Ours()));
    if (asked.has("langchain4j")) {
      contestants.add(new Langchain4j());
    }
    if (node.isPresent() && asked.has("transformers.js")) {
      try {
        // As it is used mostly; one text after the other; and what takes it the least processor time.
        contestants.add(TransformersJs.load(node.get(), MODEL, Run.CORES, 32));
        contestants.add(TransformersJs.load(node.get(), MODEL, Run.CORES, 1));
        contestants.add(TransformersJs.load(node.get(), MODEL, 1, 8));
      } catch (IOException e) {
        System.out.printf("skipped: %s%n", e.getMessage());
      }
    }
    return contestants;
  }

  private static PeerRow row(Measured one, Measured ours) {
    String what =
        String.format(Locale.ROOT, "embedding, %,d texts, %s", one.embeddings().size(), one.contestant().how());
    System.out.printf(
        Locale.ROOT,
        "  %s, %s: %.0f texts/s by the clock; runs, s: %s; processor, s: %s%n",
        one.contestant().name(),
        one.contestant().how(),
        one.perSecond(),
        one.runs().stream().map(run -> shown(run.seconds())).collect(Collectors.joining(" ")),
        one.runs().stream().map(run -> shown(run.processorSeconds() * Run.CORES)).collect(Collectors.joining(" ")));
    double[] cosines = new double[one.embeddings().size()];
    Arrays.setAll(cosines, i -> one.embeddings().get(i).cosine(ours.embeddings().get(i)));
    return new PeerRow(
        one.contestant().name(),
        one.contestant().version(),
        what,
        one.perProcessorSecond(),
        ours.perProcessorSecond(),
        one.contestant() instanceof Ours
            ? "the yardstick"
            : String.format(
                Locale.ROOT,
                "cosine to Doppel's: least %.6f, mean %.6f",
                Arrays.stream(cosines).min().orElseThrow(),
                Arrays.stream(cosines).average().orElseThrow()));
  }

  private static String shown(double seconds) {
    return String.format(Locale.ROOT, "%.2f", seconds);
  }

  private static List<String> texts(Path file) throws IOException {
    String name = file.toString();
    Stream<String> texts =
        Files.readAllLines(file).stream()
            .flatMap(
                line -> {
                  if (name.endsWith(".tsv")) {
                    return Arrays.stream(line.split("\t", -1)).skip(2).limit(2);
                  }
                  return Stream.of(
                      name.endsWith(".jsonl") ? JsonMapper.shared().readTree(line).path("text").asString() : line);
                });
    return texts.filter(text -> !text.isBlank()).distinct().limit(MOST_TEXTS).toList();
  }

  private static final class Ours implements Contestant {

    private final OnnxEncoder encoder = OnnxEncoder.load(MODEL, EncoderSettings.standard());

    Ours() throws IOException {}

    @Override
    public String name() {
      return "Doppel";
    }

    @Override
    public String version() {
      return PeerRow.HERE;
    }

    @Override
    public String how() {
      return "all in one call";
    }

    @Override
    public Run encode(List<String> texts, List<Embedding> embeddings) {
      return Run.of(() -> embeddings.addAll(encoder.encode(texts, Prompt.NONE)));
    }

    @Override
    public void close() {
      encoder.close();
    }
  }

  private static final class Langchain4j implements Contestant {

    private final EmbeddingModel model = new AllMiniLmL6V2EmbeddingModel();

    @Override
    public String name() {
      return "langchain4j";
    }

    @Override
    public String version() {
      return JarVersion.of(AllMiniLmL6V2EmbeddingModel.class);
    }

    @Override
    public String how() {
      return "all in one call";
    }

    @Override
    public Run encode(List<String> texts, List<Embedding> embeddings) {
      List<TextSegment> segments = texts.stream().map(TextSegment::from).toList();
      return Run.of(
          () ->
              model.embedAll(segments).content().stream()
                  .map(one -> Embedding.normalize(one.vector()))
                  .forEach(embeddings::add));
    }

    @Override
    public void close() {}
  }
}
