package io.doppel.cli.terminal;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Rows for a person at a terminal. A column is as wide as what it holds; where the line has no room for all of them,
/// the widest gives way and shows a `…` within what it cuts, since ids often differ at their ends. The last column
/// wraps. Wide letters, as in Korean, count double.
public final class Table {

  private static final int GAP = 2;
  private static final int LEAST_LAST = 20;

  private final int columns;
  private final int[] least;
  private final List<List<String>> rows = new ArrayList<>();

  private Table(int columns, int... least) {
    this.columns = columns;
    this.least = least;
  }

  /// @param columns of a line
  /// @param header the columns' names
  /// @param least columns that each but the last takes at least
  static Table of(int columns, List<String> header, int... least) {
    Table table = new Table(columns, least.clone());
    table.add(header.toArray(String[]::new));
    return table;
  }

  /// Adds a row. Line breaks and other control letters are shown as spaces.
  public void add(String... cells) {
    rows.add(
        Arrays.stream(cells)
            .map(cell -> TerminalText.of(cell.replaceAll("[\\p{Cntrl}\\s]+", " ").strip()))
            .toList());
  }

  public void print(PrintWriter out) {
    int[] widths = widths();
    int before = Arrays.stream(widths).map(width -> width + GAP).sum();
    int room = Math.max(LEAST_LAST, columns - before);
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String cell = cut(row.get(i), widths[i]);
        line.append(cell).repeat(' ', widths[i] - Terminal.width(cell) + GAP);
      }
      for (String part : wrapped(row.get(widths.length), room)) {
        out.println(line.append(part).toString().stripTrailing());
        line.setLength(0);
        line.repeat(' ', before);
      }
    }
    out.flush();
  }

  private int[] widths() {
    int[] widths = least.clone();
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], Terminal.width(row.get(i)));
      }
    }
    for (int over = Arrays.stream(widths).map(width -> width + GAP).sum() + LEAST_LAST - columns; over > 0; over--) {
      int widest = -1;
      for (int i = 0; i < widths.length; i++) {
        if (widths[i] > least[i] && (widest < 0 || widths[i] > widths[widest])) {
          widest = i;
        }
      }
      if (widest < 0) {
        break;
      }
      widths[widest]--;
    }
    return widths;
  }

  /// Beginning and end of a text that is too wide.
  private static String cut(String text, int width) {
    if (Terminal.width(text) <= width) {
      return text;
    }
    int[] letters = text.codePoints().toArray();
    int room = width - 1;
    int end = letters.length;
    for (int tail = room / 2; end > 0 && Terminal.width(letters[end - 1]) <= tail; end--) {
      tail -= Terminal.width(letters[end - 1]);
    }
    String behind = new String(letters, end, letters.length - end);
    int start = 0;
    for (int head = room - Terminal.width(behind); start < end && Terminal.width(letters[start]) <= head; start++) {
      head -= Terminal.width(letters[start]);
    }
    return new String(letters, 0, start) + "…" + behind;
  }

  /// Lines of a text, broken at spaces, or within a word that is wider than a line.
  private static List<String> wrapped(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    int used = 0;
    for (String word : text.split(" ", -1)) {
      int needed = Terminal.width(word);
      if (used > 0 && used + 1 + needed > width) {
        lines.add(line.toString());
        line.setLength(0);
        used = 0;
      }
      if (used > 0) {
        line.append(' ');
        used++;
      }
      for (int letter : word.codePoints().toArray()) {
        if (used + Terminal.width(letter) > width) {
          lines.add(line.toString());
          line.setLength(0);
          used = 0;
        }
        line.appendCodePoint(letter);
        used += Terminal.width(letter);
      }
    }
    lines.add(line.toString());
    return lines;
  }
}
