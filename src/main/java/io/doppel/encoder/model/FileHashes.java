package io.doppel.encoder.model;

import io.doppel.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// The SHA-256 of a model's files, each computed once and remembered beside them for as long as size, times and number
/// of the file stay what they were: a hash of 100 MB takes as long as all else that a command does. A folder that
/// cannot be written to remembers nothing, and costs that time at each start.
public final class FileHashes {

  /// The file in a model's folder that remembers them.
  public static final String FILE = "hashes.txt";

  /// What was changed so lately may be changed again at the same time, as far as times are told.
  private static final Duration YOUNG = Duration.ofSeconds(2);

  private final Path memory;

  private FileHashes(Path memory) {
    this.memory = memory;
  }

  static FileHashes in(Path folder) {
    return new FileHashes(folder.resolve(FILE));
  }

  /// The hash of the contents of `files`, one behind the other; lower-case hexadecimal.
  String of(List<Path> files) throws IOException {
    Instant begin = Instant.now();
    String state = state(files, begin);
    Map<String, String> known = known();
    String remembered = known.get(state);
    if (remembered != null) {
      return remembered;
    }
    String hash = Sha256.of(files);
    if (!state.isEmpty() && state(files, begin).equals(state)) {
      known.keySet().removeIf(other -> names(other).equals(names(state)));
      known.put(state, hash);
      remember(known);
    }
    return hash;
  }

  /// What tells one state of files from another; empty if a file is too young for that.
  private static String state(List<Path> files, Instant now) throws IOException {
    StringJoiner names = new StringJoiner("/");
    StringJoiner states = new StringJoiner("/");
    for (Path file : files) {
      boolean unix = file.getFileSystem().supportedFileAttributeViews().contains("unix");
      Map<String, Object> is = Files.readAttributes(file, unix ? "unix:size,ctime,ino" : "size");
      FileTime written = Files.getLastModifiedTime(file);
      FileTime changed = is.get("ctime") instanceof FileTime time ? time : written;
      for (FileTime time : List.of(written, changed)) {
        if (time.toInstant().plus(YOUNG).isAfter(now)) {
          return "";
        }
      }
      names.add(String.valueOf(file.getFileName()));
      states.add(
          "%s,%d,%d,%s".formatted(
                  is.get("size"), nanoseconds(written), nanoseconds(changed), is.getOrDefault("ino", "")));
    }
    return names + " " + states;
  }

  private static long nanoseconds(FileTime time) {
    return time.to(TimeUnit.NANOSECONDS);
  }

  private static String names(String state) {
    return state.substring(0, state.lastIndexOf(' '));
  }

  private Map<String, String> known() {
    Map<String, String> known = new TreeMap<>();
    try {
      for (String line : Files.readAllLines(memory)) {
        String[] parts = line.split("  ", 2);
        if (parts.length == 2 && parts[0].matches("[0-9a-f]{64}") && parts[1].indexOf(' ') > 0) {
          known.put(parts[1], parts[0]);
        }
      }
    } catch (IOException e) {
      // Then nothing is known: it is not there, or is not text.
    }
    return known;
  }

  private void remember(Map<String, String> known) {
    StringBuilder lines = new StringBuilder();
    known.forEach((state, hash) -> lines.append(hash).append("  ").append(state).append('\n'));
    try {
      AtomicFile.write(memory, lines.toString());
    } catch (IOException e) {
      // Then it is computed again next time.
    }
  }
}
