package io.doppel.engine;

import io.doppel.index.Catalog;
import io.doppel.index.cluster.ClusterCatalog;
import io.doppel.index.cluster.rest.ClusterAccess;
import io.doppel.index.cluster.rest.ClusterAddress;
import io.doppel.index.lucene.LuceneCatalog;
import io.doppel.text.Bounds;
import java.net.URI;
import java.nio.file.Path;

/// Which backend keeps the indexes at an address. Nobody else chooses one.
public final class Catalogs {

  private Catalogs() {}

  /// The catalog at an address: of `file:`, a folder with one folder an index, which is made with the first of them; of
  /// `https:` or `http:`, a cluster, see [ClusterAddress], asked with what the environment says, see [ClusterAccess].
  ///
  /// @throws Bounds.Violation if no backend is at such an address
  public static Catalog at(URI address) {
    if (ClusterAddress.isOne(address)) {
      return new ClusterCatalog(ClusterAddress.of(address), ClusterAccess.of(System.getenv()));
    }
    if (!"file".equals(address.getScheme())) {
      throw new Bounds.Violation("index", "an index is at a file: or an https: address, got " + address);
    }
    return new LuceneCatalog(Path.of(address));
  }

  /// Whether an address is that of a folder.
  public static boolean isFolder(URI address) {
    return "file".equals(address.getScheme());
  }

  /// The catalog in a folder.
  public static Catalog in(Path folder) {
    return at(folder.toUri());
  }
}
