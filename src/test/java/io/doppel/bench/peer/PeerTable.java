package io.doppel.bench.peer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// All that was measured, in one table of Markdown.
public final class PeerTable {

  private static final List<String> HEAD =
      List.of("who", "version", "what", "a second of processor time", "processor time, Doppel 1", "quality");

  private PeerTable() {}

  /// Lines of equal width, the head first.
  public static String of(List<PeerRow> rows) {
    List<List<String>> cells = new ArrayList<>(List.of(HEAD));
    rows.stream().map(PeerTable::cells).forEach(cells::add);
    int[] widths =
        IntStream.range(0, HEAD.size())
            .map(column -> cells.stream().mapToInt(row -> row.get(column).length()).max().orElseThrow())
            .toArray();
    List<String> lines = new ArrayList<>(cells.stream().map(row -> line(row, widths)).toList());
    lines.add(1, Arrays.stream(widths).mapToObj("-"::repeat).collect(Collectors.joining(" | ", "| ", " |")));
    return String.join("\n", lines);
  }

  private static List<String> cells(PeerRow row) {
    return List.of(
        row.who(),
        row.version(),
        row.what(),
        String.format(Locale.ROOT, "%,.0f", row.speed()),
        String.format(Locale.ROOT, "%.2f", row.ratio()),
        row.quality());
  }

  private static String line(List<String> row, int[] widths) {
    return IntStream.range(0, widths.length)
        .mapToObj(i -> row.get(i) + " ".repeat(widths[i] - row.get(i).length()))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }
}
