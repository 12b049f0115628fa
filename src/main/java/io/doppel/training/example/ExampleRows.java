package io.doppel.training.example;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Cells of a file, row by row: lines with tabs and without quoting, lines of JSON, or CSV under a header. Whatever the
/// format, a row has the cells that were asked for in that order, and of lines with tabs those that the line has,
/// unless the first line names them.
interface ExampleRows {

  /// @param line where it begins, 1 the first
  /// @param named whether its cells are those that were asked for, and not just all of a line
  record Row(long line, List<String> cells, boolean named) {}

  /// The next row, null at the end.
  ///
  /// @throws IOException if the row cannot be read; the message begins with "line N"
  @Nullable Row next() throws IOException;

  /// @param columns the names of what is wanted
  static ExampleRows of(BufferedReader in, boolean csv, List<String> columns) throws IOException {
    return of(in, csv, columns, Set.of());
  }

  /// @param optional those of the columns that may be missing: their cells are empty then
  static ExampleRows of(BufferedReader in, boolean csv, List<String> columns, Set<String> optional)
      throws IOException {
    if (csv) {
      return separated(in, columns, optional);
    }
    if (columns.size() == 1) {
      return lines(in, columns);
    }
    in.mark(1 << 16);
    int first = in.read();
    while (first == '\uFEFF' || Character.isWhitespace(first)) {
      first = in.read();
    }
    in.reset();
    return first == '{' ? objects(in, columns, optional) : tabbed(in, columns, optional);
  }

  /// A line that is not blank.
  record Line(long number, String text) {}

  private static @Nullable Line next(BufferedReader in, long before) throws IOException {
    long number = before;
    String line;
    do {
      line = in.readLine();
      number++;
    } while (line != null && line.isBlank());
    return line == null
        ? null
        : new Line(number, number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line);
  }

  private static ExampleRows objects(BufferedReader in, List<String> columns, Set<String> optional) {
    long[] number = new long[1];
    return () -> {
      Line line = next(in, number[0]);
      if (line == null) {
        return null;
      }
      number[0] = line.number();
      return new Row(line.number(), members(line, columns, optional), true);
    };
  }

  /// A text a line, whatever is in it; an object of JSON with nothing but that column is one, too.
  private static ExampleRows lines(BufferedReader in, List<String> columns) {
    long[] number = new long[1];
    return () -> {
      Line line = next(in, number[0]);
      if (line == null) {
        return null;
      }
      number[0] = line.number();
      return new Row(line.number(), List.of(object(line.text(), columns.getFirst()).orElse(line.text())), true);
    };
  }

  private static Optional<String> object(String line, String column) {
    if (!line.startsWith("{")) {
      return Optional.empty();
    }
    try {
      JsonNode value = JsonMapper.shared().readTree(line).path(column);
      return value.isString() ? Optional.of(value.stringValue()) : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty(); // a text that begins so
    }
  }

  private static ExampleRows tabbed(BufferedReader in, List<String> columns, Set<String> optional) throws IOException {
    Line first = next(in, 0);
    if (first == null) {
      return () -> null;
    }
    List<String> head =
        Stream.of(first.text().split("\t", -1)).map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
    List<String> needed = columns.stream().filter(column -> !optional.contains(column)).toList();
    List<Integer> places =
        columns.size() > 1 && head.containsAll(needed) ? columns.stream().map(head::indexOf).toList() : List.of();
    @Nullable Line[] waiting = {first};
    if (!places.isEmpty()) {
      waiting[0] = next(in, first.number());
    }
    return () -> {
      Line line = waiting[0];
      if (line == null) {
        return null;
      }
      List<String> cells = List.of(line.text().split("\t", -1));
      waiting[0] = next(in, line.number());
      if (places.isEmpty()) {
        return new Row(line.number(), cells, false);
      }
      if (cells.size() != head.size()) {
        throw new IOException(
            "line %d: has %d columns, the first line has %d".formatted(line.number(), cells.size(), head.size()));
      }
      return new Row(line.number(), places.stream().map(place -> place < 0 ? "" : cells.get(place)).toList(), true);
    };
  }

  private static List<String> members(Line line, List<String> columns, Set<String> optional) throws IOException {
    long number = line.number();
    try {
      JsonNode object = JsonMapper.shared().readTree(line.text());
      List<String> cells = new ArrayList<>();
      for (String column : columns) {
        JsonNode value = object.path(column);
        if (value.isMissingNode() && column.equals("label")) {
          value = object.path("score");
        }
        if (value.isMissingNode() && optional.contains(column)) {
          cells.add("");
          continue;
        }
        if (!value.isString() && !(value.isNumber() && column.equals("label"))) {
          throw new IOException("line %d: needs a %s, and it a text".formatted(number, column));
        }
        cells.add(value.asString());
      }
      return cells;
    } catch (JacksonException e) {
      throw new IOException("line %d: is not JSON: %s".formatted(number, e.getOriginalMessage()), e);
    }
  }

  private static ExampleRows separated(BufferedReader in, List<String> columns, Set<String> optional)
      throws IOException {
    var records =
        CsvReader.builder()
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .ofCsvRecord(in)
            .iterator();
    try {
      Map<String, Integer> header = new HashMap<>();
      if (records.hasNext()) {
        List<String> names = records.next().getFields();
        for (int i = 0; i < names.size(); i++) {
          header.put(names.get(i).replace("\uFEFF", "").strip().toLowerCase(Locale.ROOT), i);
        }
      }
      List<Integer> places = new ArrayList<>();
      for (String column : columns) {
        Integer place = header.getOrDefault(column, column.equals("label") ? header.get("score") : null);
        if (place == null && !optional.contains(column)) {
          throw new IOException("line 1: has no column %s, only %s".formatted(column, header.keySet()));
        }
        places.add(place == null ? -1 : place);
      }
      return () -> {
        try {
          while (records.hasNext()) {
            CsvRecord row = records.next();
            if (row.getFieldCount() == 1 && row.getField(0).isBlank()) {
              continue;
            }
            if (row.getFieldCount() != header.size()) {
              throw new IOException(
                  "line %d: has %d columns, the header has %d"
                      .formatted(row.getStartingLineNumber(), row.getFieldCount(), header.size()));
            }
            List<String> cells = places.stream().map(place -> place < 0 ? "" : row.getField(place)).toList();
            return new Row(row.getStartingLineNumber(), cells, true);
          }
          return null;
        } catch (CsvParseException e) {
          throw new IOException("is no CSV: " + e.getMessage(), e);
        }
      };
    } catch (CsvParseException e) {
      throw new IOException("is no CSV: " + e.getMessage(), e);
    }
  }
}
