package io.doppel.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What is done to folders as a whole.
public final class Folders {

  private static final Pattern TRASH = Pattern.compile("\\.deleted-.+-\\d+");

  private Folders() {}

  /// Has the name of a file on the disk, where the system can: one that was put into place or begun is there after a
  /// power cut only then.
  static void syncNameOf(Path file) throws IOException {
    Path folder = file.toAbsolutePath().resolveSibling("");
    FileChannel names;
    try {
      names = FileChannel.open(folder, StandardOpenOption.READ);
    } catch (IOException e) {
      return; // Windows opens no folder, and needs none of this.
    }
    try (names) {
      names.force(true);
    }
  }

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

  /// Deletes a folder with all that is in it, if it is there. Links are deleted, not followed. Others may delete it at
  /// the same time.
  public static void delete(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      Files.walkFileTree(folder, new Deleting());
    }
  }

  private static final class Deleting extends SimpleFileVisitor<Path> {

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
      if (failure != null && !(failure instanceof NoSuchFileException)) {
        throw failure;
      }
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }

  /// Deletes a folder so that others see it whole or not at all.
  ///
  /// @throws NoSuchFileException if it is not there
  public static void discard(Path folder) throws IOException {
    Path trash = trash(folder);
    Files.move(folder, trash);
    delete(trash);
  }

  /// Where a folder is put in one step before it is deleted: beside it, under a name that nobody else gives, different
  /// each time.
  public static Path trash(Path folder) {
    return folder.resolveSibling(".deleted-%s-%d".formatted(folder.getFileName(), System.nanoTime()));
  }

  /// Deletes what processes were deleting in this folder when they were killed. Whoever is about it still finds it
  /// gone; what cannot be deleted stays.
  public static void emptyTrash(Path folder) {
    try {
      for (String name : namesIn(folder)) {
        if (TRASH.matcher(name).matches()) {
          delete(folder.resolve(name));
        }
      }
    } catch (IOException e) {
      // Nobody waits for it, and the next one tries again.
    }
  }
}
