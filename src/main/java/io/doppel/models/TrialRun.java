package io.doppel.models;

import io.doppel.encoder.Encoder;
import io.doppel.encoder.model.CrossEncoderFolder;
import io.doppel.encoder.onnx.EncoderSettings;
import io.doppel.encoder.onnx.OnnxCrossEncoder;
import io.doppel.encoder.onnx.TwoSidedEncoder;
import io.doppel.encoder.profile.ProfileFile;
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
      TwoSidedEncoder.load(folder, EncoderSettings.standard()).close();
    }
  }

  /// The same, and keeps the profile of an encoder in its folder.
  static void withProfile(Path folder) throws IOException {
    if (CrossEncoderFolder.isOne(folder)) {
      of(folder);
    } else {
      try (Encoder encoder = TwoSidedEncoder.load(folder, EncoderSettings.standard())) {
        ProfileFile.of(folder, encoder);
      }
    }
  }
}
