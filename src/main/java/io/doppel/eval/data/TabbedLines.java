package io.doppel.eval.data;

import io.doppel.source.Format;
import io.doppel.source.SourceLine;
import io.doppel.source.SourceRecord;
import io.doppel.source.file.DocumentReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Lines of columns between tabs, without quoting: a quote is a letter like any other.
final class TabbedLines {

  private TabbedLines() {}

  /// Makes something of one line.
  @FunctionalInterface
  interface Maker<T> {
    T of(List<String> cells, SourceLine where) throws DataException;
  }

  /// What `maker` makes of each line that is not blank.
  ///
  /// @param columns the names of the columns, as messages call them
  /// @param header whether the first line holds names
  static <T> List<T> read(Path file, List<String> columns, boolean header, Maker<T> maker) throws IOException {
    List<T> rows = new ArrayList<>();
    boolean first = header;
    try (DocumentReader lines = DocumentReader.open(List.of(file.toString()), Format.LINES)) {
      while (lines.hasNext()) {
        switch (lines.next()) {
          case SourceRecord.Rejected bad -> throw new DataException(bad.where(), bad.reason());
          case SourceRecord.Accepted line -> {
            List<String> cells = List.of(line.document().text().split("\t", -1));
            if (cells.size() != columns.size()) {
              throw new DataException(
                  line.where(),
                  "the line must have %d columns (%s), got %d"
                      .formatted(columns.size(), String.join(", ", columns), cells.size()));
            }
            if (!first) {
              rows.add(maker.of(cells, line.where()));
            }
            first = false;
          }
        }
      }
    }
    if (rows.isEmpty()) {
      throw new DataException(file, "the file is empty");
    }
    return rows;
  }
}
