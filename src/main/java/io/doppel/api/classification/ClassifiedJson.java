package io.doppel.api.classification;

import io.doppel.classification.Classified;
import java.util.List;

/// What a text is called, as programs see it.
public record ClassifiedJson(
    String text,
    String label,
    double score,
    float similarity,
    boolean rejected,
    boolean truncated,
    List<NearJson> nearest) {

  /// An example near a text.
  public record NearJson(String label, String text, float similarity) {}

  public static ClassifiedJson of(Classified classified) {
    return new ClassifiedJson(
        classified.text(),
        classified.label(),
        classified.score(),
        classified.similarity(),
        classified.rejected(),
        classified.truncated(),
        classified.nearest().stream()
            .map(near -> new NearJson(near.example().label(), near.example().text(), near.similarity()))
            .toList());
  }
}
