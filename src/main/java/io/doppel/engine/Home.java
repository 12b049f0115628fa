package io.doppel.engine;

import io.doppel.file.ScratchFolder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/// Where things are.
///
/// @param models the folder with one folder a model
/// @param model the name of the model in use
/// @param index the folder for what is kept on this machine: the cache of embeddings, and collections that lie here
/// @param collections where the indexes are, see [Catalogs#at]
public record Home(Path models, String model, Path index, URI collections) {

  /// With all in folders.
  ///
  /// @param index the folder with one folder a collection
  public Home(Path models, String model, Path index) {
    this(models, model, index, index.toUri());
  }

  /// The folder of the model in use.
  public Path modelFolder() {
    return models.resolve(model);
  }

  /// An empty folder beside the collections, to measure in; whoever asks for it closes it.
  public ScratchFolder scratch() throws IOException {
    return ScratchFolder.in(index, ".bench-");
  }

  /// Where embeddings are kept from one indexing to the next. No name of a collection has a dot.
  Path cacheFolder() {
    return index.resolve("embeddings.cache");
  }

  /// Where a collection lies with all that belongs to it, if collections are folders.
  Path collectionFolder(CollectionName name) {
    return Path.of(collections).resolve(name.value());
  }
}
