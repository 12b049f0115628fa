package io.doppel.engine.snapshot;

import io.doppel.file.Folders;
import io.doppel.file.ScratchFolder;
import io.doppel.index.failure.IndexClosedException;
import io.doppel.index.upkeep.Copies;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Copies a collection with all that belongs to it, what people entered included, and makes one of such a copy. What is
/// made is there when it is whole, and not before.
///
/// @param copies copy its index
public record Snapshots(Copies copies) {

  /// No collection can have such a name.
  private static final String UNFINISHED = ".snapshot-";

  /// Copies the collection in the folder `from` into `to`, which is not there yet, while others write.
  ///
  /// @param name of the collection
  /// @param before a snapshot whose checksums hold for files that are the same on the disk, if there is one
  /// @param now when that is
  /// @throws FileAlreadyExistsException if `to` is there
  /// @throws IndexClosedException if the collection is not there, or was deleted meanwhile
  public void take(String name, Path from, Path to, Optional<Path> before, Instant now) throws IOException {
    if (Files.exists(to)) {
      throw new FileAlreadyExistsException(to + " is there already; name a folder that is not");
    }
    try (ScratchFolder scratch = beside(to)) {
      Path copy = copyWhole(name, from, scratch);
      Manifest.of(name, copy, before, now).write(copy);
      Files.move(copy, to);
    }
  }

  /// Makes a collection in the folder `to`, which is not there yet, of a snapshot in `from`, whose files are held
  /// against its manifest. A snapshot of an older program has none; then only its index is checked.
  ///
  /// @param last makes the last step, by which the collection is there
  /// @throws IOException if `from` holds no snapshot, or one that is damaged
  public void restore(Path from, Path to, Last last) throws IOException {
    if (!Files.isDirectory(from)) {
      throw new IOException("there is no folder %s to restore from".formatted(from));
    }
    Optional<Manifest> manifest = Manifest.read(from);
    if (manifest.isEmpty() && !copies.isIndex(from)) {
      throw new IOException(
          "%s holds no snapshot%s"
              .formatted(from, Folders.filesIn(from).isEmpty() ? "; it is empty" : ""));
    }
    if (manifest.isPresent()) {
      manifest.get().verify(from);
    }
    try (ScratchFolder scratch = beside(to)) {
      Path copy = copy(from, scratch);
      last.make(() -> Files.move(copy, to));
    }
  }

  /// A step that is quick.
  @FunctionalInterface
  public interface Step {
    void take() throws IOException;
  }

  /// Takes a step when it may be taken.
  @FunctionalInterface
  public interface Last {
    void make(Step step) throws IOException;
  }

  /// Holds all files of a snapshot against their checksums.
  ///
  /// @throws IOException if one is missing or is not what was written, with its name
  public static void verify(Path folder) throws IOException {
    Manifest.read(folder).orElseThrow(() -> new IOException("%s holds no snapshot".formatted(folder))).verify(folder);
  }

  /// Copies one collection, and not the first half of one with the second of another that took its name meanwhile.
  private Path copyWhole(String name, Path from, ScratchFolder scratch) throws IOException {
    Optional<String> birth = copies.birth(from);
    try {
      Path copy = copy(from, scratch);
      if (birth.isPresent() && copies.birth(from).equals(birth)) {
        return copy;
      }
    } catch (IOException e) {
      if (birth.isPresent() && copies.birth(from).equals(birth)) {
        throw e;
      }
      throw deleted(name, e);
    }
    throw deleted(name, null);
  }

  private static IndexClosedException deleted(String name, @Nullable IOException cause) {
    return new IndexClosedException("collection \"%s\" was deleted while it was copied".formatted(name), cause);
  }

  private static ScratchFolder beside(Path folder) throws IOException {
    Path parent = folder.toAbsolutePath().normalize().getParent();
    if (parent == null) {
      throw new IOException(folder + " is no folder to copy into");
    }
    Files.createDirectories(parent);
    return ScratchFolder.in(parent, UNFINISHED);
  }

  /// Copied and not linked, but for the index: what people enter is written to the same file.
  private Path copy(Path from, ScratchFolder scratch) throws IOException {
    Path copy = scratch.path().resolve("copy");
    copies.copy(from, copy);
    copyFiles(from, copy);
    return copy;
  }

  /// Copies what lies beside the index: each file whole, with the bytes it had at some moment.
  private void copyFiles(Path from, Path to) throws IOException {
    for (Path file : Folders.filesIn(from)) {
      Path inside = from.relativize(file);
      boolean own =
          inside.getNameCount() > 1
              || !(copies.isFileOfIndex(inside.toString()) || Manifest.isNameOf(inside.toString()));
      if (own && !isHalfWritten(inside)) {
        Path copy = to.resolve(inside);
        Files.createDirectories(copy.resolveSibling(""));
        Files.copy(file, copy);
      }
    }
  }

  /// What is not finished has a name that begins so; see [io.doppel.file.AtomicFile].
  private static boolean isHalfWritten(Path inside) {
    for (Path part : inside) {
      if (part.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }
}
