package io.doppel.index;

import io.doppel.file.KeptFile;
import io.doppel.index.upkeep.Calls;
import io.doppel.index.upkeep.Copies;
import io.doppel.index.upkeep.Rebuilding;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The indexes of one place, by their names: a folder of them, or the indexes of a cluster. Thread-safe.
///
/// A name is 1 to 64 of `a` to `z`, `0` to `9`, `-` and `_`, which no backend takes for anything else.
public interface Catalog extends Closeable {

  /// The names of all that lie there, in order; also of such as are no indexes of Doppel.
  List<String> names() throws IOException;

  /// Whether there is something of this name, be it damaged.
  boolean holds(String name) throws IOException;

  /// Opens an index that is there; one whose making was interrupted is made now.
  ///
  /// @throws io.doppel.index.failure.IndexClosedException if there is none
  /// @throws PassportMismatchException if it was made with another passport
  /// @throws io.doppel.index.failure.DamagedIndexException if it cannot be read
  PassageIndex open(String name, Passport passport) throws IOException;

  /// Opens an index, made if there is none.
  ///
  /// @throws PassportMismatchException if it was made with another passport
  /// @throws IOException if there is something else of that name, or an index that cannot be read
  PassageIndex create(String name, Passport passport) throws IOException;

  /// Makes an index, and opens it: of several that make one of a name at once, it is made by one.
  ///
  /// @throws FileAlreadyExistsException if there is something of that name, be it damaged
  PassageIndex createNew(String name, Passport passport) throws IOException;

  /// Deletes an index with all files that are kept beside it, whatever its passport: others see it whole or not at all.
  /// Close it first.
  ///
  /// @throws io.doppel.index.failure.IndexLockedException if somebody is writing to it, or, where several may write at
  ///     once, makes it anew
  void delete(String name) throws IOException;

  /// Deletes an index in the same way if it has no documents, looked at while nobody else may write to it.
  ///
  /// @return whether there was one to delete
  /// @throws io.doppel.index.failure.IndexLockedException if somebody is writing to it
  boolean deleteIfEmpty(String name) throws IOException;

  /// The passport of an index, read without opening it; empty if there is none that can be read.
  Optional<Passport> passport(String name) throws IOException;

  /// The documents of an index, whatever its passport, to make another one of them that takes its place.
  ///
  /// @param order what another process needs to know to go on with it, should this one die: see [#rebuildings()]; empty
  ///     if nobody is to
  /// @throws io.doppel.index.failure.IndexLockedException if somebody is writing to it
  StoredDocuments rebuild(String name, String order) throws IOException;

  /// The same, with which nobody is to go on by himself.
  default StoredDocuments rebuild(String name) throws IOException {
    return rebuild(name, "");
  }

  /// The indexes that other processes make anew now, and those which anybody died over, where several processes share
  /// the place.
  default List<Rebuilding> rebuildings() throws IOException {
    return List.of();
  }

  /// A file that is kept beside an index and goes with it, such as what people entered. Nothing is asked or made by
  /// this.
  ///
  /// @param name of the index
  /// @param file its name: letters, digits, `.`, `-` and `_`, none that a file of the index has
  KeptFile file(String name, String file);

  /// Copies of indexes as files, where the backend keeps files that can be copied.
  Optional<Copies> copies();

  /// Asks whether the place can be reached and keeps all that lies there whole, as far as it can tell at once.
  ///
  /// @throws io.doppel.index.failure.IndexUnavailableException if not, with the reason
  default void requireAvailable() throws IOException {}

  /// What was asked of the place so far, by what it was for; nothing where nobody else is asked.
  default Map<String, Calls> calls() {
    return Map.of();
  }

  /// Lets go what was needed to reach the place; indexes are closed by themselves.
  @Override
  default void close() throws IOException {}
}
