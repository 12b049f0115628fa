package io.doppel.encoder.graft;

import io.doppel.encoder.graph.LowRank;
import io.doppel.encoder.model.ModelException;
import io.doppel.encoder.model.Safetensors;
import io.doppel.encoder.model.Safetensors.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a model knows beyond another one: tokens behind those of its base, with a row of embeddings each, and what is
/// added to weights of the base for texts with such tokens. A text that has none of them gets the same embedding from
/// both. Kept in `graft.safetensors` in the folder of the grafted model.
///
/// @param base what it is grafted on
/// @param tokens in the order of their ids
/// @param values of all rows, a byte each; shared, not to be changed
/// @param scales by which the values of a row are multiplied, one a token; shared, not to be changed
/// @param matrices that are added to weights, kept in float16; none if the words are all that was learned
@SuppressWarnings("ArrayRecordComponent") // a large table, never compared
public record Graft(Base base, List<String> tokens, byte[] values, float[] scales, List<LowRank> matrices) {

  /// The file in a model's folder.
  public static final String FILE = "graft.safetensors";

  private static final String DOWN = "down ";
  private static final String UP = "up ";

  /// The model under a graft.
  ///
  /// @param name of its folder
  /// @param modelSha256 SHA-256 of its ONNX file
  /// @param tokenizerSha256 SHA-256 of its `tokenizer.json`
  /// @param firstToken the id of the first token that it does not have
  public record Base(String name, String modelSha256, String tokenizerSha256, int firstToken) {

    /// What the model in `folder` is grafted on; empty if it is no graft.
    public static Optional<Base> of(Path folder) throws IOException {
      Path file = folder.resolve(FILE);
      return Files.isRegularFile(file) ? Optional.of(of(file, Safetensors.read(file))) : Optional.empty();
    }

    private static Base of(Path path, Safetensors file) throws ModelException {
      try {
        return new Base(
            file.metadata("base"),
            file.metadata("base_model_sha256"),
            file.metadata("base_tokenizer_sha256"),
            Integer.parseInt(file.metadata("first_token")));
      } catch (NumberFormatException e) {
        throw new ModelException(path, "does not say which token is its first", e);
      }
    }
  }

  public Graft {
    tokens = List.copyOf(tokens);
    matrices = List.copyOf(matrices);
    if (tokens.isEmpty() || scales.length != tokens.size() || values.length % scales.length != 0) {
      throw new IllegalArgumentException(
          "%d tokens need a scale each and rows of one length, got %d scales and %d values"
              .formatted(tokens.size(), scales.length, values.length));
    }
  }

  /// Keeps each value in the byte that is nearest to it.
  ///
  /// @param rows as many as tokens, row by row
  public static Graft of(Base base, List<String> tokens, float[] rows) {
    int dimension = rows.length / tokens.size();
    byte[] values = new byte[rows.length];
    float[] scales = new float[tokens.size()];
    for (int row = 0; row < scales.length; row++) {
      float most = Float.MIN_NORMAL;
      for (int i = 0; i < dimension; i++) {
        most = Math.max(most, Math.abs(rows[row * dimension + i]));
      }
      scales[row] = most / Byte.MAX_VALUE;
      for (int i = 0; i < dimension; i++) {
        values[row * dimension + i] = (byte) Math.round(rows[row * dimension + i] / scales[row]);
      }
    }
    return new Graft(base, tokens, values, scales, List.of());
  }

  /// The same with matrices.
  public Graft with(List<LowRank> added) {
    return new Graft(base, tokens, values, scales, added);
  }

  /// @throws ModelException if it is damaged
  public static Graft read(Path file) throws IOException {
    Safetensors all = Safetensors.read(file);
    List<String> tokens = new String(all.bytes("tokens", "U8"), StandardCharsets.UTF_8).lines().toList();
    byte[] rows = all.bytes("rows", "I8");
    if (tokens.isEmpty() || rows.length % tokens.size() != 0) {
      throw new ModelException(file, "needs a row for each of its %d tokens".formatted(tokens.size()));
    }
    return new Graft(Base.of(file, all), tokens, rows, all.tensor("scales", tokens.size()), matrices(file, all));
  }

  private static List<LowRank> matrices(Path file, Safetensors all) throws ModelException {
    List<LowRank> matrices = new ArrayList<>();
    Map<String, List<Integer>> shapes = all.shapes();
    for (Map.Entry<String, List<Integer>> shape : shapes.entrySet()) {
      if (shape.getKey().startsWith(DOWN)) {
        String weight = shape.getKey().substring(DOWN.length());
        List<Integer> down = shape.getValue();
        List<Integer> up = shapes.getOrDefault(UP + weight, List.of());
        if (down.size() != 2 || up.size() != 2 || !down.getLast().equals(up.getFirst())) {
          throw new ModelException(file, "needs two matrices of one rank for " + weight);
        }
        int rank = down.getLast();
        matrices.add(
            new LowRank(
                weight,
                rank,
                all.tensor(DOWN + weight, down.getFirst() * rank),
                all.tensor(UP + weight, rank * up.getLast())));
      }
    }
    return matrices;
  }

  public void write(Path file) throws IOException {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("base", base.name());
    metadata.put("base_model_sha256", base.modelSha256());
    metadata.put("base_tokenizer_sha256", base.tokenizerSha256());
    metadata.put("first_token", Integer.toString(base.firstToken()));
    byte[] names = (String.join("\n", tokens) + "\n").getBytes(StandardCharsets.UTF_8);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    // What is of more bytes comes first, and so at a multiple of them.
    tensors.put("scales", new Tensor(List.of(scales.length), scales));
    for (LowRank each : matrices) {
      tensors.put(DOWN + each.weight(), Tensor.half(List.of(each.rows(), each.rank()), each.down()));
      tensors.put(UP + each.weight(), Tensor.half(List.of(each.rank(), each.columns()), each.up()));
    }
    tensors.put("rows", new Tensor("I8", List.of(scales.length, dimension()), values));
    tensors.put("tokens", new Tensor("U8", List.of(names.length), names));
    Safetensors.write(file, tensors, metadata);
  }

  /// Values in a row.
  public int dimension() {
    return values.length / scales.length;
  }

  /// All rows as numbers, row by row.
  public float[] rows() {
    float[] rows = new float[values.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = values[i] * scales[i / dimension()];
    }
    return rows;
  }
}
