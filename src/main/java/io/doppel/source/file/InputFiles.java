package io.doppel.source.file;

import io.doppel.source.Format;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The files behind the paths a user gave, and behind links.
///
/// @param files in the order of the paths, those of a folder sorted by path
/// @param skipped how many files in folders have an extension that tells no format
record InputFiles(List<InputFile> files, int skipped) {

  static InputFiles list(List<String> paths, @Nullable Format format) throws IOException {
    List<InputFile> files = new ArrayList<>();
    int skipped = 0;
    for (String given : paths) {
      Path path = Path.of(given);
      if (given.equals("-")) {
        files.add(InputFile.standardInput(format == null ? Format.JSONL : format));
      } else if (Files.isDirectory(path)) {
        Folder folder = new Folder(path, format);
        Files.walkFileTree(path, Set.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, folder);
        folder.files.sort(Comparator.comparing(InputFile::id));
        files.addAll(folder.files);
        skipped += folder.skipped;
      } else if (Files.exists(path)) {
        String name = String.valueOf(path.getFileName());
        Format known =
            Optional.ofNullable(format).or(() -> Format.ofName(name)).orElseThrow(() -> unknownFormat(given));
        files.add(new InputFile(path, given, name, known, Files.isRegularFile(path) ? Files.size(path) : -1));
      } else {
        throw new NoSuchFileException(given, null, "there is no such file or folder");
      }
    }
    return new InputFiles(List.copyOf(files), skipped);
  }

  /// The sum of the sizes in bytes, -1 if one is unknown.
  long size() {
    long size = 0;
    for (InputFile file : files) {
      if (file.size() < 0) {
        return -1;
      }
      size += file.size();
    }
    return size;
  }

  static IllegalArgumentException unknownFormat(String file) {
    return new IllegalArgumentException(
        "the name of %s does not tell its format; give one of %s"
            .formatted(
                file,
                Stream.of(Format.values())
                    .map(known -> known.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "))));
  }

  private static final class Folder extends SimpleFileVisitor<Path> {
    private final Path root;
    private final @Nullable Format format;
    private final List<InputFile> files = new ArrayList<>();
    private int skipped;

    Folder(Path root, @Nullable Format format) {
      this.root = root;
      this.format = format;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return isHidden(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
      boolean leadsNowhere = attributes.isSymbolicLink();
      if (!isHidden(path) && (attributes.isRegularFile() || leadsNowhere)) {
        Optional<Format> byName = Format.ofName(path.getFileName().toString());
        if (byName.isPresent()) {
          add(path, format == null ? byName.get() : format, leadsNowhere ? 0 : attributes.size());
        } else {
          skipped++;
        }
      }
      return FileVisitResult.CONTINUE;
    }

    /// Keeps what cannot be listed as a file, so that reading it says why. A link to a folder around it leads to
    /// nothing new.
    @Override
    public FileVisitResult visitFileFailed(Path path, IOException e) {
      if (!(e instanceof FileSystemLoopException)) {
        add(path, Format.TEXT, 0);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
      if (e != null) {
        add(folder, Format.TEXT, 0);
      }
      return FileVisitResult.CONTINUE;
    }

    private boolean isHidden(Path path) {
      return !path.equals(root) && path.getFileName().toString().startsWith(".");
    }

    private void add(Path path, Format format, long size) {
      String id = root.relativize(path).toString().replace('\\', '/');
      files.add(new InputFile(path, path.toString(), id, format, size));
    }
  }
}
