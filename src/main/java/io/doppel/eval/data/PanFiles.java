package io.doppel.eval.data;

import io.doppel.file.Gzip;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/// The files of a corpus, by their paths in it: in a folder, or in an archive that is read into memory.
sealed interface PanFiles {

  /// The most bytes of an archive's files, unpacked.
  long MAX_UNPACKED = 1L << 30;

  static PanFiles open(Path path) throws IOException {
    return Files.isDirectory(path) ? new Folder(path) : Archive.read(path);
  }

  byte[] bytes(String path) throws IOException;

  /// Names of folders at the top that hold a file of that name, sorted.
  List<String> foldersWith(String file) throws IOException;

  /// The file as messages call it.
  String name(String path);

  /// The text of a file, as it stands: a byte order mark stays, since offsets count it.
  default String text(String path) throws IOException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(path))).toString();
    } catch (CharacterCodingException e) {
      throw new DataException(name(path), "is not valid UTF-8", e);
    }
  }

  /// Files on disk.
  record Folder(Path root) implements PanFiles {

    @Override
    public byte[] bytes(String path) throws IOException {
      return Files.readAllBytes(root.resolve(path));
    }

    @Override
    public List<String> foldersWith(String file) throws IOException {
      try (Stream<Path> entries = Files.list(root)) {
        return entries
            .filter(entry -> Files.isRegularFile(entry.resolve(file)))
            .map(entry -> String.valueOf(entry.getFileName()))
            .sorted()
            .toList();
      }
    }

    @Override
    public String name(String path) {
      return root.resolve(path).toString();
    }
  }

  /// Files of an archive, in memory. The folder that all of them are in, if there is one, is left off.
  record Archive(Path archive, Map<String, byte[]> files) implements PanFiles {

    static Archive read(Path archive) throws IOException {
      Map<String, byte[]> files = new HashMap<>();
      long left = MAX_UNPACKED;
      try (InputStream in = Files.newInputStream(archive);
          TarArchiveInputStream tar =
              new TarArchiveInputStream(
                  Gzip.unpacked(in),
                  StandardCharsets.UTF_8.name())) {
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
          if (entry.isFile()) {
            left -= entry.getSize();
            if (left < 0) {
              throw new DataException(
                  archive,
                  String.format(Locale.ROOT, "unpacks to more than %,d bytes", MAX_UNPACKED));
            }
            files.put(entry.getName(), tar.readAllBytes());
          }
        }
      }
      return new Archive(archive, withoutRoot(files));
    }

    @Override
    public byte[] bytes(String path) throws IOException {
      byte[] bytes = files.get(path);
      if (bytes == null) {
        throw new NoSuchFileException(name(path));
      }
      return bytes;
    }

    @Override
    public List<String> foldersWith(String file) {
      return files.keySet().stream()
          .filter(path -> path.endsWith("/" + file) && path.indexOf('/') == path.lastIndexOf('/'))
          .map(path -> path.substring(0, path.indexOf('/')))
          .sorted()
          .toList();
    }

    @Override
    public String name(String path) {
      return archive + "!" + path;
    }

    private static Map<String, byte[]> withoutRoot(Map<String, byte[]> files) {
      List<String> roots =
          files.keySet().stream().map(path -> path.substring(0, path.indexOf('/') + 1)).distinct().limit(2).toList();
      if (roots.size() != 1) {
        return files;
      }
      Map<String, byte[]> below = new HashMap<>();
      files.forEach((path, bytes) -> below.put(path.substring(roots.getFirst().length()), bytes));
      return below;
    }
  }
}
