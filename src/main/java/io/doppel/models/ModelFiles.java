package io.doppel.models;

import io.doppel.encoder.model.QuerySide;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Which files of a published model an encoder needs, and what must go with it.
public final class ModelFiles {

  private static final Set<String> DESCRIPTORS =
      Set.of(
          "modules.json",
          "config.json",
          "sentence_bert_config.json",
          "config_sentence_transformers.json",
          "tokenizer.json",
          "tokenizer_config.json",
          "LICENSE",
          "NOTICE");
  private static final Pattern MODULE = Pattern.compile("[\\w-]+/(config\\.json|model\\.safetensors)");

  /// Where the graph goes in a model's folder.
  static final String GRAPH = "model.onnx";

  private static final List<String> GRAPHS = List.of(GRAPH, "onnx/model.onnx");

  private ModelFiles() {}

  /// All files of the model in `folder`, which may be a link to one, as [#of] wants them.
  public static List<String> files(Path folder) throws IOException {
    Path real = folder.toRealPath();
    try (Stream<Path> all = Files.walk(real, 3)) {
      return all.filter(Files::isRegularFile).map(file -> real.relativize(file).toString().replace('\\', '/')).toList();
    }
  }

  /// The files to take, and where each goes in the model's folder. The graph and its weights go to the top.
  ///
  /// @param files all paths there are, with `/` between folders
  /// @param graph the path of the graph to take, empty for the usual one
  /// @throws IOException if there is no graph or no tokenizer; a part of a sentence that begins with "has"
  public static Map<String, String> of(List<String> files, String graph) throws IOException {
    String chosen =
        (graph.isEmpty() ? GRAPHS : List.of(graph))
            .stream().filter(files::contains).findFirst().orElseThrow(() -> noGraph(files, graph));
    if (!files.contains("tokenizer.json")) {
      throw new IOException("has no tokenizer.json");
    }
    Map<String, String> taken = new TreeMap<>();
    int name = chosen.lastIndexOf('/') + 1;
    for (String file : files) {
      if (file.equals(chosen)) {
        taken.put(file, GRAPH);
      } else if (file.startsWith(chosen) && file.indexOf('/', name) < 0) {
        taken.put(file, file.substring(name)); // weights beside the graph, such as model.onnx_data
      } else if (file.startsWith(QuerySide.FOLDER + "/")) {
        taken.put(file, file); // what it makes of questions, all of which is read
      } else if (DESCRIPTORS.contains(file) || (MODULE.matcher(file).matches() && !file.startsWith("onnx/"))) {
        taken.put(file, file);
      }
    }
    return taken;
  }

  private static IOException noGraph(List<String> files, String graph) {
    List<String> graphs = files.stream().filter(file -> file.endsWith(".onnx")).sorted().toList();
    String wanted = graph.isEmpty() ? String.join(" or ", GRAPHS) : graph;
    return new IOException(
        graphs.isEmpty()
            ? "has no graph in ONNX; export it, for example with Hugging Face's Optimum"
            : "has no %s; choose one of its graphs with --graph: %s".formatted(wanted, String.join(", ", graphs)));
  }
}
