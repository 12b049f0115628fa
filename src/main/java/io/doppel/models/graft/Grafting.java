package io.doppel.models.graft;

import io.doppel.encoder.graph.EmbeddingTable;
import io.doppel.encoder.model.Graft;
import io.doppel.encoder.model.ModelException;
import io.doppel.encoder.model.ModelFolder;
import io.doppel.encoder.model.Sha256;
import io.doppel.encoder.token.WordPieceFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Puts a grafted model together: the base's graph with more rows, and its tokenizer with more tokens.
public final class Grafting {

  private Grafting() {}

  /// Writes `model.onnx` and `tokenizer.json` of the graft in `folder`, always the same bytes.
  ///
  /// @param base the folder of the model that it is grafted on
  /// @param folder has `graft.safetensors`
  /// @throws ModelException if the base is not the model that the graft was made for
  public static void assemble(Path base, Path folder) throws IOException {
    Path file = folder.resolve(Graft.FILE);
    Graft graft = Graft.read(file);
    ModelFolder model = ModelFolder.read(base);
    if (!Sha256.of(List.of(model.graph())).equals(graft.base().modelSha256())
        || !Sha256.of(List.of(model.tokenizer())).equals(graft.base().tokenizerSha256())) {
      throw new ModelException(file, "was made for another %s than the one in %s".formatted(graft.base().name(), base));
    }
    EmbeddingTable table = table(model.graph());
    if (table.rows() != graft.base().firstToken() || table.dimension() != graft.dimension()) {
      throw new ModelException(
          file,
          "has rows of %d behind %d, and %s has %d of %d"
              .formatted(
                  graft.dimension(),
                  graft.base().firstToken(),
                  base,
                  table.rows(),
                  table.dimension()));
    }
    WordPieceFile.read(model.tokenizer()).write(folder.resolve("tokenizer.json"), graft.tokens(), table.rows());
    table.writeWith(graft.rows(), model.graph(), folder.resolve("model.onnx"));
  }

  static EmbeddingTable table(Path graph) throws IOException {
    try {
      return EmbeddingTable.read(graph);
    } catch (ModelException e) {
      throw e;
    } catch (IOException e) {
      throw new ModelException(graph, String.valueOf(e.getMessage()), e);
    }
  }
}
