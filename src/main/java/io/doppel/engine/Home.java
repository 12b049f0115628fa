package io.doppel.engine;

import io.doppel.file.ScratchFolder;
import java.io.IOException;
import java.nio.file.Path;

/// Where things are.
///
/// @param models the folder with one folder a model
/// @param model the name of the model in use
/// @param index the folder with one folder a collection
public record Home(Path models, String model, Path index) {

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

  /// Where a collection has what is no part of its index, such as what people decided.
  Path collectionFolder(CollectionName name) {
    return index.resolve(name.value());
  }
}
