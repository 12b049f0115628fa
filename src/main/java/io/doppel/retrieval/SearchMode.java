package io.doppel.retrieval;

import io.doppel.text.Bounds;
import java.util.Locale;

/// What a search goes by.
public enum SearchMode {
  /// Meaning: the cosine of the embeddings.
  DENSE,
  /// Words: BM25.
  LEXICAL,
  /// Both, see [HybridFusion].
  HYBRID;

  /// The mode of that name, as requests and options call it.
  ///
  /// @throws Bounds.Violation if there is none
  public static SearchMode of(String name) {
    for (SearchMode mode : values()) {
      if (mode.toString().equals(name)) {
        return mode;
      }
    }
    throw new Bounds.Violation("mode", "mode must be dense, lexical or hybrid, got " + name);
  }

  /// As requests and options call it.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
