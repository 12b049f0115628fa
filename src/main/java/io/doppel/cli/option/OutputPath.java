package io.doppel.cli.option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where a command writes, which is never where it reads. Options of this type are held against all paths that the same
/// command was given, before it does anything; see [OutputCheck].
public sealed interface OutputPath {

  /// As it was given.
  Path path();

  /// What cannot be written there, told before there is anything to write.
  ///
  /// @throws IOException if it can never be written
  void check() throws IOException;

  /// A file, in a folder that is there.
  record File(Path path) implements OutputPath {

    @Override
    public void check() throws IOException {
      Path folder = path.toAbsolutePath().getParent();
      if (folder == null || Files.isDirectory(path)) {
        throw new IOException("%s cannot be written: it is a folder".formatted(path));
      }
      if (!Files.isDirectory(folder)) {
        throw new NoSuchFileException(
            path.toString(), null, "there is no folder %s to write it into".formatted(folder));
      }
    }

    @Override
    public String toString() {
      return path.toString();
    }
  }

  /// A folder, made where it is missing.
  record Folder(Path path) implements OutputPath {

    @Override
    public void check() throws IOException {
      if (Files.exists(path) && !Files.isDirectory(path)) {
        throw new IOException("%s cannot be written: it is a file".formatted(path));
      }
    }

    @Override
    public String toString() {
      return path.toString();
    }
  }

  /// Refuses to be the same file as what is read, by whatever name, and to lie in a folder that is read.
  ///
  /// @param input a file or a folder, `-` for standard input; may be missing
  /// @throws IllegalArgumentException if it is or does
  default void requireApartFrom(Path input) throws IOException {
    Path read = input.toString().equals("-") ? Path.of("/dev/stdin") : input;
    if (!Files.exists(read)) {
      return;
    }
    if (Files.isDirectory(read)) {
      if (place(path()).startsWith(read.toRealPath())) {
        throw new IllegalArgumentException(
            path().equals(input)
                ? "%s cannot be written: it is read, too".formatted(path())
                : "%s cannot be written: it lies in the folder %s, which is read".formatted(path(), input));
      }
    } else if (Files.isRegularFile(path()) && Files.isSameFile(path(), read)) {
      throw new IllegalArgumentException(
          path().equals(input)
              ? "%s cannot be written: it is read, too".formatted(path())
              : "%s cannot be written: it is the same file as %s, which is read"
                  .formatted(path(), input.toString().equals("-") ? "standard input" : input));
    }
  }

  /// Refuses to be where something else is written.
  ///
  /// @throws IllegalArgumentException if it is
  default void requireApartFrom(OutputPath other) throws IOException {
    if (place(path()).equals(place(other.path())) && !isDevice(path())) {
      throw new IllegalArgumentException("%s cannot be written twice".formatted(path()));
    }
  }

  private static boolean isDevice(Path path) {
    return Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path);
  }

  /// The path without links, also of what is not there yet.
  private static Path place(Path path) throws IOException {
    Path absolute = path.toAbsolutePath();
    if (isDevice(absolute)) {
      return absolute; // Links to pipes lead to no path.
    }
    if (Files.exists(absolute)) {
      return absolute.toRealPath();
    }
    @Nullable Path parent = absolute.getParent();
    return parent == null ? absolute : place(parent).resolve(absolute.getFileName()).normalize();
  }
}
