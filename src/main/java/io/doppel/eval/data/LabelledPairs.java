package io.doppel.eval.data;

import io.doppel.duplicates.calibration.LabelledPair;
import io.doppel.source.SourceLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// Pairs that people labelled as duplicates (1) or not (0): lines of `text1, text2, label` between tabs under a line
/// with these names, or a [PairFile]. Without quoting.
public final class LabelledPairs {

  private static final List<String> COLUMNS = List.of("text1", "text2", "label");

  private LabelledPairs() {}

  /// @throws DataException if the file is malformed, or a label is neither 0 nor 1
  public static List<LabelledPair> read(Path file) throws IOException {
    if (hasHeader(file)) {
      return TabbedLines.read(
          file,
          COLUMNS,
          true,
          (cells, where) -> pair(cells.get(0), cells.get(1), cells.get(2).strip(), where));
    }
    return TabbedLines.read(
        file,
        List.of("id", "label", "text1", "text2"),
        false,
        (cells, where) -> pair(cells.get(2), cells.get(3), cells.get(1).strip(), where));
  }

  private static boolean hasHeader(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
      return Objects.equals(lines.findFirst().map(line -> List.of(line.strip().split("\t", -1))).orElse(null), COLUMNS);
    }
  }

  private static LabelledPair pair(String text1, String text2, String label, SourceLine where) throws DataException {
    if (!label.equals("0") && !label.equals("1")) {
      throw new DataException(where, "label must be 0 or 1, got \"%s\"".formatted(label));
    }
    if (text1.isBlank() || text2.isBlank()) {
      throw new DataException(where, "a text is empty");
    }
    return new LabelledPair(text1, text2, label.equals("1"));
  }
}
