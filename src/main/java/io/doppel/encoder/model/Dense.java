package io.doppel.encoder.model;

import io.doppel.encoder.model.Safetensors.Tensor;
import io.doppel.vector.Matrix;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The Dense module of sentence-transformers: `activation(weights · vector + bias)`, in a folder with `config.json` and
/// `model.safetensors`. Immutable; the matrix it was given is not written to from then on.
public final class Dense implements Layer {

  private static final String CONFIG = "config.json";
  private static final String WEIGHTS = "model.safetensors";

  private final Matrix weights;
  private final float[] bias;
  private final Activation activation;

  /// What comes after the sum.
  public enum Activation {
    IDENTITY("torch.nn.modules.linear.Identity"),
    TANH("torch.nn.modules.activation.Tanh");

    private final String type;

    Activation(String type) {
      this.type = type;
    }

    static Activation of(Path config, String type) throws ModelException {
      // The module's own default.
      return type.isEmpty()
          ? TANH
          : Arrays.stream(values())
              .filter(activation -> activation.type.equals(type))
              .findFirst()
              .orElseThrow(() ->
                  new ModelException(
                      config,
                      "asks for the activation %s, which is not supported".formatted(type)));
    }
  }

  /// @param weights one row for each coordinate of the result, one column for each of the vector
  /// @param bias what is added, a value for each coordinate of the result; copied
  /// @throws IllegalArgumentException if both do not go together, or a side has no coordinates
  public Dense(Matrix weights, float[] bias, Activation activation) {
    if (weights.rows() < 1 || weights.columns() < 1 || weights.rows() != bias.length) {
      throw new IllegalArgumentException(
          ("a Dense module needs at least one row and column and a bias for each row, got %d rows, %d columns "
              + "and %d values of bias")
              .formatted(weights.rows(), weights.columns(), bias.length));
    }
    this.weights = weights;
    this.bias = bias.clone();
    this.activation = activation;
  }

  /// Reads the module in a folder.
  ///
  /// @throws ModelException if a file is missing or says what this program cannot do
  public static Dense read(Path folder) throws IOException {
    Path config = folder.resolve(CONFIG);
    JsonNode settings = ModelFolder.json(config);
    int inputs = settings.path("in_features").asInt(0);
    int outputs = settings.path("out_features").asInt(0);
    Activation activation = Activation.of(config, settings.path("activation_function").asString(""));
    if (inputs < 1 || outputs < 1 || (long) inputs * outputs > Integer.MAX_VALUE) {
      throw new ModelException(
          config,
          "needs in_features and out_features of at least 1, and no more than 2^31 weights");
    }
    Path file = folder.resolve(WEIGHTS);
    if (!Files.isRegularFile(file)) {
      throw new ModelException(file, "is missing; weights in another format are not read");
    }
    Safetensors tensors = Safetensors.read(file);
    boolean biased = settings.path("bias").asBoolean(true);
    return new Dense(
        Matrix.of(outputs, inputs, tensors.tensor("linear.weight", inputs * outputs)),
        biased ? tensors.tensor("linear.bias", outputs) : new float[outputs],
        activation);
  }

  /// Writes the module into a folder, which is made if it is missing, so that it is read again to the last bit, also by
  /// sentence-transformers.
  public void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("in_features", weights.columns());
    settings.put("out_features", weights.rows());
    settings.put("bias", true);
    settings.put("activation_function", activation.type);
    Files.writeString(
        folder.resolve(CONFIG),
        JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(settings) + "\n");
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("linear.bias", new Tensor(List.of(bias.length), bias));
    tensors.put("linear.weight", new Tensor(List.of(weights.rows(), weights.columns()), weights.toArray()));
    Safetensors.write(folder.resolve(WEIGHTS), tensors);
  }

  /// One row for each coordinate of the result; not a copy.
  public Matrix weights() {
    return weights;
  }

  /// What is added; a copy.
  public float[] bias() {
    return bias.clone();
  }

  public Activation activation() {
    return activation;
  }

  @Override
  public float[] apply(float[] vector) {
    if (vector.length != weights.columns()) {
      throw new IllegalArgumentException(
          "a Dense module of %d inputs got a vector of %d"
              .formatted(weights.columns(), vector.length));
    }
    float[] result = weights.times(vector);
    for (int row = 0; row < result.length; row++) {
      float sum = result[row] + bias[row];
      result[row] =
          switch (activation) {
            case IDENTITY -> sum;
            case TANH -> (float) Math.tanh(sum);
          };
    }
    return result;
  }

  @Override
  public int dimension(int inputs) {
    return bias.length;
  }

  @Override
  public String fingerprint() {
    MessageDigest digest = Sha256.digest();
    for (float[] values : List.of(weights.toArray(), bias)) {
      ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
      bytes.asFloatBuffer().put(values);
      digest.update(bytes);
    }
    return ",dense:%s:%s"
        .formatted(
            activation.name().toLowerCase(Locale.ROOT),
            HexFormat.of().formatHex(digest.digest(), 0, 8));
  }
}
