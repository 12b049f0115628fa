package io.doppel.eval.task;

import io.doppel.encoder.Encoder;
import io.doppel.encoder.Prompt;
import io.doppel.models.graft.GraftReport.Reading;
import io.doppel.models.graft.ParallelSentences.Pair;
import io.doppel.models.graft.Twins;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Sentences in two languages: how often one finds its translation first among all, and what the second language costs.
public final class TranslationTask {

  private TranslationTask() {}

  /// Sentences that come again are left out, since they would find each other.
  public static void measure(List<Pair> pairs, Encoder encoder, Scores scores) {
    Set<String> known = new HashSet<>();
    Set<String> other = new HashSet<>();
    List<Pair> distinct = new ArrayList<>();
    for (Pair pair : pairs) {
      if (!known.contains(pair.known()) && !other.contains(pair.other())) {
        known.add(pair.known());
        other.add(pair.other());
        distinct.add(pair);
      }
    }
    Reading reading = Twins.reading(encoder, distinct);
    scores.add("translation found first", reading.otherFound());
    scores.add("original found first", reading.knownFound());
    List<String> texts = distinct.stream().map(Pair::other).toList();
    scores.add("tokens a text", texts.stream().mapToInt(encoder::count).average().orElse(0));
    scores.add("tokens a word", reading.tokensPerWord());
    long began = System.nanoTime();
    encoder.encode(texts, Prompt.NONE);
    scores.add("texts a second", texts.size() / ((System.nanoTime() - began) / 1e9));
  }
}
