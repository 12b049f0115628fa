package io.doppel.engine;

import io.doppel.encoder.TinyModel;
import io.doppel.encoder.cache.EmbeddingCache;
import io.doppel.engine.indexing.IndexingListener;
import io.doppel.engine.indexing.IndexingProgress;
import io.doppel.index.Catalog;
import io.doppel.source.DocumentSource;
import io.doppel.text.Document;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// An engine with the tiny model in a folder of its own, for tests.
public final class TinyDoppel {

  private TinyDoppel() {}

  /// Where its models and collections are.
  public static Home home(Path folder) throws IOException {
    TinyModel.write(folder.resolve("models"), "tiny");
    return new Home(folder.resolve("models"), "tiny", folder.resolve("index"));
  }

  public static Doppel open(Path folder) throws IOException {
    return Doppel.open(home(folder));
  }

  /// With collections whose indexes are in this catalog.
  public static Doppel open(Path folder, Catalog catalog) throws IOException {
    return Doppel.open(home(folder), catalog, EmbeddingCache.STANDARD_BYTES);
  }

  /// Indexes documents into the collection of that name.
  public static IndexingProgress add(Doppel doppel, String collection, Document... documents) throws IOException {
    try (DocumentSource source = DocumentSource.of(List.of(documents))) {
      return doppel
          .openOrCreate(new CollectionName(collection))
          .add(source, IndexingListener.SILENT, () -> false);
    }
  }
}
