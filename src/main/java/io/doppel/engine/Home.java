package io.doppel.engine;

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

  /// Where embeddings are kept from one indexing to the next. No name of a collection has a dot.
  Path cacheFolder() {
    return index.resolve("embeddings.cache");
  }

  Path indexFolder(CollectionName name) {
    return index.resolve(name.value());
  }
}
