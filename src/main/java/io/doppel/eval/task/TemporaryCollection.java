package io.doppel.eval.task;

import io.doppel.encoder.Encoder;
import io.doppel.encoder.cache.EmbeddingCache;
import io.doppel.engine.Catalogs;
import io.doppel.engine.CollectionName;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.snapshot.CollectionFiles;
import io.doppel.file.TemporaryFolder;
import io.doppel.index.Catalog;
import io.doppel.index.PassageIndex;
import io.doppel.index.Passport;
import io.doppel.text.PassageSplitter;
import java.io.Closeable;
import java.io.IOException;

/// A collection for one measurement, deleted at its end.
record TemporaryCollection(TemporaryFolder folder, DocumentCollection collection) implements Closeable {

  /// @param splitter how documents are cut; benchmarks of retrieval embed as much of each as the model reads
  static TemporaryCollection open(Encoder encoder, PassageSplitter splitter) throws IOException {
    TemporaryFolder folder = TemporaryFolder.of("doppel-eval-");
    CollectionName name = new CollectionName("evaluation");
    Catalog catalog = Catalogs.in(folder.path());
    PassageIndex index = catalog.create(name.value(), Passport.of(encoder.fingerprint(), splitter.name()));
    return new TemporaryCollection(
        folder,
        new DocumentCollection(
            name,
            CollectionFiles.of(catalog, name.value()),
            index,
            encoder,
            splitter,
            EmbeddingCache.none()));
  }

  @Override
  public void close() throws IOException {
    collection.close();
    folder.close();
  }
}
