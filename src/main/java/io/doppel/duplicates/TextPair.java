package io.doppel.duplicates;

import io.doppel.text.Bounds;

/// Two texts to compare, each 1 to [DuplicateQuery#MAX_TEXT] characters.
public record TextPair(String text1, String text2) {

  public TextPair {
    Bounds.check("text1", text1, DuplicateQuery.MAX_TEXT);
    Bounds.check("text2", text2, DuplicateQuery.MAX_TEXT);
  }
}
