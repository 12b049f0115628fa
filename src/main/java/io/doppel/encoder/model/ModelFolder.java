package io.doppel.encoder.model;

import io.doppel.encoder.Embedding;
import io.doppel.encoder.EncoderFingerprint;
import io.doppel.encoder.Prompt;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.logging.Logger;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An encoder on disk, in the folder layout of sentence-transformers: `modules.json`,
/// `1_Pooling/config.json`, `sentence_bert_config.json`, `config_sentence_transformers.json`
/// (both optional), `tokenizer.json`, and the graph in `model.onnx` or `onnx/model.onnx`.
///
/// @param folder where it is
/// @param graph the ONNX file
/// @param tokenizer the `tokenizer.json`
/// @param pooling how token embeddings become one vector
/// @param layers what comes after the pooling and makes an embedding of the base: up to the first Normalize, or all
///     there is
/// @param adapter what comes behind that, and makes an embedding of this model of one of the base by arithmetic alone
/// @param maxTokens tokens the model reads of one text, special tokens included
/// @param lowerCase whether texts are put into lower case before the tokenizer sees them
/// @param prompts the instruction before a text, by [Prompt]; an absent one is empty
public record ModelFolder(
    Path folder,
    Path graph,
    Path tokenizer,
    Pooling pooling,
    List<Layer> layers,
    List<Layer> adapter,
    int maxTokens,
    boolean lowerCase,
    Map<Prompt, String> prompts) {

  private static final Logger LOG = Logger.getLogger(ModelFolder.class.getName());

  private static final Set<String> LIKE_ROBERTA =
      Set.of(
          "roberta",
          "xlm-roberta",
          "xlm-roberta-xl",
          "camembert",
          "mpnet",
          "longformer",
          "data2vec-text",
          "luke",
          "ibert",
          "xmod");

  public ModelFolder {
    layers = List.copyOf(layers);
    adapter = List.copyOf(adapter);
    prompts = Map.copyOf(prompts);
  }

  /// Reads the descriptors of the model in `folder`; the graph itself is not opened.
  ///
  /// @throws ModelException if a file is missing or says what this program cannot do
  public static ModelFolder read(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new ModelException(folder, "is no model folder");
    }
    Path graph = firstPresent(folder, "model.onnx", "onnx/model.onnx");
    Path tokenizer = firstPresent(folder, "tokenizer.json");
    Modules modules = Modules.read(folder);
    return new ModelFolder(
        folder,
        graph,
        tokenizer,
        modules.pooling(),
        modules.layers(),
        modules.adapter(),
        maxTokens(folder),
        lowerCase(folder),
        prompts(folder));
  }

  /// The folder's name, by which people call the model.
  public String name() {
    return folder.toAbsolutePath().normalize().getFileName().toString();
  }

  /// The instruction before a text of this side, empty where the model has none.
  public String prompt(Prompt side) {
    return prompts.getOrDefault(side, "");
  }

  /// The embedding of the base for a text's pooled vector.
  public Embedding embedding(float[] pooled) {
    return through(layers, pooled);
  }

  /// The embedding of this model for one of the base.
  public Embedding adapt(Embedding base) {
    return adapter.isEmpty() ? base : through(adapter, base.toArray());
  }

  private static Embedding through(List<Layer> layers, float[] vector) {
    float[] result = vector;
    for (Layer layer : layers) {
      result = layer.apply(result);
    }
    return Embedding.normalize(result);
  }

  /// Coordinates of an embedding of the base, for token embeddings of so many.
  public int dimension(int tokenDimension) {
    return dimension(layers, tokenDimension);
  }

  private static int dimension(List<Layer> layers, int inputs) {
    int dimension = inputs;
    for (Layer layer : layers) {
      dimension = layer.dimension(dimension);
    }
    return dimension;
  }

  /// Reads all weights to say what decides an embedding of the base; the dimension is left 0.
  ///
  /// @param weights files besides the graph that hold weights of it
  public EncoderFingerprint fingerprint(List<Path> weights) throws IOException {
    FileHashes hashes = FileHashes.in(folder);
    StringBuilder shown = new StringBuilder();
    new TreeMap<>(prompts)
        .forEach((side, text) -> shown.append(side).append('=').append(text).append(';'));
    StringBuilder head = new StringBuilder(pooling.modeName());
    layers.forEach(layer -> head.append(layer.fingerprint()));
    return new EncoderFingerprint(
        name(),
        hashes.of(Stream.concat(Stream.of(graph), weights.stream()).toList()),
        hashes.of(List.of(tokenizer)),
        head.toString(),
        shown.toString(),
        maxTokens,
        0);
  }

  /// What an index is bound to, where `base` decides an embedding of the base.
  public EncoderFingerprint adapted(EncoderFingerprint base) {
    StringBuilder head = new StringBuilder(base.pooling());
    if (!adapter.isEmpty()) {
      head.append(",unit");
    }
    adapter.forEach(layer -> head.append(layer.fingerprint()));
    return base.withPooling(head.toString()).withDimension(dimension(adapter, base.dimension()));
  }

  static Path firstPresent(Path folder, String... names) throws ModelException {
    for (String name : names) {
      Path file = folder.resolve(name);
      if (Files.isRegularFile(file)) {
        return file;
      }
    }
    throw new ModelException(folder.resolve(names[0]), "is missing");
  }

  private static int maxTokens(Path folder) throws IOException {
    Path config = folder.resolve("sentence_bert_config.json");
    JsonNode own = optional(config).path("max_seq_length");
    int maxTokens = own.isNull() || own.isMissingNode() ? transformerLimit(folder) : own.asInt(0);
    if (maxTokens < 1) {
      throw new ModelException(
          config,
          Files.exists(config)
              ? "needs a max_seq_length of at least 1"
              : "is missing, and config.json and tokenizer_config.json do not say how long a text may be");
    }
    int positions = positions(folder);
    if (positions > 0 && positions < maxTokens) {
      LOG.warning(
          "%s says that a text may have %d tokens, and the model has %d positions: so many are read"
              .formatted(config, maxTokens, positions));
      return positions;
    }
    return maxTokens;
  }

  private static boolean lowerCase(Path folder) throws IOException {
    return optional(folder.resolve("sentence_bert_config.json")).path("do_lower_case").asBoolean(false);
  }

  /// What sentence-transformers takes where a model does not say: positions that the transformer has, tokens that the
  /// tokenizer gives; one of them where the other is not told. 0 if neither is.
  static int transformerLimit(Path folder) throws IOException {
    int positions = positions(folder);
    // Tokenizers without a limit of their own carry a 1 with thirty zeros.
    double tokens = optional(folder.resolve("tokenizer_config.json")).path("model_max_length").asDouble(0);
    return positions > 0 && tokens > 0
        ? (int) Math.min(positions, tokens)
        : Math.max(positions, tokens < Integer.MAX_VALUE ? (int) tokens : 0);
  }

  /// How many tokens the transformer has positions for, 0 if it does not tell. Those that stem from RoBERTa count from
  /// behind the id of the padding.
  private static int positions(Path folder) throws IOException {
    JsonNode config = optional(folder.resolve("config.json"));
    int positions = config.path("max_position_embeddings").asInt(0);
    boolean countsBehindPadding = LIKE_ROBERTA.contains(config.path("model_type").asString(""));
    return countsBehindPadding ? Math.max(0, positions - config.path("pad_token_id").asInt(1) - 1) : positions;
  }

  private static JsonNode optional(Path file) throws IOException {
    return Files.isRegularFile(file) ? json(file) : JsonMapper.shared().createObjectNode();
  }

  private static Map<Prompt, String> prompts(Path folder) throws IOException {
    Path config = folder.resolve("config_sentence_transformers.json");
    if (!Files.isRegularFile(config)) {
      return Map.of();
    }
    JsonNode named = json(config).path("prompts");
    Map<Prompt, String> prompts = new TreeMap<>();
    String query = named.path("query").asString("");
    String document = named.path("document").asString(named.path("passage").asString(""));
    if (!query.isEmpty()) {
      prompts.put(Prompt.QUERY, query);
    }
    if (!document.isEmpty()) {
      prompts.put(Prompt.DOCUMENT, document);
    }
    return prompts;
  }

  static JsonNode json(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new ModelException(file, "is missing");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return JsonMapper.shared().readTree(in);
    } catch (JacksonException e) {
      throw new ModelException(file, "is not JSON: " + e.getOriginalMessage(), e);
    }
  }
}
