package io.doppel.encoder.onnx.runtime;

import io.doppel.encoder.graph.Constant;
import io.doppel.encoder.graph.OnnxModel;
import io.doppel.encoder.model.ModelException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// The files that hold the weights of a graph: the ONNX file itself and others beside it.
public final class WeightFiles {

  private final Path file;
  private final Path folder;
  private final Map<String, Path> others;

  private WeightFiles(Path file, Path folder, Map<String, Path> others) {
    this.file = file;
    this.folder = folder;
    this.others = others;
  }

  /// Where the values of a constant lie.
  ///
  /// @param offset of the first of them in `file`, in bytes
  public record Place(Path file, long offset) {}

  /// @param model as read from `file`
  /// @throws ModelException if a file is missing, or lies elsewhere
  public static WeightFiles of(Path file, OnnxModel model) throws IOException {
    Map<String, Path> weights = new TreeMap<>();
    for (String name : model.weightFiles()) {
      weights.put(name, weightFile(file, name));
    }
    Path folder = parent(file.toRealPath());
    for (Path each : weights.values()) {
      while (!each.toRealPath().startsWith(folder)) {
        folder = parent(folder);
      }
    }
    return new WeightFiles(file, folder, weights);
  }

  /// The folder that the names in [#bytes] start from. ONNX Runtime reads nothing outside of it, so it holds what links
  /// lead to, as in the caches of the Hugging Face hub.
  public Path folder() {
    return folder;
  }

  /// Files besides the ONNX file itself.
  public List<Path> others() {
    return List.copyOf(others.values());
  }

  /// A graph of constants of this model, which stay in their files.
  public byte[] bytes(OnnxModel graph) throws IOException {
    return graph.toBytes(
        nameIn(folder, file.toRealPath()),
        name -> nameIn(folder, real(others.getOrDefault(name, file))));
  }

  /// Where the values of one of the model's constants lie.
  ///
  /// @throws ModelException if they are written in another way than as bytes
  public Place place(Constant constant) throws IOException {
    ByteBuffer raw = constant.raw();
    if (raw != null) {
      return new Place(file, raw.position());
    }
    String location =
        constant
            .location()
            .orElseThrow(() ->
                new ModelException(
                    file,
                    "keeps the values of %s in no form that can be changed"
                        .formatted(constant.name())));
    return new Place(Objects.requireNonNull(others.get(location)), constant.offset());
  }

  /// A file of weights, which lies beside the graph or below that.
  private static Path weightFile(Path file, String name) throws ModelException {
    Path weights = file.resolveSibling(name);
    if (!weights.toAbsolutePath().normalize().startsWith(parent(file.toAbsolutePath().normalize()))) {
      throw new ModelException(file, "has weights outside of its folder, in " + name);
    }
    if (!Files.isRegularFile(weights)) {
      throw new ModelException(weights, "is missing");
    }
    return weights;
  }

  private static Path parent(Path path) {
    return Objects.requireNonNull(path.getParent(), "only a root has none, and all files lie below it");
  }

  private static Path real(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String nameIn(Path folder, Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }
}
