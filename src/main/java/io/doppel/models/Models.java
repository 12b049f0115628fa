package io.doppel.models;

import io.doppel.encoder.graft.Grafting;
import io.doppel.encoder.model.Sha256;
import io.doppel.encoder.model.Sha256Sums;
import io.doppel.encoder.onnx.runtime.GraphFile;
import io.doppel.encoder.quantization.Quantizer;
import io.doppel.file.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The models in one folder, a folder each.
///
/// @param folder where they are
public record Models(Path folder) {

  /// The name of the model that comes with the program.
  public static final String DEFAULT = "all-MiniLM-L6-v2-ko";

  /// Names of all models, in order, whether they work or not.
  public List<ModelName> names() throws IOException {
    return Folders.namesIn(folder).stream().filter(ModelName::isValid).map(ModelName::new).toList();
  }

  /// The folder of a model.
  ///
  /// @throws IOException if there is none of that name
  public Path folder(ModelName name) throws IOException {
    Path path = folder.resolve(name.value());
    if (!Files.isDirectory(path)) {
      throw new IOException("there is no model %s in %s".formatted(name, folder));
    }
    return path;
  }

  /// What a model takes of the disk, in bytes.
  public long bytes(ModelName name) throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.walk(folder(name))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }

  /// What is wrong with a model: files that are not what they were when it came, each a sentence, or why it does not
  /// load. Empty if it works.
  ///
  /// @throws IOException if there is no such model
  public List<String> problems(ModelName name) throws IOException {
    Path model = folder(name);
    List<String> problems = new ArrayList<>();
    try {
      Grafting.complete(model);
    } catch (IOException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
    for (Map.Entry<String, String> sum : Sha256Sums.read(model).entrySet()) {
      Path file = model.resolve(sum.getKey());
      if (!Files.isRegularFile(file)) {
        problems.add(file + " is missing");
      } else if (!Sha256.of(List.of(file)).equals(sum.getValue())) {
        problems.add(file + " was changed or damaged: its SHA-256 is not the one in " + Sha256Sums.FILE);
      }
    }
    if (problems.isEmpty()) {
      try {
        TrialRun.of(model);
      } catch (IOException e) {
        problems.add(String.valueOf(e.getMessage()));
      }
    }
    return problems;
  }

  /// Deletes a model. Collections made with it stay, and cannot be opened without it.
  public void remove(ModelName name) throws IOException {
    Path model = folder(name);
    Folders.emptyTrash(folder);
    Folders.discard(model);
  }

  /// A folder in which a copy of a model can be changed, before it is installed under a name of its own. The copy has
  /// the files that are read, and none that says where the model comes from or what was measured of it.
  ///
  /// @throws IOException if there is no such model, or one of the new name
  public Staging copy(ModelName from, ModelName name) throws IOException {
    Path model = folder(from);
    Grafting.complete(model);
    Staging staging = Staging.open(folder, name);
    boolean done = false;
    try {
      staging.keepOnly(List.of());
      copy(taken(model, ""), model, staging);
      done = true;
      return staging;
    } finally {
      if (!done) {
        staging.discard();
        staging.close();
      }
    }
  }

  /// Makes a model of another whose products are of integers of eight bits: it is faster, and another model, near to
  /// the first.
  ///
  /// @throws IOException if there is no such model, or one of the new name, or the graph is none that can be quantised;
  ///     nothing is changed then
  public void quantize(ModelName from, ModelName name) throws IOException {
    Path model = folder(from);
    Grafting.complete(model);
    var _ =
        Staging.make(
            folder,
            name,
            staging -> {
              copy(taken(model, ""), model, staging);
              Path graph = staging.folder().resolve("model.onnx");
              Files.delete(graph);
              Quantizer.write(model, graph);
              Origin origin = Origin.quantized(model, Origin.of(model));
              staging.install(origin);
              return origin;
            });
  }

  /// Copies a model from a folder that sentence-transformers saved, without the files that are not read.
  ///
  /// @param graph path of the ONNX file in `from`; empty for `model.onnx` or `onnx/model.onnx`
  /// @throws IOException if it does not work, or there is one of that name; nothing is changed then
  public void add(Path from, ModelName name, String graph) throws IOException {
    if (!Files.isDirectory(from)) {
      throw new IOException("there is no folder " + from);
    }
    Map<String, String> taken = taken(from, graph);
    var _ =
        Staging.make(
            folder,
            name,
            staging -> {
              copy(taken, from, staging);
              Origin known = Origin.of(from).orElse(new Origin("", "", "", List.of()));
              Origin origin =
                  known.source().isEmpty()
                      ? new Origin(
                          from.toAbsolutePath().normalize().toUri().toString(), "", known.licence(), known.languages())
                      : known;
              staging.install(origin);
              return origin;
            });
  }

  private static Map<String, String> taken(Path model, String graph) throws IOException {
    Map<String, String> taken;
    try {
      taken = new TreeMap<>(ModelFiles.of(ModelFiles.files(model), graph));
    } catch (IOException e) {
      throw new IOException("%s %s".formatted(model, e.getMessage()), e);
    }
    for (Map.Entry<String, String> file : List.copyOf(taken.entrySet())) {
      if (file.getValue().equals(ModelFiles.GRAPH)) {
        Path found = model.resolve(file.getKey());
        for (Path weights : GraphFile.read(found).weights()) {
          taken.put(path(model, weights), path(found.resolveSibling(""), weights));
        }
      }
    }
    return taken;
  }

  private static String path(Path folder, Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  private static void copy(Map<String, String> taken, Path from, Staging staging) throws IOException {
    for (Map.Entry<String, String> file : taken.entrySet()) {
      Path to = staging.folder().resolve(file.getValue());
      Files.createDirectories(to.resolveSibling("."));
      Files.copy(from.resolve(file.getKey()), to);
    }
  }
}
