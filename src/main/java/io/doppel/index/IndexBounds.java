package io.doppel.index;

import io.doppel.encoder.Embedding;
import io.doppel.index.query.Depth;
import io.doppel.text.Bounds;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import java.util.List;

/// What every [PassageIndex] refuses, in the same words.
public final class IndexBounds {

  private IndexBounds() {}

  public static void atMost(String name, int value) {
    Bounds.check(name, value, 1, PassageIndex.MAX_HITS);
  }

  public static void sample(int count) {
    Bounds.check("count", count, 1, PassageIndex.MAX_SAMPLE);
  }

  public static void similarity(float minSimilarity) {
    Bounds.check("minSimilarity", minSimilarity, -1f, 1f);
  }

  public static void dimension(Embedding embedding, int dimension) {
    if (embedding.dimension() != dimension) {
      throw new IllegalArgumentException(
          "embeddings of this index have %d dimensions, got %d"
              .formatted(dimension, embedding.dimension()));
    }
  }

  public static void depth(Depth depth) {
    atMost("depth", depth.passages());
    atMost("documents", depth.documents());
  }

  /// A list that is answered in one go.
  public static void batch(String name, int size) {
    if (size > PassageIndex.MAX_HITS) {
      throw new IllegalArgumentException("%s must be at most %d, got %d".formatted(name, PassageIndex.MAX_HITS, size));
    }
  }

  public static void queries(List<Embedding> queries, int dimension) {
    batch("queries", queries.size());
    queries.forEach(query -> dimension(query, dimension));
  }

  public static void put(EmbeddedDocument put, int dimension) {
    Document document = put.document();
    int last = 0;
    for (Passage passage : put.passages()) {
      if (!passage.documentId().equals(document.id())) {
        throw new IllegalArgumentException(
            "passages must be of document %s, got one of %s"
                .formatted(document.id(), passage.documentId()));
      }
      if (passage.start() < last) {
        throw new IllegalArgumentException(
            "passages must be in the order of their offsets, got %d after %d"
                .formatted(passage.start(), last));
      }
      // The text is stored once, with the document; a passage is cut from it when it is read.
      if (!document.text().startsWith(passage.text(), passage.start())) {
        throw new IllegalArgumentException(
            "passages must be parts of their document's text, got another at offset "
                + passage.start());
      }
      last = passage.start();
    }
    put.embeddings().forEach(embedding -> dimension(embedding, dimension));
  }
}
