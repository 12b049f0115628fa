package io.doppel.encoder;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongConsumer;

/// The cosines of many pairs of texts. They are embedded a window at a time, so that no more embeddings than those of
/// one window are in memory.
public final class PairCosines {

  private static final int WINDOW = 1024;

  private PairCosines() {}

  /// @param done hears how many pairs have a cosine
  /// @return the cosine of each pair, -1 to 1
  public static <P> double[] of(
      List<P> pairs,
      Function<P, String> text1,
      Function<P, String> text2,
      Encoder encoder,
      Prompt prompt,
      LongConsumer done) {
    double[] cosines = new double[pairs.size()];
    for (int from = 0; from < pairs.size(); from += WINDOW) {
      List<P> window = pairs.subList(from, Math.min(from + WINDOW, pairs.size()));
      List<String> texts = new ArrayList<>();
      for (P pair : window) {
        texts.add(text1.apply(pair));
        texts.add(text2.apply(pair));
      }
      List<Embedding> embeddings = encoder.encode(texts, prompt);
      for (int i = 0; i < window.size(); i++) {
        cosines[from + i] = embeddings.get(2 * i).cosine(embeddings.get(2 * i + 1));
      }
      done.accept(from + window.size());
    }
    return cosines;
  }
}
