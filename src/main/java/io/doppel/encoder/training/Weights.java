package io.doppel.encoder.training;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.doppel.encoder.graph.gradient.Parameter;
import io.doppel.encoder.model.ModelException;
import io.doppel.encoder.onnx.runtime.OnnxRuntime;
import io.doppel.encoder.onnx.runtime.WeightFiles;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/// What is trained, as slices of one direct buffer that ONNX Runtime reads: what is written here, the next run sees.
final class Weights implements AutoCloseable {

  private final Map<String, FloatBuffer> values = new LinkedHashMap<>();
  private final Map<String, OnnxTensor> tensors = new LinkedHashMap<>();

  private Weights() {}

  /// Reads the weights of the model, and fills narrow matrices so that their product is 0.
  static Weights read(Path file, WeightFiles files, List<Parameter> parameters, long seed) throws IOException {
    long size = parameters.stream().mapToLong(Parameter::size).sum() * Float.BYTES;
    if (size > Integer.MAX_VALUE) {
      throw new ModelException(
          file,
          "has %d MB of weights to train, and at most 2047 MB are trained at once; train fewer of them"
              .formatted(size >> 20));
    }
    ByteBuffer all = ByteBuffer.allocateDirect((int) size).order(ByteOrder.nativeOrder());
    Weights weights = new Weights();
    try {
      weights.fill(all, files, parameters, new Random(seed));
      return weights;
    } catch (OrtException e) {
      weights.close();
      throw new ModelException(file, "cannot be trained: " + e.getMessage(), e);
    } catch (IOException | RuntimeException e) {
      weights.close();
      throw e;
    }
  }

  private void fill(ByteBuffer all, WeightFiles files, List<Parameter> parameters, Random random)
      throws IOException, OrtException {
    int offset = 0;
    for (Parameter parameter : parameters) {
      int bytes = (int) (parameter.size() * Float.BYTES);
      ByteBuffer slice = all.slice(offset, bytes).order(ByteOrder.nativeOrder());
      switch (parameter) {
        case Parameter.Whole whole ->
            read(files.place(whole.constant()), slice.duplicate().order(ByteOrder.nativeOrder()));
        case Parameter.Down down -> {
          double scale = 1 / Math.sqrt(down.shape().getFirst());
          FloatBuffer floats = slice.asFloatBuffer();
          while (floats.hasRemaining()) {
            floats.put((float) (random.nextGaussian() * scale));
          }
        }
        case Parameter.Up _ -> {}
      }
      FloatBuffer floats = slice.asFloatBuffer();
      values.put(parameter.name(), floats);
      long[] shape = parameter.shape().stream().mapToLong(Long::longValue).toArray();
      tensors.put(parameter.name(), OnnxTensor.createTensor(OnnxRuntime.environment(), floats, shape));
      offset += bytes;
    }
  }

  /// The values of each, to be read and written while nothing is run.
  Map<String, FloatBuffer> values() {
    return values;
  }

  /// Mixes the weights with those that were read; of two narrow matrices one is made smaller.
  void blend(WeightFiles files, List<Parameter> parameters, double share) throws IOException {
    for (Parameter parameter : parameters) {
      FloatBuffer now = Objects.requireNonNull(values.get(parameter.name()));
      float[] before = new float[now.capacity()];
      switch (parameter) {
        case Parameter.Whole whole -> {
          ByteBuffer read = ByteBuffer.allocate(before.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
          read(files.place(whole.constant()), read);
          read.flip().asFloatBuffer().get(before);
        }
        case Parameter.Down _ -> now.get(0, before);
        case Parameter.Up _ -> {}
      }
      for (int i = 0; i < before.length; i++) {
        now.put(i, (float) (before[i] + share * (now.get(i) - before[i])));
      }
    }
  }

  Map<String, OnnxTensor> tensors() {
    return tensors;
  }

  static void read(WeightFiles.Place place, ByteBuffer into) throws IOException {
    try (FileChannel channel = FileChannel.open(place.file(), StandardOpenOption.READ)) {
      long position = place.offset();
      while (into.hasRemaining()) {
        int read = channel.read(into, position);
        if (read < 0) {
          throw new EOFException(place.file() + " is cut short");
        }
        position += read;
      }
    }
  }

  @Override
  public void close() {
    tensors.values().forEach(OnnxTensor::close);
  }
}
