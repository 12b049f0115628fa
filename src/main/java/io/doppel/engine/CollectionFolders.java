package io.doppel.engine;

import io.doppel.file.Folders;
import io.doppel.index.PassageIndex;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The collections in a folder, seen from outside: no model is needed.
///
/// @param folder has one folder a collection
public record CollectionFolders(Path folder) {

  /// Names of all collections, in order.
  public List<CollectionName> names() throws IOException {
    return Folders.namesIn(folder).stream().filter(CollectionName::isValid).map(CollectionName::new).toList();
  }

  /// Names of the collections that say they were made with this model.
  public List<CollectionName> madeWith(String model) throws IOException {
    List<CollectionName> names = new ArrayList<>();
    for (CollectionName name : names()) {
      boolean made =
          PassageIndex.passportAt(folder.resolve(name.value()).toUri())
              .filter(passport -> passport.encoder().model().equals(model))
              .isPresent();
      if (made) {
        names.add(name);
      }
    }
    return names;
  }
}
