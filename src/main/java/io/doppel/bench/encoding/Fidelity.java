package io.doppel.bench.encoding;

import io.doppel.encoder.Embedding;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.Prompt;
import java.util.List;
import java.util.stream.IntStream;

/// How near the embeddings of a faster encoder are to those they stand for.
///
/// @param mean cosine to the original
/// @param least cosine to the original
/// @param leastInBatch least cosine of a text among others to the same text alone, by the same encoder. Below 1, a
///     text's embedding depends on the texts that happen to stand beside it.
public record Fidelity(double mean, double least, double leastInBatch) {

  /// Compares the embeddings of the same texts, at least one.
  static Fidelity of(Encoder encoder, List<String> texts, List<Embedding> original) {
    List<Embedding> together = encoder.encode(texts, Prompt.DOCUMENT);
    List<Embedding> alone = texts.stream().map(text -> encoder.encode(text, Prompt.DOCUMENT)).toList();
    double[] toOriginal = cosines(alone, original);
    return new Fidelity(
        IntStream.range(0, toOriginal.length).mapToDouble(i -> toOriginal[i]).average().orElse(0),
        least(toOriginal),
        least(cosines(together, alone)));
  }

  private static double[] cosines(List<Embedding> left, List<Embedding> right) {
    return IntStream.range(0, left.size()).mapToDouble(i -> left.get(i).cosine(right.get(i))).toArray();
  }

  private static double least(double[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).min().orElse(0);
  }
}
