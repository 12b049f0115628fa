package io.doppel.examination;

import io.doppel.learn.statistic.MeanInterval;
import java.util.Optional;

/// Texts that have something in common, and how the model does on them.
///
/// @param property what they have in common: `script`, `tokens`, or the name of a field
/// @param value of it
/// @param texts how many of the sample
/// @param standard the mean cosine of a text and the changed text on the standard scale, over all changes that a text
///     can have; empty where none could be changed
/// @param recall the share of changed texts that are no nearer to any other text; empty likewise
/// @param density the mean cosine with the nearest other document on the standard scale; empty where there is none
/// @param legibility how well the model reads the words, 0 to 1
public record Slice(
    String property,
    String value,
    int texts,
    Optional<MeanInterval> standard,
    Optional<MeanInterval> recall,
    Optional<MeanInterval> density,
    double legibility) {

  /// Of fewer texts no figure is sure, whatever its interval.
  public static final int SMALL = 20;

  public boolean isSmall() {
    return texts < SMALL;
  }
}
