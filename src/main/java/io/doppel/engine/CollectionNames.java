package io.doppel.engine;

import io.doppel.index.Catalog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The collections in a catalog, seen from outside: no model is needed.
public record CollectionNames(Catalog catalog) {

  /// Names of all collections, in order.
  public List<CollectionName> all() throws IOException {
    return catalog.names().stream().filter(CollectionName::isValid).map(CollectionName::new).toList();
  }

  /// Names of the collections that say they were made with this model.
  public List<CollectionName> madeWith(String model) throws IOException {
    List<CollectionName> names = new ArrayList<>();
    for (CollectionName name : all()) {
      if (catalog.passport(name.value()).filter(passport -> passport.encoder().model().equals(model)).isPresent()) {
        names.add(name);
      }
    }
    return names;
  }
}
