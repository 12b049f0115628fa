package io.doppel.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// What is done to folders as a whole.
public final class Folders {

  private Folders() {}

  /// Names of the folders in a folder, in order; none where it is not there.
  public static List<String> namesIn(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.filter(Files::isDirectory).map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  /// Copies all files of a folder into one that is not there yet, which may be inside of it.
  public static void copy(Path from, Path to) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(from)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      Path target = to.resolve(from.relativize(file));
      Files.createDirectories(target.resolveSibling("."));
      Files.copy(file, target);
    }
  }

  /// All files in a folder, also in folders within it, in order. Some may come and go meanwhile, at which a walk of the
  /// JDK ends.
  public static List<Path> filesIn(Path folder) throws IOException {
    List<Path> inside;
    try (Stream<Path> paths = Files.list(folder)) {
      inside = paths.sorted().toList();
    }
    List<Path> files = new ArrayList<>();
    for (Path path : inside) {
      if (Files.isDirectory(path)) {
        files.addAll(filesIn(path));
      } else if (Files.isRegularFile(path)) {
        files.add(path);
      }
    }
    return files;
  }

  /// Deletes a folder with all that is in it, if it is there. Links are deleted, not followed.
  public static void delete(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
      }
    }
  }
}
