package io.doppel.engine.model;

import io.doppel.encoder.Encoder;
import io.doppel.encoder.batch.BatchingEncoder;
import io.doppel.encoder.onnx.EncoderSettings;
import io.doppel.encoder.onnx.TunedSettings;
import io.doppel.encoder.onnx.TwoSidedEncoder;
import io.doppel.encoder.profile.ProfiledEncoder;
import io.doppel.index.Passport;
import io.doppel.text.PassageSplitter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/// An encoder, and what follows from it for a collection.
///
/// @param splitter cuts documents into passages that it can read
/// @param passport of every collection made with it
public record LoadedModel(Encoder encoder, PassageSplitter splitter, Passport passport) implements Closeable {

  /// Loads the model in that folder, which takes a moment.
  static LoadedModel load(Path folder) throws IOException {
    EncoderSettings settings = TunedSettings.bestFor(folder);
    Encoder encoder =
        new ProfiledEncoder(new BatchingEncoder(TwoSidedEncoder.load(folder, settings), settings.workers()), folder);
    PassageSplitter splitter = PassageSplitter.sentences(encoder, encoder.maxContentTokens());
    return new LoadedModel(encoder, splitter, Passport.of(encoder.fingerprint(), splitter.name()));
  }

  /// Whether collections with that passport are its own.
  public boolean made(Passport other) {
    return other.difference(passport).isEmpty();
  }

  @Override
  public void close() {
    encoder.close();
  }
}
