package io.doppel.index.lucene;

import io.doppel.file.Folders;
import io.doppel.file.KeptFile;
import io.doppel.index.Catalog;
import io.doppel.index.PassageIndex;
import io.doppel.index.Passport;
import io.doppel.index.StoredDocuments;
import io.doppel.index.failure.IndexClosedException;
import io.doppel.index.lucene.store.CommitCopy;
import io.doppel.index.lucene.store.WritingMark;
import io.doppel.index.lucene.store.CommitData;
import io.doppel.index.upkeep.Copies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFileNames;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.store.Directory;

/// Indexes in one folder of the local disk, each in a Lucene directory of its name. Thread-safe.
public final class LuceneCatalog implements Catalog, Copies {

  private final Path root;
  private final Environment environment;

  /// Deletes what a process that was killed was about to.
  ///
  /// @param root has one folder an index; made with the first of them
  public LuceneCatalog(Path root) {
    this(root, Environment.STANDARD);
    Folders.emptyTrash(root);
  }

  LuceneCatalog(Path root, Environment environment) {
    this.root = root;
    this.environment = environment;
  }

  private IndexFolder folder(String name) {
    return new IndexFolder(root.resolve(name), environment);
  }

  @Override
  public List<String> names() throws IOException {
    return Folders.namesIn(root);
  }

  @Override
  public boolean holds(String name) {
    return Files.isDirectory(root.resolve(name));
  }

  @Override
  public PassageIndex open(String name, Passport passport) throws IOException {
    if (!Files.exists(root.resolve(name))) {
      throw new IndexClosedException("there is no collection \"%s\"".formatted(name), null);
    }
    return create(name, passport);
  }

  @Override
  public PassageIndex create(String name, Passport passport) throws IOException {
    return LuceneIndex.open(folder(name), passport);
  }

  @Override
  public PassageIndex createNew(String name, Passport passport) throws IOException {
    Files.createDirectories(root);
    Files.createDirectory(root.resolve(name));
    return create(name, passport);
  }

  @Override
  public void delete(String name) throws IOException {
    folder(name).delete();
  }

  @Override
  public boolean deleteIfEmpty(String name) throws IOException {
    return holds(name) && folder(name).deleteIfEmpty();
  }

  @Override
  public Optional<Passport> passport(String name) {
    return folder(name).passport();
  }

  @Override
  public StoredDocuments rebuild(String name, String order) throws IOException {
    return Rebuild.open(folder(name));
  }

  @Override
  public KeptFile file(String name, String file) {
    return KeptFile.of(root.resolve(name).resolve(file));
  }

  @Override
  public Optional<Copies> copies() {
    return Optional.of(this);
  }

  @Override
  public boolean isIndex(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Directory directory = new IndexFolder(folder, environment).open()) {
      return DirectoryReader.indexExists(directory);
    }
  }

  @Override
  public Optional<String> birth(Path folder) throws IOException {
    IndexFolder place = new IndexFolder(folder, environment);
    try (Directory directory = place.openPresent()) {
      return Optional.of(CommitData.birth(place.userData(directory)));
    } catch (IndexClosedException e) {
      return Optional.empty();
    }
  }

  @Override
  public boolean isFileOfIndex(String name) {
    return IndexFileNames.CODEC_FILE_PATTERN.matcher(name).matches()
        || name.startsWith(IndexFileNames.SEGMENTS)
        || name.startsWith(IndexFileNames.PENDING_SEGMENTS)
        || name.equals(IndexWriter.WRITE_LOCK_NAME)
        || name.equals(WritingMark.NAME);
  }

  @Override
  public void copy(Path from, Path to) throws IOException {
    if (!Files.isDirectory(from)) {
      throw new NoSuchFileException(from.toString());
    }
    IndexFolder folder = new IndexFolder(from, environment);
    try (Directory directory = folder.open()) {
      if (!DirectoryReader.indexExists(directory)) {
        throw new IOException("there is no index in " + from);
      }
      folder.knownUserData(directory);
    }
    new CommitCopy(environment.directories()).copy(from, to);
  }
}
