package io.doppel.encoder;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An encoder on disk, in the folder layout of sentence-transformers: `modules.json`,
/// `1_Pooling/config.json`, `sentence_bert_config.json`, `config_sentence_transformers.json`
/// (optional), `tokenizer.json`, and the graph in `model.onnx` or `onnx/model.onnx`.
///
/// @param folder where it is
/// @param graph the ONNX file
/// @param tokenizer the `tokenizer.json`
/// @param pooling how token embeddings become one vector
/// @param maxTokens tokens the model reads of one text, special tokens included
/// @param prompts the instruction before a text, by [Prompt]; an absent one is empty
public record ModelFolder(
    Path folder,
    Path graph,
    Path tokenizer,
    Pooling pooling,
    int maxTokens,
    Map<Prompt, String> prompts) {

  public ModelFolder {
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
    Pooling pooling = pooling(folder);
    int maxTokens = maxTokens(folder.resolve("sentence_bert_config.json"));
    return new ModelFolder(folder, graph, tokenizer, pooling, maxTokens, prompts(folder));
  }

  /// The folder's name, by which people call the model.
  public String name() {
    return folder.toAbsolutePath().normalize().getFileName().toString();
  }

  /// The instruction before a text of this side, empty where the model has none.
  public String prompt(Prompt side) {
    return prompts.getOrDefault(side, "");
  }

  /// Reads both big files to say what an index is bound to.
  Fingerprint fingerprint(int dimension) throws IOException {
    StringBuilder shown = new StringBuilder();
    new TreeMap<>(prompts)
        .forEach((side, text) -> shown.append(side).append('=').append(text).append(';'));
    return new Fingerprint(
        name(),
        sha256(graph),
        sha256(tokenizer),
        pooling.modeName(),
        shown.toString(),
        maxTokens,
        dimension);
  }

  private static Path firstPresent(Path folder, String... names) throws ModelException {
    for (String name : names) {
      Path file = folder.resolve(name);
      if (Files.isRegularFile(file)) {
        return file;
      }
    }
    throw new ModelException(folder.resolve(names[0]), "is missing");
  }

  private static Pooling pooling(Path folder) throws IOException {
    Path modules = folder.resolve("modules.json");
    String pooling = "";
    for (JsonNode module : json(modules)) {
      String type = module.path("type").asString("");
      String kind = type.substring(type.lastIndexOf('.') + 1);
      switch (kind) {
        case "Transformer", "Normalize" -> {}
        case "Pooling" -> pooling = module.path("path").asString("");
        default ->
            throw new ModelException(
                modules, "asks for the module %s, which is not supported".formatted(type));
      }
    }
    if (pooling.isEmpty()) {
      throw new ModelException(modules, "has no Pooling module");
    }
    Path config = folder.resolve(pooling).resolve("config.json");
    JsonNode flags = json(config);
    List<Pooling> chosen =
        Arrays.stream(Pooling.values())
            .filter(mode -> flags.path(mode.flag()).asBoolean(false))
            .toList();
    if (chosen.size() != 1) {
      throw new ModelException(config, "must choose one known pooling mode, got " + chosen);
    }
    return chosen.getFirst();
  }

  private static int maxTokens(Path config) throws IOException {
    int maxTokens = json(config).path("max_seq_length").asInt(0);
    if (maxTokens < 1) {
      throw new ModelException(config, "needs a max_seq_length of at least 1");
    }
    return maxTokens;
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

  private static JsonNode json(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new ModelException(file, "is missing");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return JsonMapper.shared().readTree(in);
    } catch (JacksonException e) {
      throw new ModelException(file, "is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static String sha256(Path file) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java runtime has SHA-256", e);
    }
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
