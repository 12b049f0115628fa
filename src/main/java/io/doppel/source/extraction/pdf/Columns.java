package io.doppel.source.extraction.pdf;

import io.doppel.source.extraction.limit.TimeLimit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.pdfbox.text.TextPosition;

/// Puts the letters of a page with two columns into the order in which they are read. Most programs write a column
/// after the other, and their order stays; a few write line by line across both, so that sentences would be cut into
/// each other.
///
/// What crosses the gutter, such as a title, parts the page into bands. Only a band whose sides take turns, and whose
/// lines are long and break off within their sentences, is told from a table, which is read by its rows.
final class Columns {

  /// A band has so many lines on either side.
  private static final int MIN_LINES = 4;

  /// Letters of a line of a column, in the middle of all; cells of tables have fewer.
  private static final int MIN_LETTERS = 12;

  /// The part of its column that a line fills, in the middle of all.
  private static final float MIN_FILLED = .6f;

  /// More runs are no page of a book, and are left as they are.
  private static final int MAX_RUNS = 20_000;

  /// The gutter lies in the middle third, and is looked for in so many places.
  private static final int PLACES = 60;

  private static final String ENDS = ".!?:;。…";

  /// Letters beside each other, one after the other in the file.
  private static final class Run {
    private final int start;
    private final float line;
    private final float left;
    private float right;
    private float height;
    private int end;

    Run(int start, TextPosition first) {
      this.start = start;
      end = start + 1;
      line = first.getYDirAdj();
      left = first.getXDirAdj();
      right = left + first.getWidthDirAdj();
      height = first.getFontSizeInPt();
    }

    /// Whether a letter goes on with it: on the same line, not before its end, and no farther behind than words are.
    boolean takes(TextPosition next) {
      float gap = next.getXDirAdj() - right;
      if (Math.abs(next.getYDirAdj() - line) > .3f * height || gap < -height || gap > height) {
        return false;
      }
      right = Math.max(right, next.getXDirAdj() + next.getWidthDirAdj());
      height = Math.max(height, next.getFontSizeInPt());
      end++;
      return true;
    }
  }

  private final List<TextPosition> letters;
  private final List<Run> runs = new ArrayList<>();

  private Columns(List<TextPosition> letters) {
    this.letters = letters;
    for (int i = 0; i < letters.size(); i++) {
      if (runs.isEmpty() || !runs.getLast().takes(letters.get(i))) {
        runs.add(new Run(i, letters.get(i)));
      }
    }
    // A space that stands alone is a gap.
    runs.removeIf(run -> text(run).isBlank());
  }

  /// @param letters of a page, in the order of the file
  /// @return the same letters but spaces between columns
  static List<TextPosition> inReadingOrder(List<TextPosition> letters) {
    if (letters.stream().anyMatch(letter -> letter.getDir() != 0)) {
      return letters;
    }
    Columns columns = new Columns(letters);
    return columns.runs.size() < 2 * MIN_LINES || columns.runs.size() > MAX_RUNS ? letters : columns.ordered();
  }

  private List<TextPosition> ordered() {
    float gutter = gutter();
    float[] crossed = new float[runs.size()];
    int crossings = 0;
    for (Run run : runs) {
      if (crosses(run, gutter)) {
        crossed[crossings++] = run.line;
      }
    }
    float[] ends = Arrays.copyOf(crossed, crossings);
    Arrays.sort(ends);
    List<List<Run>> bands = new ArrayList<>();
    for (int i = 0; i <= ends.length; i++) {
      bands.add(new ArrayList<>());
    }
    for (Run run : runs) {
      if (!crosses(run, gutter)) {
        int place = Arrays.binarySearch(ends, run.line);
        bands.get(place < 0 ? -place - 1 : place).add(run);
      }
    }
    List<List<Run>> mixed = bands.stream().filter(band -> isMixed(band, gutter)).toList();
    return mixed.isEmpty() ? letters : letters(mixed, gutter);
  }

  private static boolean crosses(Run run, float x) {
    return run.left < x && run.right > x;
  }

