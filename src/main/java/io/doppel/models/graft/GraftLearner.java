package io.doppel.models.graft;

import io.doppel.encoder.graph.EmbeddingTable;
import io.doppel.encoder.graph.LowRank;
import io.doppel.encoder.graft.Graft;
import io.doppel.encoder.graft.Grafting;
import io.doppel.encoder.model.ModelFolder;
import io.doppel.encoder.model.Sha256;
import io.doppel.encoder.onnx.EncoderSettings;
import io.doppel.encoder.onnx.OnnxEncoder;
import io.doppel.encoder.token.Tokenizer;
import io.doppel.encoder.token.WordPieceFile;
import io.doppel.encoder.token.WordPieceLearner;
import io.doppel.models.ModelFiles;
import io.doppel.models.ModelName;
import io.doppel.models.Models;
import io.doppel.models.Origin;
import io.doppel.models.Staging;
import io.doppel.models.graft.ParallelSentences.Pair;
import io.doppel.models.graft.ScoredPairs.Scored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Makes a model that reads another language of one that does not, by sentences that say the same in both: new tokens
/// for the other language's words, each with the average of the embeddings of those tokens that it is translated by,
/// and if wanted what is added to the model's weights for texts with such words, learned from how it reads their
/// translations. Nothing that the model knew changes: a text in its own language has the same tokens and the same
/// embedding as before, bit for bit.
///
/// The base must have a tokenizer of the kind WordPiece that decomposes letters, and the other language letters of its
/// own. The same files and settings always make the same model; the weights do so on processors of the same kind.
/// Stopped by [io.doppel.work.Cancellation]; nothing of a model appears then.
public final class GraftLearner {

  /// How many texts in the model's own language are tried for whether they are read as before.
  private static final int TRIED = 2000;

  private static final int MOST_TOKENS = 128;

  private final Models models;
  private final GraftListener listener;

  public GraftLearner(Models models, GraftListener listener) {
    this.models = models;
    this.listener = listener;
  }

  /// Makes the model `name` of the model `base`.
  ///
  /// @param languages codes of the languages that come to those of the base, such as `ko`
  /// @throws IOException one sentence that says what stands in the way; nothing appears then
  public GraftReport graft(
      ModelName base,
      GraftSources sources,
      GraftSettings settings,
      ModelName name,
      List<String> languages)
      throws IOException {
    Path from = models.folder(base);
    ModelFolder model = ModelFolder.read(from);
    EmbeddingTable table = Grafting.table(model.graph());
    WordPieceFile known = WordPieceFile.read(model.tokenizer());
    Graft.Base origin =
        new Graft.Base(
            base.value(),
            Sha256.of(List.of(model.graph())),
            Sha256.of(List.of(model.tokenizer())),
            table.rows());
    Optional<Graft> earlier = earlier(settings.from(), origin);
    return Staging.make(
        models.folder(),
        name,
        staging -> {
          GraftReport report = graft(from, model, table, known, origin, earlier, sources, settings, staging.folder());
          staging.install(origin(from, languages));
          return report;
        });
  }

  private GraftReport graft(
      Path from,
      ModelFolder model,
      EmbeddingTable table,
      WordPieceFile known,
      Graft.Base origin,
      Optional<Graft> earlier,
      GraftSources sources,
      GraftSettings settings,
      Path folder)
      throws IOException {
    listener.progress("read", 0, 1);
    ParallelSentences sentences = ParallelSentences.read(sources, settings);
    if (sentences.learned().isEmpty()) {
      throw new IOException("no pair of sentences is left to learn from: the files have none, or all are kept apart");
    }
    List<Scored> scored = ScoredPairs.read(sources.scored(), sentences.learned());
    List<String> tokens =
        earlier.isPresent()
            ? earlier.get().tokens()
            : tokens(sentences.learned(), known, settings.pieces());
    copyDescriptors(from, folder, table.rows() + tokens.size());
    Path tokenizer = folder.resolve("tokenizer.json");
    known.write(tokenizer, tokens, table.rows());
    float[] rows;
    try (Tokenizer grown = Tokenizer.load(tokenizer, MOST_TOKENS, model.lowerCase())) {
      requireSameTokens(sentences.learned(), model, grown, table.rows());
      rows =
          earlier.isPresent()
              ? earlier.get().rows()
              : RowAlignment.rows(sentences.learned(), grown, table, tokens.size(), listener);
    }
    Path file = folder.resolve(Graft.FILE);
    Graft.of(origin, tokens, rows).write(file);
    Grafting.assemble(from, folder);
    if (settings.body().trained() > 0) {
      List<LowRank> begin = earlier.map(Graft::matrices).orElse(List.of());
      BodyLearner.Learned learned = body(from, folder, table, sentences.learned(), scored, begin, settings);
      Graft.of(origin, tokens, learned.rows()).with(learned.matrices()).write(file);
      Grafting.assemble(from, folder);
    }
    GraftReport.Reading before = reading(from, sentences.heldBack(), 0);
    GraftReport.Reading after = reading(folder, sentences.heldBack(), 1);
    return new GraftReport(sentences.learned().size(), tokens.size(), before, after);
  }

