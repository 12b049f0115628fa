package io.doppel.eval.task;

import io.doppel.encoder.Encoder;
import io.doppel.encoder.Prompt;
import io.doppel.encoder.cache.CachingEncoder;
import io.doppel.eval.data.PairFile;
import io.doppel.models.graft.GraftReport.Reading;
import io.doppel.models.graft.ParallelSentences.Pair;
import io.doppel.models.graft.Twins;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Sentences in two languages: how often one finds its translation first among all, what the second language costs, and
/// whether passages are found that were translated.
public final class TranslationTask {

  private TranslationTask() {}

  /// Sentences that come again are left out, since they would find each other.
  public static void measure(List<Pair> pairs, Encoder encoder, Scores scores) {
    List<Pair> distinct = distinct(pairs);
    Reading reading = twins(distinct, encoder, scores);
    List<String> texts = distinct.stream().map(Pair::other).toList();
    scores.add("tokens a text", texts.stream().mapToInt(encoder::count).average().orElse(0));
    scores.add("tokens a word", reading.tokensPerWord());
    // Whoever has seen the texts before is fast, whatever the model.
    if (!(encoder instanceof CachingEncoder)) {
      long began = System.nanoTime();
      encoder.encode(texts, Prompt.NONE);
      scores.add("texts a second", texts.size() / ((System.nanoTime() - began) / 1e9));
    }
    TranslatedReuse.measure(distinct, encoder, scores);
  }

  /// Pairs of texts whose translations have the same ids: how often one finds its translation first among all.
  public static void twins(PairFile originals, PairFile translations, Encoder encoder, Scores scores) {
    Map<String, PairFile.Pair> byId = new HashMap<>();
    originals.pairs().forEach(pair -> byId.put(pair.id(), pair));
    List<Pair> pairs = new ArrayList<>();
    for (PairFile.Pair translation : translations.pairs()) {
      PairFile.Pair original = byId.get(translation.id());
      if (original != null) {
        pairs.add(new Pair(original.text1(), translation.text1(), 1));
        pairs.add(new Pair(original.text2(), translation.text2(), 1));
      }
    }
    twins(distinct(pairs), encoder, scores);
  }

  private static Reading twins(List<Pair> distinct, Encoder encoder, Scores scores) {
    Reading reading = Twins.reading(encoder, distinct);
    scores.add("translation found first", reading.otherFound());
    scores.add("original found first", reading.knownFound());
    return reading;
  }

  private static List<Pair> distinct(List<Pair> pairs) {
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
    return distinct;
  }
}
