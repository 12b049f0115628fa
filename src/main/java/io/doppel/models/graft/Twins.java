package io.doppel.models.graft;

import io.doppel.encoder.Embedding;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.Prompt;
import io.doppel.work.Cancellation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// How often a sentence finds its translation first among all.
public final class Twins {

  private static final int BATCH = 256;

  private Twins() {}

  /// @param pairs of which no text comes twice
  public static GraftReport.Reading reading(Encoder encoder, List<ParallelSentences.Pair> pairs) {
    List<Embedding> known = embeddings(encoder, pairs, ParallelSentences.Pair::known);
    List<Embedding> other = embeddings(encoder, pairs, ParallelSentences.Pair::other);
    long tokens = pairs.stream().mapToLong(pair -> encoder.count(pair.other())).sum();
    long words = pairs.stream().mapToLong(pair -> pair.other().split("\\s+").length).sum();
    return new GraftReport.Reading(
        pairs.size(),
        tokens / (double) Math.max(1, words),
        found(known, other),
        found(other, known));
  }

  /// Of a text of each, in their order.
  static <T> List<Embedding> embeddings(Encoder encoder, List<T> all, Function<T, String> text) {
    List<Embedding> embeddings = new ArrayList<>();
    for (int i = 0; i < all.size(); i += BATCH) {
      Cancellation.check();
      embeddings.addAll(
          encoder.encode(all.subList(i, Math.min(all.size(), i + BATCH)).stream().map(text).toList(), Prompt.NONE));
    }
    return embeddings;
  }

  private static double found(List<Embedding> from, List<Embedding> to) {
    int found = 0;
    for (int i = 0; i < from.size(); i++) {
      float own = from.get(i).cosine(to.get(i));
      boolean first = true;
      for (int j = 0; j < to.size() && first; j++) {
        first = j == i || from.get(i).cosine(to.get(j)) < own;
      }
      found += first ? 1 : 0;
    }
    return found / (double) Math.max(1, from.size());
  }
}
