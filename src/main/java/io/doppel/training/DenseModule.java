package io.doppel.training;

import io.doppel.vector.Matrix;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Adds a Dense module of sentence-transformers to the folder of a model, before a last Normalize module.
final class DenseModule {

  private static final String PREFIX = "sentence_transformers.models.";

  private DenseModule() {}

  static void append(Path model, Matrix weights) throws IOException {
    Path file = model.resolve("modules.json");
    JsonMapper json = JsonMapper.shared();
    List<Map<String, Object>> modules = new ArrayList<>();
    boolean normalized = false;
    for (JsonNode module : json.readTree(Files.readString(file))) {
      String type = module.path("type").asString("");
      if (type.endsWith(".Normalize")) {
        normalized = true;
      } else {
        modules.add(module(modules.size(), module.path("path").asString(""), type));
      }
    }
    String folder = modules.size() + "_Dense";
    modules.add(module(modules.size(), folder, PREFIX + "Dense"));
    if (normalized) {
      modules.add(module(modules.size(), modules.size() + "_Normalize", PREFIX + "Normalize"));
    }
    Path dense = Files.createDirectories(model.resolve(folder));
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("in_features", weights.columns());
    config.put("out_features", weights.rows());
    config.put("bias", false);
    config.put("activation_function", "torch.nn.modules.linear.Identity");
    Files.writeString(
        dense.resolve("config.json"),
        json.writerWithDefaultPrettyPrinter().writeValueAsString(config) + "\n");
    Files.write(dense.resolve("model.safetensors"), tensors(weights));
    Files.writeString(file, json.writerWithDefaultPrettyPrinter().writeValueAsString(modules) + "\n");
  }

  private static Map<String, Object> module(int index, String path, String type) {
    Map<String, Object> module = new LinkedHashMap<>();
    module.put("idx", index);
    module.put("name", Integer.toString(index));
    module.put("path", path);
    module.put("type", type);
    return module;
  }

  /// [The format](https://github.com/huggingface/safetensors#format); the header is filled with blanks to a multiple of
  /// eight bytes.
  private static byte[] tensors(Matrix weights) {
    int bytes = weights.rows() * weights.columns() * Float.BYTES;
    String described =
        JsonMapper.shared()
            .writeValueAsString(
                Map.of(
                    "linear.weight",
                    Map.of(
                        "dtype",
                        "F32",
                        "shape",
                        List.of(weights.rows(), weights.columns()),
                        "data_offsets",
                        List.of(0, bytes))));
    byte[] header = (described + " ".repeat((8 - described.length() % 8) % 8)).getBytes(StandardCharsets.UTF_8);
    byte[] all = new byte[Long.BYTES + header.length + bytes];
    ByteBuffer file = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(header.length).put(header);
    file.asFloatBuffer().put(weights.toArray());
    return all;
  }
}
