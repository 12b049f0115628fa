package io.doppel.cli.terminal;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Model.CommandSpec;

/// Rows for a person at a terminal. Wide characters, as in Korean, count double; the last column wraps.
public final class Table {

  private static final int GAP = 2;

  private final TextTable table;

  private Table(TextTable table) {
    this.table = table;
  }

  /// @param spec the command that prints, which knows the terminal's width
  /// @param header the columns' names
  /// @param widths characters of each column but the last, which takes the rest
  public static Table of(CommandSpec spec, List<String> header, int... widths) {
    int width = Math.max(60, spec.usageMessage().width());
    Column[] columns = new Column[widths.length + 1];
    int used = 0;
    for (int i = 0; i < widths.length; i++) {
      columns[i] = new Column(widths[i] + GAP, 0, Overflow.TRUNCATE);
      used += widths[i] + GAP;
    }
    columns[widths.length] = new Column(Math.max(20, width - used), 0, Overflow.WRAP);
    TextTable table = TextTable.forColumns(new ColorScheme.Builder(Ansi.OFF).build(), columns);
    table.setAdjustLineBreaksForWideCJKCharacters(true);
    Table result = new Table(table);
    result.add(header.toArray(String[]::new));
    return result;
  }

  /// Adds a row. Line breaks and other control characters are shown as spaces.
  public void add(String... cells) {
    String[] clean = new String[cells.length];
    for (int i = 0; i < cells.length; i++) {
      clean[i] = cells[i].replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    }
    table.addRowValues(clean);
  }

  public void print(PrintWriter out) {
    out.print(table);
    out.flush();
  }
}
