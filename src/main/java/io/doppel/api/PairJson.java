package io.doppel.api;

import io.doppel.duplicates.PairAnswer.Pair;
import io.doppel.text.Document;

/// A pair of possible duplicates as programs see it; a document without a text shows its title.
public record PairJson(String id1, String id2, String text1, String text2, float similarity) {

  public static PairJson of(Pair pair) {
    return new PairJson(
        pair.first().id(), pair.second().id(), shown(pair.first()), shown(pair.second()), pair.similarity());
  }

  private static String shown(Document document) {
    return document.text().isBlank() ? document.title() : document.text();
  }
}
