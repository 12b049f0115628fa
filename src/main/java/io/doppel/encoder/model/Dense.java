package io.doppel.encoder.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The Dense module of sentence-transformers: `activation(weights · vector + bias)`. Read from a
/// folder with `config.json` and `model.safetensors` ([the
/// format](https://github.com/huggingface/safetensors#format)).
final class Dense implements Layer {

  private final float[] weights;
  private final float[] bias;
  private final Activation activation;

  /// What comes after the sum.
  enum Activation {
    IDENTITY,
    TANH;

    static Activation of(Path config, String type) throws ModelException {
      return switch (type) {
        case "torch.nn.modules.linear.Identity" -> IDENTITY;
        case "torch.nn.modules.activation.Tanh", "" -> TANH;
        default ->
            throw new ModelException(
                config, "asks for the activation %s, which is not supported".formatted(type));
      };
    }
  }

  /// @param weights one row for each coordinate of the result
  private Dense(float[] weights, float[] bias, Activation activation) {
    this.weights = weights;
    this.bias = bias;
    this.activation = activation;
  }

  static Dense read(Path folder) throws IOException {
    Path config = folder.resolve("config.json");
    JsonNode settings = ModelFolder.json(config);
    int inputs = settings.path("in_features").asInt(0);
    int outputs = settings.path("out_features").asInt(0);
    Activation activation =
        Activation.of(config, settings.path("activation_function").asString(""));
    if (inputs < 1 || outputs < 1) {
      throw new ModelException(config, "needs in_features and out_features of at least 1");
    }
    Path file = folder.resolve("model.safetensors");
    if (!Files.isRegularFile(file)) {
      throw new ModelException(file, "is missing; weights in another format are not read");
    }
    ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    float[] weights = tensor(file, all, "linear.weight", inputs * outputs);
    boolean biased = settings.path("bias").asBoolean(true);
    float[] bias = biased ? tensor(file, all, "linear.bias", outputs) : new float[outputs];
    return new Dense(weights, bias, activation);
  }

  @Override
  public float[] apply(float[] vector) {
    if (vector.length * bias.length != weights.length) {
      throw new IllegalArgumentException(
          "a Dense module of %d inputs got a vector of %d"
              .formatted(weights.length / bias.length, vector.length));
    }
    float[] result = new float[bias.length];
    for (int row = 0; row < result.length; row++) {
      float sum = bias[row];
      for (int i = 0; i < vector.length; i++) {
        sum += weights[row * vector.length + i] * vector[i];
      }
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
    for (float[] values : List.of(weights, bias)) {
      ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
      bytes.asFloatBuffer().put(values);
      digest.update(bytes);
    }
    return ",dense:%s:%s"
        .formatted(
            activation.name().toLowerCase(Locale.ROOT),
            HexFormat.of().formatHex(digest.digest(), 0, 8));
  }

  private static float[] tensor(Path file, ByteBuffer all, String name, int size)
      throws ModelException {
    try {
      int header = Math.toIntExact(all.getLong(0));
      JsonNode described =
          JsonMapper.shared()
              .readTree(StandardCharsets.UTF_8.decode(all.slice(Long.BYTES, header)).toString())
              .path(name);
      int from = described.path("data_offsets").path(0).asInt(-1);
      int to = described.path("data_offsets").path(1).asInt(-1);
      if (!described.path("dtype").asString("").equals("F32") || to - from != size * Float.BYTES) {
        throw new ModelException(file, "needs %d float32 values of %s".formatted(size, name));
      }
      float[] values = new float[size];
      all.slice(Long.BYTES + header + from, to - from)
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .get(values);
      return values;
    } catch (IndexOutOfBoundsException | ArithmeticException | JacksonException e) {
      throw new ModelException(file, "is cut short or no safetensors file", e);
    }
  }
}
