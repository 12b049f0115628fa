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

  /// Where a collection is made anew: beside it, under a name that no collection can have.
  Path scratchFolder(CollectionName name) {
    return index.resolve(".reindex-" + name.value());
  }

  Path indexFolder(CollectionName name) {
    return index.resolve(name.value());
  }
}
