package io.doppel.encoder.onnx;

import io.doppel.encoder.Prompt;
import io.doppel.encoder.token.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What all-MiniLM-L6-v2 must make of a text.
///
/// `src/test/resources/reference-vectors.jsonl` holds texts written for this project. Their vectors
/// were made by [#main] at a time when the encoder agreed with sentence-transformers to 1e-5 on
/// several hundred other texts.
@SuppressWarnings("ArrayRecordComponent") // never compared
record ReferenceVector(String text, long[] tokenIds, float[] embedding) {

  static final Path OWN = Path.of("src/test/resources/reference-vectors.jsonl");

  /// Reads lines of `text`, `token_ids` and `embedding`.
  static List<ReferenceVector> read(Path file) throws IOException {
    List<ReferenceVector> vectors = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      JsonNode node = JsonMapper.shared().readTree(line);
      long[] ids = node.get("token_ids").valueStream().mapToLong(JsonNode::asLong).toArray();
      float[] embedding = new float[node.get("embedding").size()];
      for (int i = 0; i < embedding.length; i++) {
        embedding[i] = node.get("embedding").get(i).floatValue();
      }
      vectors.add(new ReferenceVector(node.get("text").asString(), ids, embedding));
    }
    return vectors;
  }

  /// Writes the file anew: arguments are the model folder and a file with one text a line.
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    List<String> lines = new ArrayList<>();
    try (OnnxEncoder encoder = OnnxEncoder.load(folder, EncoderSettings.standard());
        Tokenizer tokenizer =
            Tokenizer.load(folder.resolve("tokenizer.json"), encoder.maxTokens())) {
      for (String text : Files.readAllLines(Path.of(arguments[1]))) {
        float[] embedding = encoder.encode(text, Prompt.NONE).toArray();
        List<Double> rounded = new ArrayList<>();
        for (float value : embedding) {
          rounded.add(Math.round(value * 1e7) / 1e7);
        }
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("text", text);
        line.put("token_ids", tokenizer.encode(text).ids());
        line.put("embedding", rounded);
        lines.add(JsonMapper.shared().writeValueAsString(line));
      }
    }
    Files.write(OWN, lines);
  }
}
