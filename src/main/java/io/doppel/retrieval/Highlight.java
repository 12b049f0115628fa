package io.doppel.retrieval;

import io.doppel.text.Span;
import java.util.List;

/// What to look at in a hit. Offsets point into the document's text.
///
/// @param sentence the sentence of the best passage that is nearest to the query in meaning
/// @param similarity the cosine of the two; of a passage that is one sentence, the passage's
/// @param words the query's words in the best passage, in order, but for those that every text has
public record Highlight(Span sentence, float similarity, List<Span> words) {

  public Highlight {
    words = List.copyOf(words);
  }
}
