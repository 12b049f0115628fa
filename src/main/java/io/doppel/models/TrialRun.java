package io.doppel.models;

import io.doppel.encoder.model.CrossEncoderFolder;
import io.doppel.encoder.onnx.EncoderSettings;
import io.doppel.encoder.onnx.OnnxCrossEncoder;
import io.doppel.encoder.onnx.OnnxEncoder;
import java.io.IOException;
import java.nio.file.Path;

/// Tries whether a model works.
final class TrialRun {

  private TrialRun() {}

  /// Loads the encoder or cross-encoder in a folder and lets it read a word.
  ///
  /// @throws io.doppel.encoder.model.ModelException if it does not work
  static void of(Path folder) throws IOException {
    if (CrossEncoderFolder.isOne(folder)) {
      OnnxCrossEncoder.load(folder, EncoderSettings.standard()).close();
    } else {
      OnnxEncoder.load(folder, EncoderSettings.standard()).close();
    }
  }
}
