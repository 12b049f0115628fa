package io.doppel.encoder.graft;

import io.doppel.encoder.graph.EmbeddingTable;
import io.doppel.encoder.model.ModelException;
import io.doppel.encoder.model.ModelFolder;
import io.doppel.encoder.model.Sha256;
import io.doppel.encoder.model.Sha256Sums;
import io.doppel.encoder.token.WordPieceFile;
import io.doppel.file.ScratchFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;

/// Puts a grafted model together: the base's graph with more rows, and its tokenizer with more tokens.
public final class Grafting {

  private static final String GRAPH = "model.onnx";
  private static final String TOKENIZER = "tokenizer.json";

  private Grafting() {}

  /// Puts the model in `folder` together if it is a graft, its base lies in the folder beside it, and it was not put
  /// together yet, or is older than what its base is to get. Whoever reads its files meanwhile finds whole ones, also
  /// if several processes do this at once.
  ///
  /// @throws ModelException if its base is missing, or what comes out does not have the hashes that the folder's
  ///     `SHA256SUMS` names
  public static void complete(Path folder) throws IOException {
    Path file = folder.resolve(Graft.FILE);
    if (!Files.isRegularFile(file) || isCurrent(folder, file)) {
      return;
    }
    Path base = folder.toAbsolutePath().normalize().resolveSibling(Graft.read(file).base().name());
    if (!Files.isDirectory(base)) {
      throw new ModelException(file, "needs its base, and there is no folder " + base);
    }
    try (ScratchFolder scratch = ScratchFolder.in(folder, ".made-")) {
      Path made = scratch.path();
      assemble(base, file, made);
      requireSums(made, Sha256Sums.read(folder));
      for (String name : List.of(TOKENIZER, GRAPH)) {
        Files.move(made.resolve(name), folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
      }
    }
  }

  /// Lets a copy of a grafted model, with the same graph and tokenizer, know what it is grafted on: so what the base
  /// has embedded is of use for the copy, too.
  public static void carry(Path folder, Path copy) throws IOException {
    Path file = folder.resolve(Graft.FILE);
    if (Files.isRegularFile(file)) {
      // With its time, which is before that of what was put together of it.
      Files.copy(file, copy.resolve(Graft.FILE), StandardCopyOption.COPY_ATTRIBUTES);
    }
  }

  private static boolean isCurrent(Path folder, Path graft) throws IOException {
    FileTime time = Files.getLastModifiedTime(graft);
    boolean older = false;
    for (String name : List.of(TOKENIZER, GRAPH)) {
      Path file = folder.resolve(name);
      if (!Files.isRegularFile(file)) {
        return false;
      }
      older |= Files.getLastModifiedTime(file).compareTo(time) < 0;
    }
    // A copy of a folder may have other times.
    return !older || hasSums(folder, Sha256Sums.read(folder));
  }

  private static boolean hasSums(Path folder, Map<String, String> sums) throws IOException {
    for (String name : List.of(TOKENIZER, GRAPH)) {
      if (!Sha256.of(List.of(folder.resolve(name))).equals(sums.get(name))) {
        return false;
      }
    }
    return true;
  }

  private static void requireSums(Path made, Map<String, String> sums) throws IOException {
    for (String name : List.of(TOKENIZER, GRAPH)) {
      String sum = Sha256.of(List.of(made.resolve(name)));
      if (!sums.getOrDefault(name, sum).equals(sum)) {
        throw new ModelException(
            made.resolveSibling(name),
            "is not what was expected when it is put together of base and graft: its SHA-256 is not the one in "
                + Sha256Sums.FILE);
      }
    }
  }

  /// Writes `model.onnx` and `tokenizer.json` of the graft in `folder`, always the same bytes.
  ///
  /// @param base the folder of the model that it is grafted on
  /// @param folder has `graft.safetensors`
  /// @throws ModelException if the base is not the model that the graft was made for
  public static void assemble(Path base, Path folder) throws IOException {
    assemble(base, folder.resolve(Graft.FILE), folder);
  }

  private static void assemble(Path base, Path file, Path folder) throws IOException {
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
    WordPieceFile.read(model.tokenizer()).write(folder.resolve(TOKENIZER), graft.tokens(), table.rows());
    try {
      table.writeWith(graft.rows(), graft.matrices(), model.graph(), folder.resolve(GRAPH));
    } catch (IOException e) {
      throw e instanceof ModelException
          ? e
          : new ModelException(model.graph(), String.valueOf(e.getMessage()), e);
    }
  }

  /// The embeddings of the tokens in a graph.
  ///
  /// @throws ModelException if it has none that more rows can come to
  public static EmbeddingTable table(Path graph) throws IOException {
    try {
      return EmbeddingTable.read(graph);
    } catch (ModelException e) {
      throw e;
    } catch (IOException e) {
      throw new ModelException(graph, String.valueOf(e.getMessage()), e);
    }
  }
}
