package io.doppel.engine.snapshot;

import java.io.IOException;
import java.nio.file.Path;

/// A snapshot that lies in a folder.
///
/// @param id the name of the folder
/// @param collection the name of the collection that it was taken of
/// @param takenAt when, as ISO 8601 has it
/// @param files how many there are
/// @param bytes of all of them; those that it shares with other snapshots count
public record TakenSnapshot(String id, String collection, String takenAt, int files, long bytes) {

  /// Reads what its manifest says.
  ///
  /// @throws IOException if there is none
  public static TakenSnapshot read(Path folder) throws IOException {
    Manifest manifest =
        Manifest.read(folder).orElseThrow(() -> new IOException("%s holds no snapshot".formatted(folder)));
    return new TakenSnapshot(
        String.valueOf(folder.getFileName()),
        manifest.collection(),
        manifest.taken(),
        manifest.files().size(),
        manifest.files().values().stream().mapToLong(Manifest.Entry::bytes).sum());
  }
}
