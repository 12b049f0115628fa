package io.doppel.eval.data;

import io.doppel.duplicates.calibration.LabelledPair;
import io.doppel.training.example.ExampleFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Pairs that people labelled as duplicates (1) or not (0), in the forms in which [ExampleFile#pairs] reads them.
public final class LabelledPairs {

  private LabelledPairs() {}

  /// @throws IOException if the file is malformed, or a label is neither 0 nor 1; the message names file and line
  public static List<LabelledPair> read(Path file) throws IOException {
    List<LabelledPair> pairs = new ArrayList<>();
    ExampleFile.pairs(file, pair -> pairs.add(labelled(pair)));
    if (pairs.isEmpty()) {
      throw new DataException(file, "the file is empty");
    }
    return pairs;
  }

  private static LabelledPair labelled(ExampleFile.Pair pair) {
    double label = pair.label().orElse(Double.NaN);
    if (label != 0 && label != 1) {
      throw new IllegalArgumentException(
          "label must be 0 or 1, got " + (Double.isNaN(label) ? "none" : Double.toString(label)));
    }
    if (pair.text1().isBlank() || pair.text2().isBlank()) {
      throw new IllegalArgumentException("a text is empty");
    }
    return new LabelledPair(pair.text1(), pair.text2(), label == 1);
  }
}
