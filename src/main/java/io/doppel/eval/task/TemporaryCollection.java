package io.doppel.eval.task;

import io.doppel.encoder.Encoder;
import io.doppel.encoder.cache.EmbeddingCache;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.model.SecondJudges;
import io.doppel.engine.scratch.ScratchPlace;
import io.doppel.engine.snapshot.CollectionFiles;
import io.doppel.index.PassageIndex;
import io.doppel.index.Passport;
import io.doppel.text.PassageSplitter;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;

/// A collection for one measurement, deleted at its end.
record TemporaryCollection(ScratchPlace place, DocumentCollection collection) implements Closeable {

  /// @param collections where collections are; see [ScratchPlace#beside]
  /// @param splitter how documents are cut; benchmarks of retrieval embed as much of each as the model reads
  static TemporaryCollection open(URI collections, Encoder encoder, PassageSplitter splitter) throws IOException {
    ScratchPlace place = ScratchPlace.beside(collections);
    boolean opened = false;
    try {
      String name = place.name().value();
      PassageIndex index = place.catalog().create(name, Passport.of(encoder.fingerprint(), splitter.name()));
      CollectionFiles files = CollectionFiles.of(place.catalog(), name);
      opened = true;
      return new TemporaryCollection(
          place,
          new DocumentCollection(
              place.name(), files, index, encoder, splitter, EmbeddingCache.none(), SecondJudges.NONE));
    } finally {
      if (!opened) {
        place.close();
      }
    }
  }

  @Override
  public void close() throws IOException {
    try (place) {
      collection.close();
    }
  }
}