  /// The place in the middle third that the fewest runs cross, in the middle of such places.
  private float gutter() {
    float left = Float.MAX_VALUE;
    float right = -Float.MAX_VALUE;
    for (Run run : runs) {
      left = Math.min(left, run.left);
      right = Math.max(right, run.right);
    }
    float third = (right - left) / 3;
    long fewest = Long.MAX_VALUE;
    float first = left;
    float last = left;
    for (int i = 0; i <= PLACES; i++) {
      TimeLimit.check();
      float x = left + third + i * third / PLACES;
      long crossing = runs.stream().filter(run -> crosses(run, x)).count();
      if (crossing < fewest) {
        fewest = crossing;
        first = x;
      }
      last = crossing == fewest ? x : last;
    }
    return (first + last) / 2;
  }

  /// Whether a band is two columns whose lines take turns in the file.
  private boolean isMixed(List<Run> band, float gutter) {
    int turns = 0;
    for (int i = 1; i < band.size(); i++) {
      turns += isLeft(band.get(i), gutter) != isLeft(band.get(i - 1), gutter) ? 1 : 0;
    }
    List<List<Run>> left = lines(band.stream().filter(run -> isLeft(run, gutter)).toList());
    List<List<Run>> right = lines(band.stream().filter(run -> !isLeft(run, gutter)).toList());
    return turns >= Math.min(left.size(), right.size()) && isColumn(left) && isColumn(right);
  }

  private static boolean isLeft(Run run, float gutter) {
    return run.right <= gutter;
  }

  /// From top to bottom, each from left to right.
  private static List<List<Run>> lines(List<Run> side) {
    List<List<Run>> lines = new ArrayList<>();
    for (Run run : side.stream().sorted(Comparator.comparingDouble(run -> run.line)).toList()) {
      if (lines.isEmpty() || run.line - lines.getLast().getFirst().line > .3f * run.height) {
        lines.add(new ArrayList<>());
      }
      lines.getLast().add(run);
    }
    lines.forEach(line -> line.sort(Comparator.comparingDouble(run -> run.left)));
    return lines;
  }

  private boolean isColumn(List<List<Run>> lines) {
    if (lines.size() < MIN_LINES) {
      return false;
    }
    double from = lines.stream().mapToDouble(line -> line.getFirst().left).min().orElseThrow();
    double to = lines.stream().mapToDouble(line -> line.getLast().right).max().orElseThrow();
    double filled = middle(lines.stream().mapToDouble(line -> line.getLast().right - line.getFirst().left).toArray());
    double most =
        middle(lines.stream().mapToDouble(line -> line.stream().mapToInt(run -> run.end - run.start).sum()).toArray());
    long ended = lines.stream().filter(line -> endsSentence(text(line.getLast()))).count();
    return most >= MIN_LETTERS && filled >= MIN_FILLED * (to - from) && 2 * ended < lines.size();
  }

  private static boolean endsSentence(String text) {
    String stripped = text.strip();
    return ENDS.indexOf(stripped.charAt(stripped.length() - 1)) >= 0;
  }

  private static double middle(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  private String text(Run run) {
    StringBuilder text = new StringBuilder();
    letters.subList(run.start, run.end).forEach(letter -> text.append(letter.getUnicode()));
    return text.toString();
  }

  /// All letters, those of bands that are mixed column by column, where their first one stands.
  private List<TextPosition> letters(List<List<Run>> mixed, float gutter) {
    List<TextPosition> ordered = new ArrayList<>(letters.size());
    List<List<Run>> due = new ArrayList<>(mixed);
    for (Run run : runs) {
      List<Run> band = mixed.stream().filter(each -> each.contains(run)).findFirst().orElse(List.of());
      if (band.isEmpty()) {
        ordered.addAll(letters.subList(run.start, run.end));
      } else if (due.remove(band)) {
        for (boolean left : new boolean[] {true, false}) {
          lines(band.stream().filter(each -> isLeft(each, gutter) == left).toList()).stream()
              .flatMap(List::stream)
              .forEach(each -> ordered.addAll(letters.subList(each.start, each.end)));
        }
      }
    }
    return ordered;
  }
}
