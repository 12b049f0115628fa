package io.doppel.encoder.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// The hashes that the files of a model must have, in the format of `sha256sum`.
public final class Sha256Sums {

  /// The file in a model's folder.
  public static final String FILE = "SHA256SUMS";

  private Sha256Sums() {}

  /// The hash of each file, by its path in the folder; empty if the folder does not say.
  public static Map<String, String> read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    Map<String, String> sums = new LinkedHashMap<>();
    if (Files.isRegularFile(file)) {
      for (String line : Files.readAllLines(file)) {
        String[] parts = line.split(" [ *]", 2);
        sums.put(parts[parts.length - 1], parts[0]);
      }
    }
    return sums;
  }
}
