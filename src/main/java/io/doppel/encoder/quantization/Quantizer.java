package io.doppel.encoder.quantization;

import ai.onnxruntime.OrtException;
import io.doppel.encoder.graph.Constant;
import io.doppel.encoder.graph.OnnxModel;
import io.doppel.encoder.graph.quantization.Quantization;
import io.doppel.encoder.model.ModelException;
import io.doppel.encoder.model.ModelFolder;
import io.doppel.encoder.onnx.runtime.WeightFiles;
import io.doppel.encoder.profile.NeutralTexts;
import io.doppel.encoder.token.Tokenizer;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/// Writes the graph of an encoder with its products in eight bits, see [Quantization].
public final class Quantizer {

  private Quantizer() {}

  /// Writes the graph of the model in `folder`; the same model always becomes the same file.
  ///
  /// Columns are evened out by what they reach when the model reads [NeutralTexts].
  ///
  /// @param to the new file, of which nothing is read before it is written
  /// @throws ModelException if the graph is not of float32, or its weights lie in other files
  public static void write(Path folder, Path to) throws IOException {
    ModelFolder model = ModelFolder.read(folder);
    Path graph = model.graph();
    try (FileChannel channel = FileChannel.open(graph, StandardOpenOption.READ);
        Arena arena = Arena.ofConfined();
        Tokenizer tokenizer = Tokenizer.load(model.tokenizer(), model.maxTokens(), model.lowerCase())) {
      OnnxModel original = OnnxModel.read(channel.map(MapMode.READ_ONLY, 0, channel.size(), arena).asByteBuffer());
      WeightFiles files = WeightFiles.of(graph, original);
      Map<String, float[]> reach =
          ActivationReach.of(
              original, files, Quantization.multiplied(original), tokenizer, NeutralTexts.sentences());
      Quantization.apply(original, Quantizer::values, reach).writeWhole(to);
    } catch (OrtException e) {
      throw new ModelException(graph, "is no graph that ONNX Runtime can run: " + e.getMessage(), e);
    } catch (ModelException e) {
      throw e;
    } catch (IOException e) {
      throw new ModelException(graph, String.valueOf(e.getMessage()), e);
    }
  }

  private static float[] values(Constant constant) throws IOException {
    ByteBuffer raw = constant.raw();
    if (raw == null) {
      throw new IOException("has weights that are not written as bytes in the file itself");
    }
    float[] values = new float[Math.toIntExact(constant.size())];
    raw.duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }
}
