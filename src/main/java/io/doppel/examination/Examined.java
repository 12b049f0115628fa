package io.doppel.examination;

import io.doppel.encoder.Embedding;
import io.doppel.text.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// A text that is looked at: one passage of a document, as the encoder reads it. Collects what is found out about it;
/// for one thread.
final class Examined {

  private final Document document;
  private final String text;
  private final Embedding embedding;
  private OptionalDouble nearest = OptionalDouble.empty();
  private final List<Double> similarities = new ArrayList<>();
  private final List<Double> found = new ArrayList<>();

  Examined(Document document, String text, Embedding embedding) {
    this.document = document;
    this.text = text;
    this.embedding = embedding;
  }

  Document document() {
    return document;
  }

  String text() {
    return text;
  }

  Embedding embedding() {
    return embedding;
  }

  /// The cosine with the nearest other document; empty where there is none, or before it is known.
  OptionalDouble nearest() {
    return nearest;
  }

  void nearest(OptionalDouble cosine) {
    nearest = cosine;
  }

  /// It was changed.
  ///
  /// @param standard the cosine with the changed text on the standard scale
  /// @param isFound whether nothing else is nearer to that
  void changed(double standard, boolean isFound) {
    similarities.add(standard);
    found.add(isFound ? 1.0 : 0.0);
  }

  boolean isChanged() {
    return !similarities.isEmpty();
  }

  /// Mean over its changes.
  double similarity() {
    return mean(similarities);
  }

  /// The share of its changes in spite of which it is found.
  double recall() {
    return mean(found);
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(value -> value).average().orElseThrow();
  }
}
