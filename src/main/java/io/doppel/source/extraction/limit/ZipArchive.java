package io.doppel.source.extraction.limit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// Unpacks an archive once, to see that it does not unpack to more than anybody writes ("zip bomb"); sizes that an
/// archive tells of itself may be lies.
public final class ZipArchive {

  private static final long MAX_UNPACKED = 256L << 20;
  private static final int MAX_ENTRIES = 10_000;

  /// The most bytes of one part that is XML, which is read as a whole.
  private static final long MAX_XML = 128L << 20;

  /// Bytes to which one byte may unpack in a part of any size; the tables of offices come to some fifty.
  private static final long MAX_RATIO = 200;

  private static final long ANY_SIZE = 4L << 20;

  private ZipArchive() {}

  /// The first of some names that an archive has an entry of; empty if it has none of them, or is damaged.
  public static Optional<String> find(Path file, Set<String> names) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return names.stream().sorted().filter(name -> zip.getEntry(name) != null).findFirst();
    } catch (ZipException e) {
      return Optional.empty();
    }
  }

  /// The names of its entries.
  ///
  /// @throws ExtractionException if it is damaged or too large
  public static List<String> check(Path file) throws IOException {
    List<String> names = new ArrayList<>();
    byte[] buffer = new byte[1 << 16];
    long unpacked = 0;
    try (ZipFile zip = new ZipFile(file.toFile())) {
      if (zip.size() > MAX_ENTRIES) {
        throw new ExtractionException(String.format(Locale.ROOT, "it is packed from more than %,d parts", MAX_ENTRIES));
      }
      for (ZipEntry entry : zip.stream().toList()) {
        names.add(entry.getName());
        long size = 0;
        try (InputStream in = zip.getInputStream(entry)) {
          for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            TimeLimit.check();
            unpacked += read;
            size += read;
            if (size > ANY_SIZE && size > MAX_RATIO * entry.getCompressedSize()) {
              throw new ExtractionException("a part of it unpacks to more than %d times its size".formatted(MAX_RATIO));
            }
            if (size > MAX_XML && entry.getName().endsWith(".xml")) {
              throw new ExtractionException(
                  String.format(
                      Locale.ROOT, "a part of it unpacks to more than %,d bytes", MAX_XML));
            }
            if (unpacked > MAX_UNPACKED) {
              throw new ExtractionException(
                  String.format(Locale.ROOT, "it unpacks to more than %,d bytes", MAX_UNPACKED));
            }
          }
        }
      }
    } catch (ZipException e) {
      throw new ExtractionException("it is damaged: " + e.getMessage(), e);
    }
    return names;
  }
}
