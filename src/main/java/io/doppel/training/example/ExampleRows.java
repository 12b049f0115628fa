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
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Cells of a file, row by row: lines with tabs and without quoting, lines of JSON, or CSV under a header. Whatever the
/// format, a row has the cells that were asked for in that order, and of lines with tabs those that the line has.
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
    if (csv) {
      return separated(in, columns);
    }
    in.mark(1 << 16);
    int first = in.read();
    while (first == '\uFEFF' || Character.isWhitespace(first)) {
      first = in.read();
    }
    in.reset();
    return first == '{' ? lines(in, columns, true) : lines(in, columns, false);
  }

  private static ExampleRows lines(BufferedReader in, List<String> columns, boolean json) {
    long[] number = new long[1];
    return () -> {
      String line = in.readLine();
      number[0]++;
      while (line != null && line.isBlank()) {
        line = in.readLine();
        number[0]++;
      }
      if (line == null) {
        return null;
      }
      String clean = number[0] == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line;
      return json
          ? new Row(number[0], members(clean, number[0], columns), true)
          : new Row(number[0], List.of(clean.split("\t", -1)), false);
    };
  }

  private static List<String> members(String line, long number, List<String> columns) throws IOException {
    try {
      JsonNode object = JsonMapper.shared().readTree(line);
      List<String> cells = new ArrayList<>();
      for (String column : columns) {
        JsonNode value = object.path(column);
        if (value.isMissingNode() && column.equals("label")) {
          value = object.path("score");
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

  private static ExampleRows separated(BufferedReader in, List<String> columns) throws IOException {
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
        if (place == null) {
          throw new IOException("line 1: has no column %s, only %s".formatted(column, header.keySet()));
        }
        places.add(place);
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
            return new Row(row.getStartingLineNumber(), places.stream().map(row::getField).toList(), true);
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
