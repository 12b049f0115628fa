package io.doppel.index;

import io.doppel.encoder.Embedding;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import java.util.List;

/// A document with its passages in their order, and their embeddings.
///
/// @param passages at least one
/// @param embeddings one for each passage
public record EmbeddedDocument(Document document, List<Passage> passages, List<Embedding> embeddings) {

  public EmbeddedDocument {
    passages = List.copyOf(passages);
    embeddings = List.copyOf(embeddings);
    if (passages.isEmpty() || passages.size() != embeddings.size()) {
      throw new IllegalArgumentException(
          "passages and embeddings must be equally many and at least 1, got %d and %d"
              .formatted(passages.size(), embeddings.size()));
    }
  }
}
