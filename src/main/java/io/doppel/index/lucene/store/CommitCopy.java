package io.doppel.index.lucene.store;

import io.doppel.file.Folders;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.Directory;

/// Copies the last commit of an index, file by file, into an index of its own.
public record CommitCopy(Directories directories) {

  /// Copies the last commit of the index in `from` into the folder `to`, which is made; checks the checksum of every
  /// file of the copy. `to` is there when it is complete, and not before.
  ///
  /// @throws FileAlreadyExistsException if `to` is there already
  public void copy(Path from, Path to) throws IOException {
    if (Files.exists(to)) {
      throw new FileAlreadyExistsException(to + " is there already; name a folder that is not");
    }
    Path parent = to.toAbsolutePath().getParent();
    if (parent == null) {
      throw new IOException(to + " is no folder to copy into");
    }
    Files.createDirectories(parent);
    Path unfinished = Files.createTempDirectory(parent, ".unfinished-");
    try {
      copyFiles(from, unfinished);
      try (Directory copied = directories.open(unfinished)) {
        LastCommit.verify(copied);
      }
      giveBirth(unfinished);
      Files.move(unfinished, to);
    } finally {
      Folders.delete(unfinished);
    }
  }

  private void copyFiles(Path from, Path to) throws IOException {
    try (Directory directory = directories.open(from)) {
      LastCommit.read(
          directory,
          files -> {
            for (String file : files) {
              Path copy = to.resolve(file);
              if (!Files.exists(copy)) {
                link(from.resolve(file), copy);
              }
            }
            return files;
          });
    }
  }

  /// A second name costs no space and keeps the file when the index drops it. Not every file system has that.
  private static void link(Path file, Path copy) throws IOException {
    try {
      Files.createLink(copy, file);
    } catch (NoSuchFileException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      Files.copy(file, copy);
    }
  }

  /// A copy is an index of its own. With this goes what an attempt has left that did not come to its end.
  private void giveBirth(Path folder) throws IOException {
    var config = new IndexWriterConfig().setMergePolicy(NoMergePolicy.INSTANCE);
    try (Directory directory = directories.open(folder);
        var writer = new IndexWriter(directory, config)) {
      writer.setLiveCommitData(
          CommitData.bornNow(SegmentInfos.readLatestCommit(directory).getUserData()).entrySet());
      writer.commit();
    }
  }
}
