package io.doppel.training;

import io.doppel.training.Examples.Example;
import io.doppel.training.Examples.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/// Reads examples from tab-separated lines without quoting, also compressed by gzip: pairs as `id, label, text1, text2`
/// or `text1, text2, label`; triplets as `anchor, positive, negative`; classes as `label, text`; parallel texts as
/// `known, other`.
public final class ExampleFile {

  private static final int MAX = 2_000_000;

  private ExampleFile() {}

  /// @throws IOException if the file cannot be read, or a line is no example; the message names it
  public static Examples read(Path file, Kind kind) throws IOException {
    Map<String, Integer> classes = new HashMap<>();
    List<Example> examples = new ArrayList<>();
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (line.isBlank()) {
          continue;
        }
        if (examples.size() == MAX) {
          throw new IOException("%s has more than %d examples".formatted(file, MAX));
        }
        examples.add(example(file, number, line.split("\t", -1), kind, classes));
      }
    }
    return new Examples(kind, examples);
  }

  private static Example example(
      Path file, int number, String[] parts, Kind kind, Map<String, Integer> classes)
      throws IOException {
    return switch (kind) {
      case PAIRS -> {
        require(file, number, parts, 3, 4, "id, label, text1, text2");
        boolean named = parts.length == 4;
        String label = named ? parts[1] : parts[2];
        yield new Example(
            named ? List.of(parts[2], parts[3]) : List.of(parts[0], parts[1]),
            score(file, number, label));
      }
      case TRIPLETS -> {
        require(file, number, parts, 3, 3, "anchor, positive, negative");
        yield new Example(List.of(parts), 0);
      }
      case CLASSES -> {
        require(file, number, parts, 2, 2, "label, text");
        Integer known = classes.get(parts[0]);
        int label = known == null ? classes.size() : known;
        classes.put(parts[0], label);
        yield new Example(List.of(parts[1]), label);
      }
      case PARALLEL -> {
        require(file, number, parts, 2, 2, "known language, other language");
        yield new Example(List.of(parts), 1);
      }
    };
  }

  private static double score(Path file, int number, String label) throws IOException {
    try {
      double score = Double.parseDouble(label);
      if (Double.isFinite(score)) {
        return score;
      }
    } catch (NumberFormatException e) {
      // Told below, as other values that are none.
    }
    throw new IOException("%s, line %d: a label is a number, got \"%s\"".formatted(file, number, label));
  }

  private static void require(
      Path file, int number, String[] parts, int least, int most, String columns)
      throws IOException {
    if (parts.length < least || parts.length > most) {
      throw new IOException("%s, line %d: has %d columns, not %s".formatted(file, number, parts.length, columns));
    }
  }
}
