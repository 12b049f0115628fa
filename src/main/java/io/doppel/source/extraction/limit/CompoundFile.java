package io.doppel.source.extraction.limit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.apache.poi.poifs.filesystem.DirectoryEntry;
import org.apache.poi.poifs.filesystem.DocumentEntry;
import org.apache.poi.poifs.filesystem.DocumentInputStream;
import org.apache.poi.poifs.filesystem.Entry;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/// Unpacks what a Hangul document packs, once, to see that it does not unpack to more than anybody writes.
public final class CompoundFile {

  private static final long MAX_UNPACKED = 256L << 20;
  private static final int MAX_ENTRIES = 10_000;
  private static final int MAX_DEPTH = 16;

  private CompoundFile() {}

  /// The first of some names that the file has at its root; empty if it has none of them, or is damaged.
  public static Optional<String> find(Path file, Set<String> names) {
    try (POIFSFileSystem files = new POIFSFileSystem(file.toFile(), true)) {
      return names.stream().sorted().filter(files.getRoot()::hasEntryCaseInsensitive).findFirst();
    } catch (IOException | RuntimeException e) {
      return Optional.empty(); // Which whoever reads it says.
    }
  }

  /// @throws ExtractionException if it is damaged or too large
  public static void check(Path file) throws IOException {
    long unpacked = 0;
    int count = 0;
    try (POIFSFileSystem files = new POIFSFileSystem(file.toFile(), true)) {
      record Folder(DirectoryEntry entries, int depth) {}
      Deque<Folder> folders = new ArrayDeque<>();
      folders.push(new Folder(files.getRoot(), 0));
      while (!folders.isEmpty()) {
        Folder opened = folders.pop();
        if (opened.depth > MAX_DEPTH) {
          throw new ExtractionException("its folders lie more than %d deep in each other".formatted(MAX_DEPTH));
        }
        for (Entry entry : opened.entries) {
          count++;
          if (count > MAX_ENTRIES) {
            throw new ExtractionException(
                String.format(Locale.ROOT, "it is packed from more than %,d parts", MAX_ENTRIES));
          }
          if (entry instanceof DirectoryEntry folder) {
            folders.push(new Folder(folder, opened.depth + 1));
          } else if (entry instanceof DocumentEntry document) {
            unpacked += size(document, MAX_UNPACKED - unpacked);
          }
        }
      }
    } catch (ExtractionException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new ExtractionException("it is damaged: " + e.getMessage(), e);
    }
  }

  private static long size(DocumentEntry document, long most) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long size = 0;
    Inflater inflater = new Inflater(true);
    try (InputStream packed = new DocumentInputStream(document);
        InputStream in = new InflaterInputStream(packed, inflater)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        TimeLimit.check();
        size += read;
        if (size > most) {
          throw new ExtractionException(String.format(Locale.ROOT, "it unpacks to more than %,d bytes", MAX_UNPACKED));
        }
      }
    } catch (ExtractionException e) {
      throw e;
    } catch (IOException e) {
      return size; // Not packed, or damaged, which the parser will mind.
    } finally {
      inflater.end();
    }
    return size;
  }
}