  private Optional<Graft> earlier(@Nullable ModelName name, Graft.Base origin) throws IOException {
    if (name == null) {
      return Optional.empty();
    }
    Path folder = models.folder(name);
    Graft.Base base =
        Graft.Base.of(folder).orElseThrow(() -> new IOException("model %s is no graft".formatted(name)));
    if (!base.equals(origin)) {
      throw new IOException(
          "model %s is a graft of another model: of %s, or of other files of it".formatted(name, base.name()));
    }
    return Optional.of(Graft.read(folder.resolve(Graft.FILE)));
  }

  private List<String> tokens(List<Pair> pairs, WordPieceFile known, int pieces) throws IOException {
    listener.progress("learn words", 0, 1);
    ForeignWords words = ForeignWords.of(pairs);
    Set<String> tokens = new LinkedHashSet<>(WordPieceLearner.learn(words.counts(), pieces));
    tokens.addAll(words.letters());
    tokens.removeIf(known::has);
    if (tokens.isEmpty()) {
      throw new IOException("%d pairs of sentences have no words that the model does not know".formatted(pairs.size()));
    }
    return List.copyOf(tokens);
  }

  private BodyLearner.Learned body(
      Path from,
      Path words,
      EmbeddingTable table,
      List<Pair> pairs,
      List<Scored> scored,
      List<LowRank> begin,
      GraftSettings settings)
      throws IOException {
    try (OnnxEncoder teacher = OnnxEncoder.load(from, EncoderSettings.standard())) {
      return BodyLearner.learn(words, table, teacher, pairs, scored, begin, settings.body(), settings.seed(), listener);
    }
  }

  private GraftReport.Reading reading(Path folder, List<Pair> pairs, int model) throws IOException {
    listener.progress("measure", model, 2);
    try (OnnxEncoder encoder = OnnxEncoder.load(folder, EncoderSettings.standard())) {
      return Twins.reading(encoder, pairs);
    }
  }

  private static void requireSameTokens(
      List<Pair> pairs, ModelFolder base, Tokenizer grown, int first) throws IOException {
    try (Tokenizer own = Tokenizer.load(base.tokenizer(), MOST_TOKENS, base.lowerCase())) {
      for (int i = 0; i < pairs.size(); i += Math.ceilDiv(pairs.size(), TRIED)) {
        Pair pair = pairs.get(i);
        long[] ids = grown.encode(pair.known()).ids();
        boolean foreign = LongStream.of(ids).anyMatch(id -> id >= first);
        if (!foreign && !Arrays.equals(ids, own.encode(pair.known()).ids())) {
          throw new IOException(
              "with new tokens the model would read \"%s\" otherwise than before"
                  .formatted(pair.known()));
        }
      }
    }
  }

  private static void copyDescriptors(Path from, Path to, int vocabulary) throws IOException {
    List<String> taken = new ArrayList<>(ModelFiles.of(ModelFiles.files(from), "").values());
    taken.removeAll(List.of("model.onnx", "tokenizer.json"));
    for (String file : taken) {
      Path target = to.resolve(file);
      Files.createDirectories(target.resolveSibling("."));
      Files.copy(from.resolve(file), target);
    }
    Path config = to.resolve("config.json");
    if (Files.isRegularFile(config)
        && JsonMapper.shared().readTree(Files.readString(config)) instanceof ObjectNode json) {
      json.put("vocab_size", vocabulary);
      Files.writeString(config, JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n");
    }
  }

  private static Origin origin(Path base, List<String> languages) throws IOException {
    Origin known = Origin.of(base).orElse(new Origin("", "", "", List.of()));
    Set<String> all = new LinkedHashSet<>(known.languages());
    all.addAll(languages);
    return new Origin(known.source(), known.revision(), known.licence(), List.copyOf(all));
  }
}
