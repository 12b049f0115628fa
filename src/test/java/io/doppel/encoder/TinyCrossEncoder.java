package io.doppel.encoder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A cross-encoder of a few kilobytes, in the layout that sentence-transformers saves. Its logit is the dot product of
/// the sums of the token vectors of both texts ([TinyModel#vector]), told apart by their token types.
public final class TinyCrossEncoder {

  public static final int DIMENSION = 64;

  /// The most tokens of a pair.
  public static final int MAX_TOKENS = 48;

  private TinyCrossEncoder() {}

  /// Writes the model at `models/name` and returns its folder.
  public static Path write(Path models, String name) throws IOException {
    return write(models.resolve(name), "logits", 1);
  }

  /// @param output what the graph calls its output
  /// @param labels how many numbers it gives for a pair, all the same
  public static Path write(Path folder, String output, int labels) throws IOException {
    new TinyModel().dimension(DIMENSION).writeTo(folder);
    delete(folder.resolve("1_Pooling"));
    Files.delete(folder.resolve("modules.json"));
    Files.delete(folder.resolve("sentence_bert_config.json"));
    json(
        folder.resolve("config.json"),
        Map.of("architectures", List.of("BertForSequenceClassification"), "max_position_embeddings", 512));
    json(folder.resolve("tokenizer_config.json"), Map.of("model_max_length", MAX_TOKENS));
    ObjectNode tokenizer =
        (ObjectNode)
            JsonMapper.shared().readTree(Files.readString(folder.resolve("tokenizer.json")));
    tokenizer.withObject("/post_processor").set("pair", JsonMapper.shared().valueToTree(PAIR));
    json(folder.resolve("tokenizer.json"), tokenizer);
    Files.write(folder.resolve("model.onnx"), graph(tokenizer, output, labels));
    return folder;
  }

  private static final List<Object> PAIR =
      List.of(
          piece("SpecialToken", "[CLS]", 0),
          piece("Sequence", "A", 0),
          piece("SpecialToken", "[SEP]", 0),
          piece("Sequence", "B", 1),
          piece("SpecialToken", "[SEP]", 1));

  private static Map<String, Object> piece(String kind, String id, int type) {
    return Map.of(kind, Map.of("id", id, "type_id", type));
  }

  private static byte[] graph(JsonNode tokenizer, String output, int labels) {
    List<String> tokens =
        tokenizer.at("/model/vocab").propertyStream()
            .sorted(Comparator.comparingInt(entry -> entry.getValue().asInt()))
            .map(Map.Entry::getKey)
            .toList();
    float[] table = new float[tokens.size() * DIMENSION];
    for (int row = 0; row < tokens.size(); row++) {
      System.arraycopy(TinyModel.vector(tokens.get(row), DIMENSION), 0, table, row * DIMENSION, DIMENSION);
    }
    return new OnnxFile()
        .input("input_ids")
        .input("attention_mask")
        .input("token_type_ids")
        .constant("words", table, tokens.size(), DIMENSION)
        .constant("last", new long[] {2})
        .constant("sequence", new long[] {1})
        .constant("copies", new long[] {1, labels})
        .node("Gather", List.of("words", "input_ids"), "tokens")
        .node("Sub", List.of("attention_mask", "token_type_ids"), "first_ints")
        .node("Cast", List.of("first_ints"), "first_flat", "to", 1)
        .node("Cast", List.of("token_type_ids"), "second_flat", "to", 1)
        .node("Unsqueeze", List.of("first_flat", "last"), "first")
        .node("Unsqueeze", List.of("second_flat", "last"), "second")
        .node("Mul", List.of("tokens", "first"), "first_tokens")
        .node("Mul", List.of("tokens", "second"), "second_tokens")
        .node("ReduceSum", List.of("first_tokens", "sequence"), "first_sum", "keepdims", 0)
        .node("ReduceSum", List.of("second_tokens", "sequence"), "second_sum", "keepdims", 0)
        .node("Mul", List.of("first_sum", "second_sum"), "product")
        .node("ReduceSum", List.of("product", "sequence"), "dot", "keepdims", 1)
        .node("Tile", List.of("dot", "copies"), output)
        .output(output, "batch", labels)
        .toBytes();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static void json(Path file, Object value) throws IOException {
    Files.writeString(file, JsonMapper.shared().writeValueAsString(value));
  }
}
