package io.doppel.retrieval;

import io.doppel.encoder.Embedding;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.Prompt;
import io.doppel.index.BestPassages;
import io.doppel.index.Hit;
import io.doppel.index.PassageIndex;
import io.doppel.text.Document;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Retrieval: the documents nearest to a query, each by its best passage. Thread-safe.
public final class Search {

  private final PassageIndex index;
  private final Encoder encoder;

  public Search(PassageIndex index, Encoder encoder) {
    this.index = index;
    this.encoder = encoder;
  }

  public SearchAnswer answer(SearchQuery query) throws IOException {
    Embedding embedding = encoder.encode(query.text(), Prompt.QUERY);
    List<SearchHit> hits = new ArrayList<>();
    for (Hit hit : BestPassages.nearest(index, embedding, query.k(), query.effort())) {
      // A document deleted since the search has nothing to show.
      Optional<Document> document = index.document(hit.passage().documentId());
      document.ifPresent(found -> hits.add(new SearchHit(hits.size() + 1, found, hit)));
    }
    return new SearchAnswer(hits, encoder.truncates(query.text()));
  }
}
