package io.doppel.engine.snapshot;

import io.doppel.encoder.model.Sha256;
import io.doppel.file.Folders;
import io.doppel.file.JsonFile;
import io.doppel.work.Cancellation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;

/// What a snapshot holds: all files, each with its checksum.
///
/// @param collection the name of the collection that it was taken of
/// @param taken when, as ISO 8601 has it
/// @param files by their names, with `/` behind the names of folders
record Manifest(String collection, String taken, Map<String, Entry> files) {

  private static final JsonFile<Manifest> FILE =
      new JsonFile<>("snapshot.json", Manifest.class, "files of a snapshot", "use another snapshot");

  /// A file.
  ///
  /// @param bytes its size
  /// @param sha256 of what is in it
  record Entry(long bytes, String sha256) {

    static Entry of(Path file) throws IOException {
      return new Entry(Files.size(file), Sha256.of(List.of(file)));
    }
  }

  Manifest {
    files = Map.copyOf(files);
  }

  static boolean isNameOf(String file) {
    return file.equals(FILE.name());
  }

  /// Lists what is in a folder.
  ///
  /// @param before another snapshot; what is the same file there, by a link, need not be read again
  static Manifest of(String collection, Path folder, Optional<Path> before, Instant now) throws IOException {
    Optional<Manifest> known = before.isPresent() ? read(before.get()) : Optional.empty();
    Map<String, Entry> files = new TreeMap<>();
    for (Path file : Folders.filesIn(folder)) {
      String name = folder.relativize(file).toString().replace('\\', '/');
      Entry last = known.map(manifest -> manifest.files().get(name)).orElse(null);
      boolean same = last != null && isSame(before.orElseThrow().resolve(name), file);
      files.put(name, same ? last : Entry.of(file));
    }
    return new Manifest(collection, now.toString(), files);
  }

  private static boolean isSame(Path one, Path other) throws IOException {
    return Files.exists(one) && Files.isSameFile(one, other);
  }

  /// That of a snapshot; nothing where an older program took it.
  ///
  /// @throws DamagedSnapshotException if its file holds something else
  static Optional<Manifest> read(Path folder) throws IOException {
    try {
      return FILE.read(folder);
    } catch (IOException e) {
      if (e.getCause() instanceof JacksonException) {
        throw new DamagedSnapshotException("the snapshot in %s is damaged: %s".formatted(folder, e.getMessage()), e);
      }
      throw e;
    }
  }

  void write(Path folder) throws IOException {
    FILE.write(folder, new Manifest(collection, taken, new TreeMap<>(files)));
  }

  /// Holds the files of a folder against this.
  ///
  /// @throws DamagedSnapshotException if one is missing or is not what it was, with its name
  void verify(Path folder) throws IOException {
    for (Map.Entry<String, Entry> each : new TreeMap<>(files).entrySet()) {
      Cancellation.check();
      Path file = folder.resolve(each.getKey());
      if (!Files.isRegularFile(file)) {
        throw new DamagedSnapshotException(
            "the snapshot in %s is not whole: %s is missing".formatted(folder, each.getKey()));
      }
      if (!Entry.of(file).equals(each.getValue())) {
        throw new DamagedSnapshotException(
            "the snapshot in %s is damaged: %s is not what was written"
                .formatted(folder, each.getKey()));
      }
    }
  }
}
