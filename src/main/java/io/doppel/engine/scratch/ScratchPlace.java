package io.doppel.engine.scratch;

import io.doppel.engine.Catalogs;
import io.doppel.engine.CollectionName;
import io.doppel.file.TemporaryFolder;
import io.doppel.index.Catalog;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Where one collection is kept for the time of a measurement: in the cluster where collections are, under a name that
/// no other one has, else in a temporary folder. It is deleted when this is closed, also after a failure; close the
/// collection before. What a measurement has left that was killed, the next one deletes.
public final class ScratchPlace implements Closeable {

  private static final Logger LOG = Logger.getLogger(ScratchPlace.class.getName());
  static final String PREFIX = "doppel-scratch-";

  private final Catalog catalog;
  private final CollectionName name;
  private final Closeable sign;
  private final Closeable folder;

  /// A command that is stopped leaves nothing in a cluster, which nobody tidies up.
  private final Thread atExit = Thread.ofPlatform().unstarted(this::deleteAtExit);

  private ScratchPlace(Catalog catalog, CollectionName name, Closeable sign, Closeable folder) {
    this.catalog = catalog;
    this.name = name;
    this.sign = sign;
    this.folder = folder;
  }

  /// @param collections where collections are: a folder, which stays as it is, or a cluster
  public static ScratchPlace beside(URI collections) throws IOException {
    CollectionName name = Sign.name(InstantSource.system());
    if (Catalogs.isFolder(collections)) {
      TemporaryFolder folder = TemporaryFolder.of(PREFIX);
      return new ScratchPlace(Catalogs.in(folder.path()), name, () -> {}, folder);
    }
    Catalog catalog = Catalogs.at(collections);
    boolean open = false;
    try {
      Sign.deleteLeft(catalog, InstantSource.system());
      open = true;
    } finally {
      if (!open) {
        catalog.close();
      }
    }
    ScratchPlace place = new ScratchPlace(catalog, name, Sign.give(catalog, name), () -> {});
    Runtime.getRuntime().addShutdownHook(place.atExit);
    return place;
  }

  public Catalog catalog() {
    return catalog;
  }

  /// What the collection is called.
  public CollectionName name() {
    return name;
  }

  private void delete() throws IOException {
    sign.close();
    if (catalog.holds(name.value())) {
      catalog.delete(name.value());
    }
  }

  private void deleteAtExit() {
    try {
      delete();
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.WARNING, e, () -> "collection \"%s\" could not be deleted; delete it".formatted(name));
    }
  }

  @Override
  public void close() throws IOException {
    try (folder;
        catalog) {
      delete();
    }
    try {
      var ignored = Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // It runs already, and finds nothing left.
    }
  }
}
