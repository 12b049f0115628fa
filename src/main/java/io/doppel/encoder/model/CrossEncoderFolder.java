package io.doppel.encoder.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A cross-encoder on disk, in the folder layout of sentence-transformers: `config.json`, `tokenizer_config.json`,
/// `tokenizer.json`, and the graph in `model.onnx` or `onnx/model.onnx`. By its `config.json`, which names a model for
/// sequence classification, it is told from an encoder.
///
/// @param folder where it is
/// @param graph the ONNX file
/// @param tokenizer the `tokenizer.json`
/// @param maxTokens tokens the model reads of one pair, special tokens included
public record CrossEncoderFolder(Path folder, Path graph, Path tokenizer, int maxTokens) {

  private static final String ARCHITECTURE = "ForSequenceClassification";

  /// Whether the folder says that it holds a cross-encoder.
  public static boolean isOne(Path folder) throws IOException {
    Path config = folder.resolve("config.json");
    return !Files.exists(folder.resolve("modules.json"))
        && Files.isRegularFile(config)
        && ModelFolder.json(config)
            .path("architectures")
            .valueStream()
            .anyMatch(name -> name.asString("").endsWith(ARCHITECTURE));
  }

  /// Reads the descriptors of the model in `folder`; the graph itself is not opened.
  ///
  /// @throws ModelException if a file is missing, or the folder holds an encoder
  public static CrossEncoderFolder read(Path folder) throws IOException {
    if (!isOne(folder)) {
      throw new ModelException(
          folder,
          "is no cross-encoder: there is no config.json that names a model …" + ARCHITECTURE);
    }
    Path graph = ModelFolder.firstPresent(folder, "model.onnx", "onnx/model.onnx");
    Path tokenizer = ModelFolder.firstPresent(folder, "tokenizer.json");
    int maxTokens = ModelFolder.transformerLimit(folder);
    if (maxTokens < 1) {
      throw new ModelException(folder, "does not say in config.json and tokenizer_config.json how long a text may be");
    }
    return new CrossEncoderFolder(folder, graph, tokenizer, maxTokens);
  }

  /// A hash of all that decides what the model says; that of the files is remembered beside them, see [FileHashes].
  ///
  /// @param weights files besides the graph that hold weights of it
  public String fingerprint(List<Path> weights) throws IOException {
    List<Path> files = Stream.concat(Stream.of(graph, tokenizer), weights.stream()).toList();
    return Sha256.of("%s, %d tokens".formatted(FileHashes.in(folder).of(files), maxTokens));
  }

  /// The folder's name, by which people call the model.
  public String name() {
    return folder.toAbsolutePath().normalize().getFileName().toString();
  }
}
