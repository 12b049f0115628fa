package io.doppel.engine;

import io.doppel.file.TemporaryFolder;
import io.doppel.index.Catalog;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Where one collection is kept for the time of a measurement: in the cluster where collections are, under a name that
/// no other one has, else in a temporary folder. It is deleted when this is closed, also after a failure; close the
/// collection before.
public final class ScratchPlace implements Closeable {

  private static final Logger LOG = Logger.getLogger(ScratchPlace.class.getName());
  private static final String PREFIX = "doppel-scratch-";

  private final Catalog catalog;
  private final CollectionName name;
  private final Closeable folder;

  /// A command that is stopped leaves nothing in a cluster, which nobody tidies up.
  private final Thread atExit = Thread.ofPlatform().unstarted(this::deleteAtExit);

  private ScratchPlace(Catalog catalog, CollectionName name, Closeable folder) {
    this.catalog = catalog;
    this.name = name;
    this.folder = folder;
  }

  /// @param collections where collections are: a folder, which stays as it is, or a cluster
  public static ScratchPlace beside(URI collections) throws IOException {
    CollectionName name =
        new CollectionName(PREFIX + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()));
    if (Catalogs.isFolder(collections)) {
      TemporaryFolder folder = TemporaryFolder.of(PREFIX);
      return new ScratchPlace(Catalogs.in(folder.path()), name, folder);
    }
    ScratchPlace place = new ScratchPlace(Catalogs.at(collections), name, () -> {});
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
