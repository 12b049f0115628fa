package io.doppel.cli.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a benchmark tells of each result: every field of its JSON, in order, and those that people see as the columns
/// of a table.
final class Columns<T> {

  private static final Pattern WIDTH = Pattern.compile("%,?(\\d+)");

  /// @param format empty where the field is no column
  private record Column<T>(String name, String heading, String format, Function<T, @Nullable Object> value) {

    int width() {
      Matcher width = WIDTH.matcher(format);
      return width.find() ? Integer.parseInt(width.group(1)) : 0;
    }

    String cell(T result) {
      Object found = value.apply(result);
      return found == null ? " ".repeat(width()) : String.format(Locale.ROOT, format, found);
    }
  }

  private final List<Column<T>> columns = new ArrayList<>();

  /// A field of the JSON only.
  ///
  /// @param name in snake case
  Columns<T> field(String name, Function<T, @Nullable Object> value) {
    columns.add(new Column<>(name, "", "", value));
    return this;
  }

  /// A field of the JSON that is a column as well.
  ///
  /// @param heading of the column, no wider than it
  /// @param format of one value, with the width of the column: as in `%,10d`; a value that is null leaves the place
  ///     blank
  Columns<T> column(String name, String heading, String format, Function<T, @Nullable Object> value) {
    columns.add(new Column<>(name, heading, format, value));
    return this;
  }

  /// The fields of a result; null where one has no value.
  Map<String, @Nullable Object> fields(T result) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    columns.forEach(column -> fields.put(column.name(), column.value().apply(result)));
    return fields;
  }

  /// The line above the table.
  String headings() {
    return line(column -> " ".repeat(column.width() - column.heading().length()) + column.heading());
  }

  /// A line of the table.
  String row(T result) {
    return line(column -> column.cell(result));
  }

  private String line(Function<Column<T>, String> cell) {
    StringBuilder line = new StringBuilder();
    columns.stream()
        .filter(column -> !column.format().isEmpty())
        .map(cell)
        .forEach(each -> line.append("  ").append(each));
    return line.toString().stripTrailing();
  }
}
