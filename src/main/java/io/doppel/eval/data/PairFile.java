package io.doppel.eval.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// Pairs of texts with a label: `id, label, text1, text2` between tabs, without header and quoting.
///
/// @param pairs in the order of the file
/// @param labels what the labels are
public record PairFile(List<Pair> pairs, Labels labels) {

  private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

  public PairFile {
    pairs = List.copyOf(pairs);
  }

  /// Two texts and what people say of them.
  public record Pair(String id, String label, String text1, String text2) {}

  /// What the labels of all pairs are.
  public enum Labels {
    /// 0 or 1.
    BINARY,
    /// Numbers: the higher, the more alike.
    GRADED,
    /// Names.
    NAMED
  }

  public static PairFile read(Path file) throws IOException {
    List<Pair> pairs =
        TabbedLines.read(
            file,
            List.of("id", "label", "text1", "text2"),
            false,
            (cells, _) -> new Pair(cells.get(0), cells.get(1).strip(), cells.get(2), cells.get(3)));
    return new PairFile(pairs, labels(pairs));
  }

  /// The first `limit` pairs; what the labels are does not change by it.
  public PairFile first(int limit) {
    return new PairFile(pairs.subList(0, Math.min(limit, pairs.size())), labels);
  }

  private static Labels labels(List<Pair> pairs) {
    if (pairs.stream().allMatch(pair -> pair.label().equals("0") || pair.label().equals("1"))) {
      return Labels.BINARY;
    }
    return pairs.stream().allMatch(pair -> NUMBER.matcher(pair.label()).matches()) ? Labels.GRADED : Labels.NAMED;
  }
}
