package io.doppel.encoder.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a model makes of questions, where it was trained to make of them something else than of documents: the folder
/// `query` in that of the model says it. Documents are the base's to the bit, so that collections made with the base
/// serve such a model.
///
/// To sentence-transformers the model's folder is the encoder of documents, and `query` that of questions, or layers to
/// be put behind it.
public sealed interface QuerySide {

  /// Name of the folder in that of the model.
  String FOLDER = "query";

  /// Questions are texts like any others.
  record Same() implements QuerySide {}

  /// Layers behind the embedding that the model makes of a text.
  record Behind(List<Layer> layers) implements QuerySide {
    public Behind {
      layers = List.copyOf(layers);
    }
  }

  /// A model of its own.
  record Whole(Path folder) implements QuerySide {}

  /// Reads what the model in `folder` makes of questions.
  ///
  /// @throws ModelException if it says what this program cannot do
  static QuerySide of(Path folder) throws IOException {
    Path query = folder.resolve(FOLDER);
    if (!Files.isRegularFile(query.resolve(Modules.FILE))) {
      return new Same();
    }
    Modules modules = Modules.read(query);
    return modules.steps().stream().anyMatch(step -> Modules.kind(step).equals("Transformer"))
        ? new Whole(query)
        : new Behind(modules.layers());
  }

  /// Puts a layer behind what the model in `folder` makes of questions.
  static void write(Path folder, Dense layer) throws IOException {
    Path query = Files.createDirectories(folder.resolve(FOLDER));
    JsonMapper mapper = JsonMapper.shared();
    List<JsonNode> steps = List.of(step("Dense", 0), step("Normalize", 1));
    layer.write(query.resolve("0_Dense"));
    Files.writeString(
        query.resolve(Modules.FILE), mapper.writerWithDefaultPrettyPrinter().writeValueAsString(steps) + "\n");
  }

  private static JsonNode step(String kind, int index) {
    return JsonMapper.shared()
        .valueToTree(
            Map.of(
                "idx", index,
                "name", Integer.toString(index),
                "path", "%d_%s".formatted(index, kind),
                "type", Modules.PACKAGE + kind));
  }
}
