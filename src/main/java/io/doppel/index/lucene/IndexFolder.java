package io.doppel.index.lucene;

import io.doppel.file.DiskFullException;
import io.doppel.file.Folders;
import io.doppel.index.Passport;
import io.doppel.index.PassportMismatchException;
import io.doppel.index.failure.DamagedIndexException;
import io.doppel.index.failure.IndexClosedException;
import io.doppel.index.failure.IndexLockedException;
import io.doppel.index.lucene.store.CommitData;
import io.doppel.index.lucene.store.LastCommit;
import io.doppel.index.lucene.store.PassageCodec;
import io.doppel.index.lucene.store.WritingMark;
import io.doppel.index.upkeep.IndexSettings;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFileNames;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.Lock;
import org.apache.lucene.store.LockObtainFailedException;
import org.jspecify.annotations.Nullable;

/// The folder of an index, named after its collection: whose it is, and whether this program may use it.
///
/// @param environment what the index stands on
record IndexFolder(Path path, Environment environment) {

  /// What Lucene says of a format that it has no class for.
  private static final Pattern UNKNOWN_NAME = Pattern.compile("with name '(\\w+)' does not exist");

  IndexFolder {
    path = path.toAbsolutePath().normalize();
  }

  /// The collection's name, for messages.
  String name() {
    Path last = path.getFileName();
    return last == null ? path.toString() : last.toString();
  }

