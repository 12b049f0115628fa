package io.doppel.engine;

import io.doppel.encoder.Encoder;
import io.doppel.encoder.batch.BatchingEncoder;
import io.doppel.encoder.cache.EmbeddingCache;
import io.doppel.encoder.onnx.EncoderSettings;
import io.doppel.encoder.onnx.TunedSettings;
import io.doppel.encoder.onnx.TwoSidedEncoder;
import io.doppel.encoder.profile.ProfiledEncoder;
import io.doppel.engine.snapshot.CollectionFiles;
import io.doppel.index.PassageIndex;
import io.doppel.index.Passport;
import io.doppel.text.PassageSplitter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/// An encoder, and what follows from it for a collection.
///
/// @param splitter cuts documents into passages that it can read
/// @param passport of every collection made with it
record LoadedModel(Encoder encoder, PassageSplitter splitter, Passport passport) implements Closeable {

  /// Loads the model in that folder, which takes a moment.
  static LoadedModel load(Path folder) throws IOException {
    EncoderSettings settings = TunedSettings.bestFor(folder);
    Encoder encoder =
        new ProfiledEncoder(new BatchingEncoder(TwoSidedEncoder.load(folder, settings), settings.workers()), folder);
    PassageSplitter splitter = PassageSplitter.sentences(encoder, encoder.maxContentTokens());
    return new LoadedModel(encoder, splitter, Passport.of(encoder.fingerprint(), splitter.name()));
  }

  /// Whether collections with that passport are its own.
  boolean made(Passport other) {
    return other.difference(passport).isEmpty();
  }

  /// A collection of what is in an index that it made.
  DocumentCollection collection(
      CollectionName name, CollectionFiles files, PassageIndex index, EmbeddingCache cache) {
    return new DocumentCollection(name, files, index, encoder, splitter, cache);
  }

  @Override
  public void close() {
    encoder.close();
  }
}
