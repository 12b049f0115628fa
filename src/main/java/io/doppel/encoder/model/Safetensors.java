package io.doppel.encoder.model;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Named tensors in a file, [as Hugging Face lays it out](https://github.com/huggingface/safetensors#format): the
/// length of a header, the header in JSON, and the values one tensor behind the other, little-endian. Read and written
/// are numbers in float32 and float16 and bytes; bfloat16 is read, too.
public final class Safetensors {

  private static final int ALIGNMENT = 8;
  private static final String METADATA = "__metadata__";

  private final Path file;
  private final ByteBuffer values;
  private final JsonNode header;

  private Safetensors(Path file, ByteBuffer values, JsonNode header) {
    this.file = file;
    this.values = values;
    this.header = header;
  }

  /// A tensor to be written.
  ///
  /// @param type of its values, such as `F32` or `I8`
  /// @param shape the size of each dimension
  /// @param bytes the values row by row, little-endian, as many as the sizes multiply to; shared, not to be changed
  @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
  public record Tensor(String type, List<Integer> shape, byte[] bytes) {

    public Tensor {
      shape = List.copyOf(shape);
      int width = type.equals("F32") ? Float.BYTES : type.equals("F16") ? Short.BYTES : 1;
      long size = shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
      if (size * width != bytes.length) {
        throw new IllegalArgumentException(
            "a tensor of the shape %s has %d values, got %d"
                .formatted(shape, size, bytes.length / width));
      }
    }

    /// Of float32.
    public Tensor(List<Integer> shape, float[] values) {
      this("F32", shape, bytes(values));
    }

    /// Of float16, each the nearest to a value.
    public static Tensor half(List<Integer> shape, float[] values) {
      ByteBuffer bytes = ByteBuffer.allocate(values.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      for (float value : values) {
        bytes.putShort(Float.floatToFloat16(value));
      }
      return new Tensor("F16", shape, bytes.array());
    }

    private static byte[] bytes(float[] values) {
      ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(values);
      return bytes.array();
    }
  }

  /// Reads all of a file.
  ///
  /// @throws ModelException if it is no such file
  public static Safetensors read(Path file) throws IOException {
    ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    try {
      int length = Math.toIntExact(all.getLong(0));
      JsonNode header =
          JsonMapper.shared()
              .readTree(StandardCharsets.UTF_8.decode(all.slice(Long.BYTES, length)).toString());
      int start = Long.BYTES + length;
      return new Safetensors(file, all.slice(start, all.capacity() - start).order(ByteOrder.LITTLE_ENDIAN), header);
    } catch (IndexOutOfBoundsException | ArithmeticException | JacksonException e) {
      throw new ModelException(file, "is cut short or no safetensors file", e);
    }
  }

  /// The values of a tensor, row by row; a new array.
  ///
  /// @param size how many there must be
  /// @throws ModelException if there is no such tensor, or it has another size or another type
  public float[] tensor(String name, int size) throws ModelException {
    JsonNode described = header.path(name);
    int from = described.path("data_offsets").path(0).asInt(-1);
    int to = described.path("data_offsets").path(1).asInt(-1);
    String type = described.path("dtype").asString("");
    int width = type.equals("F32") ? Float.BYTES : Short.BYTES;
    if (!List.of("F32", "F16", "BF16").contains(type) || to - from != (long) size * width) {
      throw new ModelException(file, "needs %d values of %s, in float32, float16 or bfloat16".formatted(size, name));
    }
    float[] read = new float[size];
    try {
      ByteBuffer bytes = values.slice(from, to - from).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < size; i++) {
        read[i] =
            switch (type) {
              case "F32" -> bytes.getFloat();
              case "F16" -> Float.float16ToFloat(bytes.getShort());
              // A bfloat16 is the upper half of a float32.
              default -> Float.intBitsToFloat(bytes.getShort() << Short.SIZE);
            };
      }
      return read;
    } catch (IndexOutOfBoundsException e) {
      throw new ModelException(file, "is cut short or no safetensors file", e);
    }
  }

  /// The values of a tensor of a byte each; a new array.
  ///
  /// @param type `I8` or `U8`
  /// @throws ModelException if there is no such tensor
  public byte[] bytes(String name, String type) throws ModelException {
    JsonNode described = header.path(name);
    int from = described.path("data_offsets").path(0).asInt(-1);
    int to = described.path("data_offsets").path(1).asInt(-1);
    if (!described.path("dtype").asString("").equals(type) || from < 0 || to < from || to > values.capacity()) {
      throw new ModelException(file, "needs values of the type %s called %s".formatted(type, name));
    }
    byte[] read = new byte[to - from];
    values.get(from, read);
    return read;
  }

  /// The size of each dimension of a tensor, by its name; of all that there are, in the order of the header.
  public Map<String, List<Integer>> shapes() {
    Map<String, List<Integer>> shapes = new LinkedHashMap<>();
    header.forEachEntry((name, described) -> {
      if (!name.equals(METADATA)) {
        shapes.put(name, described.path("shape").valueStream().map(JsonNode::asInt).toList());
      }
    });
    return shapes;
  }

  /// What the file says of itself under this name; empty if it does not.
  public String metadata(String name) {
    return header.path(METADATA).path(name).asString("");
  }

  /// Writes a file of these tensors, in their order.
  public static void write(Path file, Map<String, Tensor> tensors) throws IOException {
    write(file, tensors, Map.of());
  }

  /// The same, with more that the file says of itself.
  public static void write(Path file, Map<String, Tensor> tensors, Map<String, String> metadata) throws IOException {
    Map<String, String> said = new LinkedHashMap<>();
    // Readers in Python ask which of the frameworks wrote it.
    said.put("format", "pt");
    said.putAll(metadata);
    Map<String, Object> described = new LinkedHashMap<>();
    described.put(METADATA, said);
    long end = 0;
    for (Map.Entry<String, Tensor> tensor : tensors.entrySet()) {
      long from = end;
      end += tensor.getValue().bytes().length;
      Map<String, Object> about = new LinkedHashMap<>();
      about.put("dtype", tensor.getValue().type());
      about.put("shape", tensor.getValue().shape());
      about.put("data_offsets", List.of(from, end));
      described.put(tensor.getKey(), about);
    }
    byte[] json = JsonMapper.shared().writeValueAsBytes(described);
    byte[] header = Arrays.copyOf(json, Math.ceilDiv(json.length, ALIGNMENT) * ALIGNMENT);
    Arrays.fill(header, json.length, header.length, (byte) ' ');
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      out.write(ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).array());
      out.write(header);
      for (Tensor tensor : tensors.values()) {
        out.write(tensor.bytes());
      }
    }
  }
}