  /// Opens the folder, creating it if it is missing.
  Directory open() throws IOException {
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw new NotDirectoryException(path + " is a file; an index is a folder");
    }
    return environment.directories().open(path);
  }

  /// Opens the folder of an index that is to be there.
  ///
  /// @throws IndexClosedException if it was deleted meanwhile
  Directory openPresent() throws IOException {
    if (!Files.isDirectory(path)) {
      throw deleted(null);
    }
    try {
      return open();
    } catch (NoSuchFileException | FileAlreadyExistsException e) {
      throw deleted(e);
    }
  }

  /// A writer of Lucene's on the last commit, which locks the folder until it is closed. Where the index was deleted
  /// meanwhile it begins an empty one; [#userData] tells.
  ///
  /// @throws IndexLockedException if somebody else is writing
  /// @throws IndexClosedException if the folder is being deleted
  IndexWriter writer(Directory directory, PassageCodec codec) throws IOException {
    try {
      return new IndexWriter(directory, WriterConfig.of(codec));
    } catch (LockObtainFailedException e) {
      throw locked(e);
    } catch (NoSuchFileException | FileAlreadyExistsException e) {
      throw deleted(e);
    }
  }

  /// The passport of the last commit; creates an empty index with the `wanted` one if there is none.
  ///
  /// @throws PassportMismatchException if the index was made with another passport
  Passport passport(Directory directory, Passport wanted) throws IOException {
    if (!DirectoryReader.indexExists(directory)) {
      refuseOthersFolder();
      deleteReplacement();
      create(directory, wanted);
    }
    return check(userData(directory), wanted).passport();
  }

  /// What the last commit says about the index.
  ///
  /// @throws IndexClosedException if the index was deleted meanwhile
  Map<String, String> userData(Directory directory) throws IOException {
    try {
      return SegmentInfos.readLatestCommit(directory).getUserData();
    } catch (IndexNotFoundException | NoSuchFileException e) {
      throw deleted(e);
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable(e);
    }
  }

  /// The passport of the last commit, whatever it says; empty if there is none that can be read.
  Optional<Passport> passport() {
    if (!Files.isDirectory(path)) {
      return Optional.empty();
    }
    try (Directory directory = open()) {
      return Optional.of(Passport.of(SegmentInfos.readLatestCommit(directory).getUserData()));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// What the user data of a commit say, if their passport agrees with the `wanted` one.
  CommitData check(Map<String, String> stored, Passport wanted) throws IOException {
    String format = format(stored);
    if (!format.equals(Integer.toString(Passport.FORMAT))) {
      throw mismatch("format is %s, not %d".formatted(format, Passport.FORMAT));
    }
    CommitData data;
    try {
      data = CommitData.of(stored);
    } catch (IllegalArgumentException e) {
      throw unreadable(e);
    }
    Optional<String> difference = data.passport().difference(wanted);
    if (difference.isPresent()) {
      throw mismatch(difference.get());
    }
    return data;
  }

  /// What the last commit says about an index of any passport.
  ///
  /// @throws IOException if its format is newer than those that this program knows
  Map<String, String> knownUserData(Directory directory) throws IOException {
    Map<String, String> userData = userData(directory);
    String format = format(userData);
    try {
      if (Integer.parseInt(format) <= Passport.FORMAT) {
        return userData;
      }
    } catch (NumberFormatException e) {
      throw unreadable(e);
    }
    throw new IOException(
        "collection \"%s\" has format %s, which is newer than the newest that is known here, %d"
            .formatted(name(), format, Passport.FORMAT));
  }

  /// The version of the layout, which every index of Doppel names.
  String format(Map<String, String> stored) throws IOException {
    String format = stored.get("format");
    if (format == null) {
      throw new IOException(
          "%s holds a Lucene index without a passport, which is not one of Doppel's"
              .formatted(path));
    }
    return format;
  }

  /// Where an index is made that is to take the place of this one: beside it, under a name that no collection can have.
  IndexFolder replacement() {
    return new IndexFolder(path.resolveSibling(".reindex-" + name()), environment);
  }

  /// An index that was never finished belongs to this one, and to none of the same name that comes later.
  private void deleteReplacement() throws IOException {
    IndexFolder replacement = replacement();
    if (Files.isDirectory(replacement.path())) {
      replacement.delete();
    }
  }

  /// Deletes the index with its folder, whatever its passport says. Others see it whole or not at all.
  ///
  /// @throws IndexLockedException if somebody is writing to it
  void delete() throws IOException {
    boolean ignored = deleteIf(_ -> true);
  }

  /// The same if it has no documents, looked at under the lock.
  ///
  /// @return whether it had none
  boolean deleteIfEmpty() throws IOException {
    return deleteIf(
        directory -> {
          try (DirectoryReader reader = DirectoryReader.open(directory)) {
            return reader.numDocs() == 0;
          } catch (IndexNotFoundException e) {
            return true;
          }
        });
  }

  private interface Condition {
    boolean of(Directory directory) throws IOException;
  }

  private boolean deleteIf(Condition condition) throws IOException {
    Path trash = Folders.trash(path);
    try (Directory directory = open()) {
      if (!DirectoryReader.indexExists(directory)) {
        refuseOthersFolder();
      }
      try (Lock lock = directory.obtainLock(IndexWriter.WRITE_LOCK_NAME)) {
        if (!condition.of(directory)) {
          return false;
        }
        deleteReplacement();
        lock.ensureValid();
        Files.move(path, trash);
      }
    } catch (LockObtainFailedException e) {
      throw locked(e);
    }
    Folders.delete(trash);
    return true;
  }

  private PassportMismatchException mismatch(String difference) {
    return new PassportMismatchException(name(), difference);
  }

  IndexLockedException locked(LockObtainFailedException cause) {
    return new IndexLockedException(
        "collection \"%s\" is being written by another process; wait until it is done, or stop it"
            .formatted(name()),
        cause);
  }

  /// What to tell where the files are not what was written, or cannot be understood.
  ///
  /// @throws PassportMismatchException if they are in a format that this program does not know
  DamagedIndexException unreadable(Throwable cause) {
    for (Throwable each = cause; each != null; each = each.getCause()) {
      Matcher unknown = UNKNOWN_NAME.matcher(String.valueOf(each.getMessage()));
      if (unknown.find()) {
        throw new PassportMismatchException(
            "collection \"%s\" has the format %s, which is not known here; open it with the version that wrote it"
                .formatted(name(), unknown.group(1)));
      }
    }
    return new DamagedIndexException(name(), cause);
  }

  /// After whoever wrote last came to no good end, for instance with the machine's power: what the disk holds is looked
  /// at before anything is answered from it.
  void verifyAfterUncleanEnd(Directory directory) throws IOException {
    WritingMark mark = new WritingMark(path);
    if (!mark.isSet() || !Files.isWritable(path)) {
      return;
    }
    try (Lock lock = directory.obtainLock(IndexWriter.WRITE_LOCK_NAME)) {
      LastCommit.verify(directory);
      lock.ensureValid();
      mark.clear();
    } catch (LockObtainFailedException e) {
      // It is the mark of somebody who is writing now.
    } catch (CorruptIndexException | EOFException e) {
      throw unreadable(e);
    }
  }

  /// What to tell about a write that failed.
  IOException failed(Throwable cause) {
    return DiskFullException.isBehind(cause)
        ? new DiskFullException(
            ("there is no room on the disk for collection \"%s\"; what was committed is safe, make room and "
                + "send the rest again")
                .formatted(name()),
            cause)
        : new IOException(
            "writing to collection \"%s\" failed (%s); what was committed is safe, send the rest again"
                .formatted(name(), cause.getMessage()),
            cause);
  }

  IndexClosedException closed(@Nullable Throwable cause) {
    return new IndexClosedException("collection \"%s\" is closed".formatted(name()), cause);
  }

  private IndexClosedException deleted(@Nullable Throwable cause) {
    return new IndexClosedException("collection \"%s\" was deleted".formatted(name()), cause);
  }

  private void create(Directory directory, Passport passport) throws IOException {
    try (IndexWriter writer = writer(directory, new PassageCodec())) {
      // Another process may have been faster, between the look and the lock.
      if (!DirectoryReader.indexExists(directory)) {
        writer.setLiveCommitData(CommitData.of(passport, IndexSettings.STANDARD).toMap().entrySet());
        writer.commit();
      }
    } catch (IndexLockedException e) {
      throw e;
    } catch (IOException e) {
      IOException told = failed(e);
      try {
        // Half of one would be taken for a collection.
        delete();
      } catch (IOException again) {
        told.addSuppressed(again);
      }
      throw told;
    }
  }

  private void refuseOthersFolder() throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      Optional<String> stranger =
          files
              .map(file -> String.valueOf(file.getFileName()))
              .filter(file -> !leftByAnInterruptedCreation(file))
              .sorted()
              .findFirst();
      if (stranger.isPresent()) {
        throw new IOException(
            "%s holds no index but other files, such as %s; name an empty or a missing folder"
                .formatted(path, stranger.get()));
      }
    }
  }

  private static boolean leftByAnInterruptedCreation(String file) {
    return file.equals(IndexWriter.WRITE_LOCK_NAME)
        || file.startsWith(IndexFileNames.PENDING_SEGMENTS);
  }
}
