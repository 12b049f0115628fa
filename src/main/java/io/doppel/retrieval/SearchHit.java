package io.doppel.retrieval;

import io.doppel.index.Found;
import io.doppel.index.Found.Match;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import java.util.List;

/// A document that answers a query.
///
/// @param rank 1 for the best
/// @param document the document, whole
/// @param matches its best passages, best first, 1 to 3
public record SearchHit(int rank, Document document, List<Match> matches) {

  public SearchHit {
    matches = List.copyOf(matches);
  }

  SearchHit(int rank, Found found) {
    this(rank, found.document(), found.matches());
  }

  /// Its best passage.
  public Passage passage() {
    return matches.getFirst().passage();
  }

  /// The cosine of the query and the best passage.
  public float similarity() {
    return matches.getFirst().similarity();
  }

  /// BM25 of the query's words in the best passage and the title.
  public float lexicalScore() {
    return matches.getFirst().lexicalScore();
  }

  /// What hits are ranked by: the similarity, the lexical score or both fused, by the mode.
  public double score() {
    return matches.getFirst().score();
  }
}
