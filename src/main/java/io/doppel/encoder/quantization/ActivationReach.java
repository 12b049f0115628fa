package io.doppel.encoder.quantization;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession;
import io.doppel.encoder.graph.GraphValue;
import io.doppel.encoder.graph.OnnxModel;
import io.doppel.encoder.onnx.runtime.OnnxRuntime;
import io.doppel.encoder.onnx.runtime.Sessions;
import io.doppel.encoder.onnx.runtime.WeightFiles;
import io.doppel.encoder.token.Tokenizer;
import io.doppel.work.Cancellation;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;

/// How large the values inside of a graph get when it reads texts.
final class ActivationReach {

  private static final String FOLDER = "session.model_external_initializers_file_folder_path";

  private ActivationReach() {}

  /// The largest absolute value of each column of some values, by their names.
  ///
  /// @param model as it lies in `files`
  /// @param values names of what is computed in it, with columns as the last dimension
  static Map<String, float[]> of(
      OnnxModel model, WeightFiles files, Collection<String> values, Tokenizer tokenizer, List<String> texts)
      throws IOException, OrtException {
    List<GraphValue> results = values.stream().map(GraphValue::of).toList();
    byte[] graph = files.bytes(model.withResults(results));
    Map<String, float[]> reach = new HashMap<>();
    try (SessionOptions options = new SessionOptions()) {
      options.addConfigEntry(FOLDER, files.folder().toString());
      options.setMemoryPatternOptimization(false);
      try (OrtSession session = OnnxRuntime.call(() -> OnnxRuntime.environment().createSession(graph, options))) {
        for (String text : texts) {
          Cancellation.check();
          read(session, tokenizer.encode(text).ids(), reach);
        }
      }
    }
    return reach;
  }

  private static void read(OrtSession session, long[] tokens, Map<String, float[]> reach) throws OrtException {
    long[] ones = new long[tokens.length];
    Arrays.fill(ones, 1);
    try (OnnxTensor ids = row(tokens);
        OnnxTensor mask = row(ones);
        OnnxTensor types = row(new long[tokens.length])) {
      Map<String, OnnxTensor> inputs = Sessions.readable(session.getInputNames(), ids, mask, types);
      try (OrtSession.Result result = OnnxRuntime.call(() -> session.run(inputs))) {
        for (Entry<String, OnnxValue> value : result) {
          OnnxTensor tensor = (OnnxTensor) value.getValue();
          long[] shape = tensor.getInfo().getShape();
          add(tensor.getFloatBuffer(), (int) shape[shape.length - 1], value.getKey(), reach);
        }
      }
    }
  }

  private static void add(FloatBuffer rows, int columns, String name, Map<String, float[]> reach) {
    float[] greatest = reach.computeIfAbsent(name, _ -> new float[columns]);
    for (int i = 0; i < rows.remaining(); i++) {
      greatest[i % columns] = Math.max(greatest[i % columns], Math.abs(rows.get(i)));
    }
  }

  private static OnnxTensor row(long[] numbers) throws OrtException {
    return OnnxTensor.createTensor(
        OnnxRuntime.environment(), LongBuffer.wrap(numbers), new long[] {1, numbers.length});
  }
}
