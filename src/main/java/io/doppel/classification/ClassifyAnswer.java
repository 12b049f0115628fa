package io.doppel.classification;

import io.doppel.classification.head.HeadKind;
import java.util.List;

/// Labels for texts.
///
/// @param texts one for each text, in the order in which they were asked
/// @param head what decided
/// @param cutoff what is rejected
public record ClassifyAnswer(List<Classified> texts, HeadKind head, Cutoff cutoff) {

  public ClassifyAnswer {
    texts = List.copyOf(texts);
  }
}
