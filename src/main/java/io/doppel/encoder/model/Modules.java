package io.doppel.encoder.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/// The steps of a model, as its `modules.json` lists them: a transformer, a pooling, and layers behind it.
///
/// @param folder of the model
/// @param steps what the file lists, in its order
public record Modules(Path folder, List<JsonNode> steps) {

  static final String FILE = "modules.json";
  static final String PACKAGE = "sentence_transformers.models.";
  private static final Set<String> KINDS = Set.of("Transformer", "Pooling", "Dense", "Normalize");

  public Modules {
    steps = List.copyOf(steps);
  }

  static Modules read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    List<JsonNode> steps = ModelFolder.json(file).valueStream().toList();
    for (JsonNode step : steps) {
      if (!KINDS.contains(kind(step))) {
        throw new ModelException(
            file,
            "asks for the module %s, which is not supported"
                .formatted(step.path("type").asString("")));
      }
    }
    return new Modules(folder, steps);
  }

  /// Puts a layer behind all others of the model in `folder`, as an adapter: what it makes is brought to unit length
  /// again, and embeddings of the model as it was stay of use.
  ///
  /// @throws ModelException if the folder holds no model that can be read
  public static void append(Path folder, Dense layer) throws IOException {
    List<JsonNode> steps = read(folder).steps();
    ArrayNode all = JsonMapper.shared().createArrayNode();
    all.addAll(steps);
    if (steps.isEmpty() || !kind(steps.getLast()).equals("Normalize")) {
      add(all, "Normalize");
    }
    layer.write(folder.resolve(add(all, "Dense")));
    add(all, "Normalize");
    Files.writeString(
        folder.resolve(FILE),
        JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n");
  }

  private static String add(ArrayNode steps, String kind) {
    int index = steps.size();
    String path = "%d_%s".formatted(index, kind);
    steps
        .addObject()
        .put("idx", index)
        .put("name", Integer.toString(index))
        .put("path", path)
        .put("type", PACKAGE + kind);
    return path;
  }

  static String kind(JsonNode step) {
    String type = step.path("type").asString("");
    return type.substring(type.lastIndexOf('.') + 1);
  }

  Pooling pooling() throws IOException {
    List<JsonNode> poolings = steps.stream().filter(step -> kind(step).equals("Pooling")).toList();
    if (poolings.size() != 1) {
      throw new ModelException(folder.resolve(FILE), "must have one Pooling module, has " + poolings.size());
    }
    Path config = folder.resolve(poolings.getFirst().path("path").asString("")).resolve("config.json");
    JsonNode settings = ModelFolder.json(config);
    List<Pooling> chosen =
        Arrays.stream(Pooling.values())
            .filter(mode ->
                settings.path(mode.flag()).asBoolean(false)
                    || settings.path("pooling_mode").asString("").equals(mode.modeName()))
            .toList();
    if (chosen.size() != 1) {
      throw new ModelException(config, "must choose one known pooling mode, got " + chosen);
    }
    if (!settings.path("include_prompt").asBoolean(true)) {
      throw new ModelException(config, "leaves the prompt out of the pooling, which is not supported");
    }
    return chosen.getFirst();
  }

  /// The layers behind the pooling up to the first Normalize, which makes an embedding of what they gave.
  List<Layer> layers() throws IOException {
    return layers(steps.subList(0, endOfBase()));
  }

  /// The layers behind that.
  List<Layer> adapter() throws IOException {
    return layers(steps.subList(endOfBase(), steps.size()));
  }

  private int endOfBase() {
    int normalize = 0;
    while (normalize < steps.size() && !kind(steps.get(normalize)).equals("Normalize")) {
      normalize++;
    }
    boolean adapted = steps.stream().skip(normalize).anyMatch(step -> kind(step).equals("Dense"));
    return adapted ? normalize + 1 : steps.size();
  }

  private List<Layer> layers(List<JsonNode> some) throws IOException {
    List<Layer> layers = new ArrayList<>();
    for (JsonNode step : some) {
      switch (kind(step)) {
        case "Dense" -> layers.add(Dense.read(folder.resolve(step.path("path").asString(""))));
        case "Normalize" -> layers.add(new Layer.UnitLength());
        default -> {}
      }
    }
    return layers;
  }
}
