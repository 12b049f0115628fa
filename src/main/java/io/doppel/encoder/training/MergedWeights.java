package io.doppel.encoder.training;

import io.doppel.encoder.graph.Constant;
import io.doppel.encoder.graph.gradient.Parameter;
import io.doppel.encoder.onnx.runtime.WeightFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Writes trained weights over those in a copy of a model, of which nothing else changes.
final class MergedWeights {

  private final Path graph;
  private final Path copy;
  private final WeightFiles files;

  /// @param graph the ONNX file of the model
  /// @param copy that of the copy, which may lie elsewhere in its folder; other files with weights lie as far from it
  MergedWeights(Path graph, Path copy, WeightFiles files) {
    this.graph = graph;
    this.copy = copy;
    this.files = files;
  }

  void write(List<Parameter> parameters, Map<String, FloatBuffer> values) throws IOException {
    for (Parameter parameter : parameters) {
      FloatBuffer trained = Objects.requireNonNull(values.get(parameter.name())).duplicate();
      switch (parameter) {
        case Parameter.Whole whole -> write(whole.constant(), trained);
        case Parameter.Down down -> {
          String up = new Parameter.Up(down.weight(), down.rank()).name();
          write(down.weight(), merged(down, trained, Objects.requireNonNull(values.get(up)).duplicate()));
        }
        case Parameter.Up _ -> {}
      }
    }
  }

  /// The weight and the product of both narrow matrices, summed in float64.
  private FloatBuffer merged(Parameter.Down narrow, FloatBuffer down, FloatBuffer up) throws IOException {
    Constant weight = narrow.weight();
    int rows = weight.shape().get(0).intValue();
    int columns = weight.shape().get(1).intValue();
    ByteBuffer bytes = ByteBuffer.allocate(rows * columns * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    Weights.read(files.place(weight), bytes);
    FloatBuffer sum = bytes.flip().asFloatBuffer();
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        double product = 0;
        for (int k = 0; k < narrow.rank(); k++) {
          product += (double) down.get(i * narrow.rank() + k) * up.get(k * columns + j);
        }
        sum.put(i * columns + j, (float) (sum.get(i * columns + j) + product));
      }
    }
    return sum;
  }

  private void write(Constant weight, FloatBuffer values) throws IOException {
    WeightFiles.Place place = files.place(weight);
    ByteBuffer bytes = ByteBuffer.allocate(values.remaining() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    Path file = copy.resolveSibling(Objects.requireNonNull(graph.getParent()).relativize(place.file()));
    try (FileChannel channel =
        FileChannel.open(place.file().equals(graph) ? copy : file, StandardOpenOption.WRITE)) {
      long position = place.offset();
      while (bytes.hasRemaining()) {
        position += channel.write(bytes, position);
      }
      channel.force(false);
    }
  }
}
