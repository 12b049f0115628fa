package io.doppel.retrieval;

import io.doppel.encoder.Encoder;
import io.doppel.encoder.Prompt;
import io.doppel.index.Found;
import io.doppel.index.PassageIndex;
import io.doppel.index.Question;
import io.doppel.index.Question.By;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Retrieval: the documents that answer a query by their meaning, their words or both. Thread-safe.
public final class Search {

  private final PassageIndex index;
  private final Encoder encoder;

  public Search(PassageIndex index, Encoder encoder) {
    this.index = index;
    this.encoder = encoder;
  }

  public SearchAnswer answer(SearchQuery query) throws IOException {
    List<Found> ranking = new Ranking(index, question(query)).first(query.end());
    List<SearchHit> hits = new ArrayList<>();
    for (Found found : ranking.subList(Math.min(query.offset(), ranking.size()), ranking.size())) {
      hits.add(new SearchHit(query.offset() + hits.size() + 1, found));
    }
    return new SearchAnswer(hits, encoder.truncates(query.text()));
  }

  private Question question(SearchQuery query) {
    return new Question(
        by(query.mode()),
        encoder.encode(query.text(), Prompt.QUERY),
        query.text(),
        fusion(query),
        query.filter(),
        query.minSimilarity(),
        query.effort());
  }

  private static By by(Mode mode) {
    return switch (mode) {
      case DENSE -> By.MEANING;
      case LEXICAL -> By.WORDS;
      case HYBRID -> By.EITHER;
    };
  }

  private Question.Fusion fusion(SearchQuery query) {
    return switch (query.mode()) {
      case DENSE -> (similarities, lexicalScores) -> widened(similarities);
      case LEXICAL -> (similarities, lexicalScores) -> widened(lexicalScores);
      case HYBRID -> new HybridFusion(encoder.legibility(query.text()));
    };
  }

  private static double[] widened(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }
}
