package io.doppel.classification;

import io.doppel.classification.example.LabelledText;
import io.doppel.classification.head.HeadKind;
import io.doppel.text.Bounds;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/// Texts that want a label.
///
/// @param texts 1 to [#MAX_TEXTS], each as long as an example may be
/// @param head what decides; empty for the best one by cross-validation
/// @param falseAccept the share of texts of no label that may pass as one, above 0 and below 1; without it, so much is
///     rejected that 95 % of what has a label pass
/// @param nearest how many examples are told with each, 0 to [#MAX_NEAREST]
public record ClassifyQuery(
    List<String> texts, Optional<HeadKind> head, OptionalDouble falseAccept, int nearest) {

  /// The most texts at once.
  public static final int MAX_TEXTS = 1_000;

  /// The most examples that are told with a text.
  public static final int MAX_NEAREST = 20;

  /// How many are told unless said otherwise.
  public static final int DEFAULT_NEAREST = 3;

  public ClassifyQuery {
    texts = List.copyOf(texts);
    if (texts.isEmpty() || texts.size() > MAX_TEXTS) {
      throw new Bounds.Violation(
          "texts", String.format(Locale.ROOT, "texts must be 1 to %,d, got %,d", MAX_TEXTS, texts.size()));
    }
    for (int i = 0; i < texts.size(); i++) {
      LabelledText.checkText("texts/" + i, texts.get(i));
    }
    Bounds.check("nearest", nearest, 0, MAX_NEAREST);
  }

  /// The same by another head.
  public ClassifyQuery withHead(HeadKind other) {
    return new ClassifyQuery(texts, Optional.of(other), falseAccept, nearest);
  }

  /// The usual way to ask.
  public static ClassifyQuery of(List<String> texts) {
    return new ClassifyQuery(texts, Optional.empty(), OptionalDouble.empty(), DEFAULT_NEAREST);
  }
}
