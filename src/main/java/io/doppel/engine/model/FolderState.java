package io.doppel.engine.model;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;

/// What can be seen of a folder's files without reading them: two states that differ tell that one was changed.
///
/// @param files by their paths; those of linked folders with them, and none that cannot be looked at
record FolderState(Map<Path, Seen> files) {

  /// @param changed when it was last changed
  /// @param bytes how large it is
  record Seen(FileTime changed, long bytes) {}

  FolderState {
    files = Map.copyOf(files);
  }

  static FolderState of(Path folder) throws IOException {
    Map<Path, Seen> files = new HashMap<>();
    Files.walkFileTree(
        folder,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes seen) {
            files.put(file, new Seen(seen.lastModifiedTime(), seen.size()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
          }
        });
    return new FolderState(files);
  }
}
