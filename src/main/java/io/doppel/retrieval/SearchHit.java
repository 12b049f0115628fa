package io.doppel.retrieval;

import io.doppel.index.hit.Found;
import io.doppel.index.hit.Found.Match;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import java.util.List;
import java.util.OptionalDouble;

/// A document that answers a query.
///
/// @param rank 1 for the best
/// @param document the document, whole
/// @param matches its best passages, best first, at least one, at most as many as the query asks for
/// @param rerankScore what a cross-encoder made of it, where one looked at it: hits are ranked by this first
public record SearchHit(int rank, Document document, List<Match> matches, OptionalDouble rerankScore) {

  public SearchHit {
    matches = List.copyOf(matches);
  }

  SearchHit(int rank, Found found, OptionalDouble rerankScore) {
    this(rank, found.document(), found.matches(), rerankScore);
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

  /// What hits are ranked by where no cross-encoder looked at them: the similarity, the lexical score or both fused, by
  /// the mode.
  public double score() {
    return matches.getFirst().score();
  }
}
