package io.doppel.index;

import io.doppel.index.lucene.LuceneCatalog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.NullMarked;

/// Indexes in folders that tests name.
@NullMarked
public final class LocalIndexes {

  private LocalIndexes() {}

  /// The index in a folder, made if there is none.
  public static TestIndex open(Path folder, Passport passport) throws IOException {
    return new TestIndex(catalog(folder).create(name(folder), passport));
  }

  public static void delete(Path folder) throws IOException {
    catalog(folder).delete(name(folder));
  }

  public static void copy(Path from, Path to) throws IOException {
    catalog(from).copies().orElseThrow().copy(from, to);
  }

  public static StoredDocuments rebuild(Path folder) throws IOException {
    return catalog(folder).rebuild(name(folder));
  }

  private static Catalog catalog(Path folder) {
    return new LuceneCatalog(Objects.requireNonNull(folder.toAbsolutePath().getParent()));
  }

  private static String name(Path folder) {
    return Objects.requireNonNull(folder.getFileName()).toString();
  }
}
