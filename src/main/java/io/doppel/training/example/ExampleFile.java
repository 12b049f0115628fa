package io.doppel.training.example;

import io.doppel.file.Gzip;
import io.doppel.training.example.Examples.Example;
import io.doppel.training.example.Examples.Kind;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.logging.Logger;
import java.util.zip.ZipException;

/// Reads examples from tab-separated lines without quoting: pairs as `id, label, text1, text2` or `text1, text2,
/// label`; triplets as `anchor, positive, negative`; classes as `label, text`; parallel texts as `known, other`; texts
/// alone. Or from lines of JSON and from CSV with these names (pairs `label, text1, text2`, parallel texts `text1,
/// text2`). Also compressed by gzip.
public final class ExampleFile {

  /// The most examples of a file.
  public static final int MAX = 2_000_000;

  private static final Logger LOG = Logger.getLogger(ExampleFile.class.getName());

  private final String name;
  private final Kind kind;
  private final int most;
  private final Map<String, Integer> classes = new HashMap<>();

  private ExampleFile(String name, Kind kind, int most) {
    this.name = name;
    this.kind = kind;
    this.most = most;
  }

  /// @throws IOException if the file cannot be read, or a line is no example; the message names file and line
  public static Examples read(Path file, Kind kind) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, file.toString(), kind);
    }
  }

  /// Makes something of a row.
  @FunctionalInterface
  public interface Maker<T> {

    /// @param cells one for each column
    /// @throws IllegalArgumentException if they are none of what is made
    T of(List<String> cells);
  }

  /// What `maker` makes of each row of a file that has other columns, or other bounds, than examples to train with.
  ///
  /// @param file `-` for standard input
  /// @param columns their names where the file has some, and their order where it has not
  /// @throws IOException if the file cannot be read, has no rows, or one that nothing can be made of; the message names
  ///     file and line
  public static <T> List<T> read(Path file, List<String> columns, Maker<T> maker) throws IOException {
    return opened(file, (in, name) -> made(in, name, columns, maker));
  }

  /// Two texts, and what is said of them.
  ///
  /// @param label a number, empty where nothing is said
  public record Pair(String text1, String text2, OptionalDouble label) {}

  /// Hears of rows as they are read.
  @FunctionalInterface
  public interface Sink<T> {
    /// @throws IllegalArgumentException if it is none of what is wanted
    void take(T row) throws IOException;
  }

  /// Reads pairs one after the other, however many: as `id, label, text1, text2`, as `text1, text2, label`, or as
  /// `text1, text2` alone.
  ///
  /// @param file `-` for standard input
  /// @throws IOException if the file cannot be read, or a line is no pair; the message names file and line. What came
  ///     before it was heard.
  public static void pairs(Path file, Sink<Pair> sink) throws IOException {
    opened(
        file,
        (in, name) -> {
          List<String> columns = Kind.PAIRS.columns();
          ExampleRows rows = ExampleRows.of(in, isCsv(name), columns, Set.of(columns.getFirst()));
          for (ExampleRows.Row row = rows.next(); row != null; row = rows.next()) {
            try {
              sink.take(pair(row));
            } catch (IllegalArgumentException e) {
              throw new IOException("line %d: %s".formatted(row.line(), e.getMessage()), e);
            }
          }
          return sink;
        });
  }

  private static Pair pair(ExampleRows.Row row) throws IOException {
    List<String> cells = row.cells();
    if (row.named()) {
      return new Pair(cells.get(1), cells.get(2), label(row.line(), cells.getFirst()));
    }
    return switch (cells.size()) {
      case 4 -> new Pair(cells.get(2), cells.get(3), label(row.line(), cells.get(1)));
      case 3 -> new Pair(cells.get(0), cells.get(1), label(row.line(), cells.get(2)));
      case 2 -> new Pair(cells.get(0), cells.get(1), OptionalDouble.empty());
      default ->
          throw new IOException(
              "line %d: has %d columns, not id, label, text1, text2; text1, text2, label; or text1, text2"
                  .formatted(row.line(), cells.size()));
    };
  }

  private static OptionalDouble label(long line, String cell) throws IOException {
    return cell.isBlank() ? OptionalDouble.empty() : OptionalDouble.of(score(line, cell));
  }

  private interface Opened<T> {
    T of(BufferedReader in, String name) throws IOException;
  }

  private static <T> T opened(Path file, Opened<T> reading) throws IOException {
    if (file.toString().equals("-")) {
      String name = "standard input";
      return unpacked(System.in, name, plain -> reading.of(plain, name));
    }
    String name = file.toString();
    try (InputStream in = Files.newInputStream(file)) {
      return unpacked(in, name, plain -> reading.of(plain, name));
    }
  }

  private static <T> List<T> made(BufferedReader in, String name, List<String> columns, Maker<T> maker)
      throws IOException {
    List<T> all = new ArrayList<>();
    ExampleRows rows = ExampleRows.of(in, isCsv(name), columns);
    for (ExampleRows.Row row = rows.next(); row != null; row = rows.next()) {
      if (all.size() == MAX) {
        throw new IOException("has more than %d examples".formatted(MAX));
      }
      if (row.cells().size() != columns.size()) {
        throw new IOException(
            "line %d: has %d columns, not %s".formatted(row.line(), row.cells().size(), String.join(", ", columns)));
      }
      try {
        all.add(maker.of(row.cells()));
      } catch (IllegalArgumentException e) {
        throw new IOException("line %d: %s".formatted(row.line(), e.getMessage()), e);
      }
    }
    if (all.isEmpty()) {
      throw new IOException("has no examples");
    }
    return all;
  }

  /// The same from a stream, which is read to its end.
  ///
  /// @param name of the file, which tells what is compressed or CSV; in other formats `-`, for people
  public static Examples read(InputStream in, String name, Kind kind) throws IOException {
    return read(in, name, kind, MAX);
  }

  /// The same, of somebody who may send fewer.
  ///
  /// @param most examples
  public static Examples read(InputStream in, String name, Kind kind, int most) throws IOException {
    ExampleFile file = new ExampleFile(name, kind, most);
    return unpacked(in, name, file::examples);
  }

  private interface Reading<T> {
    T of(BufferedReader in) throws IOException;
  }

  /// What is read of the plain text, with the name of the file in whatever goes wrong.
  private static <T> T unpacked(InputStream in, String name, Reading<T> reading) throws IOException {
    try {
      InputStream plain = name.endsWith(".gz") ? Gzip.unpacked(in) : in;
      return reading.of(
          new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8.newDecoder()), 1 << 16));
    } catch (CharacterCodingException e) {
      throw wrong(name, "is not valid UTF-8", e);
    } catch (ZipException | EOFException e) {
      throw wrong(name, "cannot be unpacked: " + e.getMessage(), e);
    } catch (IOException e) {
      throw wrong(name, String.valueOf(e.getMessage()), e);
    }
  }

  private static boolean isCsv(String name) {
    return name.endsWith(".csv") || name.endsWith(".csv.gz");
  }

  private Examples examples(BufferedReader in) throws IOException {
    List<Example> examples = new ArrayList<>();
    ExampleRows rows = ExampleRows.of(in, isCsv(name), kind.columns());
    for (ExampleRows.Row row = rows.next(); row != null; row = rows.next()) {
      if (examples.size() == most) {
        throw new IOException("has more than %d examples".formatted(most));
      }
      examples.add(example(row));
    }
    List<Example> once = List.copyOf(new LinkedHashSet<>(examples));
    if (once.size() < examples.size()) {
      LOG.warning(
          "%s: %d of %d examples came before, and count once"
              .formatted(name, examples.size() - once.size(), examples.size()));
    }
    return checked(once);
  }

  private Examples checked(List<Example> examples) throws IOException {
    if (examples.isEmpty()) {
      throw new IOException("has no examples");
    }
    if (kind == Kind.CLASSES && classes.size() < 2) {
      throw new IOException(
          "has one class alone, \"%s\"; at least two are needed".formatted(classes.keySet().iterator().next()));
    }
    try {
      return kind == Kind.PAIRS ? Examples.judged(examples) : new Examples(kind, examples);
    } catch (IllegalArgumentException e) {
      throw new IOException(String.valueOf(e.getMessage()), e);
    }
  }

  private static IOException wrong(String name, String what, Exception cause) {
    return new IOException("%s%s %s".formatted(name, what.startsWith("line ") ? "," : "", what), cause);
  }

  private Example example(ExampleRows.Row row) throws IOException {
    Example example = example(row.line(), row.cells(), row.named());
    if (example.texts().stream().anyMatch(String::isBlank)) {
      throw new IOException("line %d: a text is empty".formatted(row.line()));
    }
    return example;
  }

  private Example example(long line, List<String> cells, boolean named) throws IOException {
    return switch (kind) {
      case PAIRS -> {
        // Lines with tabs have an id before the label, or the label last, as judgements are written down.
        if (cells.size() == 4) {
          yield new Example(cells.subList(2, 4), score(line, cells.get(1)));
        }
        require(line, cells, "id, label, text1, text2; or text1, text2, label");
        yield named
            ? new Example(cells.subList(1, 3), score(line, cells.get(0)))
            : new Example(cells.subList(0, 2), score(line, cells.get(2)));
      }
      case TRIPLETS -> {
        require(line, cells, "anchor, positive, negative");
        yield new Example(cells, 0);
      }
      case CLASSES -> {
        require(line, cells, "label, text");
        if (cells.getFirst().isBlank()) {
          throw new IOException("line %d: a label is empty".formatted(line));
        }
        int known = classes.size();
        yield new Example(List.of(cells.get(1)), classes.computeIfAbsent(cells.get(0), _ -> known));
      }
      case ALIKE, PARALLEL -> {
        require(line, cells, kind == Kind.ALIKE ? "text1, text2" : "known language, other language");
        yield new Example(cells, 1);
      }
      case TEXTS -> {
        require(line, cells, "text");
        yield new Example(cells, 0);
      }
    };
  }

  private static double score(long line, String label) throws IOException {
    try {
      double score = Double.parseDouble(label);
      if (Double.isFinite(score)) {
        return score;
      }
    } catch (NumberFormatException e) {
      // Told below, as other values that are none.
    }
    throw new IOException("line %d: a label is a number, got \"%s\"".formatted(line, label));
  }

  private void require(long line, List<String> cells, String columns) throws IOException {
    if (cells.size() != kind.columns().size()) {
      throw new IOException("line %d: has %d columns, not %s".formatted(line, cells.size(), columns));
    }
  }
}
