package io.doppel.classification;

import io.doppel.classification.example.LabelledText;
import java.util.List;

/// What a text is called, and why.
///
/// @param text as it was asked
/// @param label the best label there is
/// @param score what speaks for it: the cosine with its prototype where prototypes decide, else a share from 0 to 1
/// @param similarity the cosine with the nearest prototype of all labels
/// @param rejected whether it is none of these: that cosine is not above the threshold
/// @param nearest the examples nearest to it, the best first
/// @param truncated whether it is longer than the model reads
public record Classified(
    String text,
    String label,
    double score,
    float similarity,
    boolean rejected,
    List<Near> nearest,
    boolean truncated) {

  /// An example near a text.
  public record Near(LabelledText example, float similarity) {}

  public Classified {
    nearest = List.copyOf(nearest);
  }
}
