package io.doppel.encoder.onnx.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession;
import io.doppel.encoder.EncoderException;
import io.doppel.encoder.model.ModelException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Sessions of ONNX Runtime as all models here are run.
public final class Sessions {

  private static final String WEIGHTS_FOLDER =
      "session.model_external_initializers_file_folder_path";

  private Sessions() {}

  /// Opens a graph whose runs take so many threads. Its weights are mapped, so their files must not change while it is
  /// open.
  public static OrtSession open(GraphFile source, int threads) throws ModelException {
    Path file = source.file();
    try (SessionOptions options = options(threads)) {
      options.addConfigEntry(WEIGHTS_FOLDER, source.weightsFolder().toString());
      return OnnxRuntime.call(() -> OnnxRuntime.environment().createSession(source.graph(), options));
    } catch (OrtException e) {
      throw new ModelException(
          file, "is no graph that ONNX Runtime can load: " + e.getMessage(), e);
    }
  }

  private static SessionOptions options(int threads) throws OrtException {
    SessionOptions options = new SessionOptions();
    options.setOptimizationLevel(OptLevel.ALL_OPT);
    options.setIntraOpNumThreads(threads);
    options.setInterOpNumThreads(1);
    // Spinning threads would take the cores that other runs need.
    options.addConfigEntry("session.intra_op.allow_spinning", "0");
    // A memory pattern is kept for each shape, and every batch may have a shape of its own.
    options.setMemoryPatternOptimization(false);
    return options;
  }

  /// Those of the three inputs that the graph reads: models of some families have no token types.
  public static Map<String, OnnxTensor> readable(
      Set<String> names, OnnxTensor ids, OnnxTensor mask, OnnxTensor types) {
    Map<String, OnnxTensor> readable =
        new HashMap<>(Map.of("input_ids", ids, "attention_mask", mask, "token_type_ids", types));
    readable.keySet().retainAll(names);
    return readable;
  }

  public static void close(OrtSession session) {
    try {
      session.close();
    } catch (OrtException e) {
      throw new EncoderException("ONNX Runtime could not close its session", e);
    }
  }

  public static void closeQuietly(OrtSession session, Exception reason) {
    try {
      session.close();
    } catch (OrtException e) {
      reason.addSuppressed(e);
    }
  }
}
