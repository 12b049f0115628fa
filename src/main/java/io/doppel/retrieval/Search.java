package io.doppel.retrieval;

import io.doppel.encoder.Encoder;
import io.doppel.index.PassageIndex;
import io.doppel.index.audit.RecentQuestions;
import java.io.IOException;
import java.util.List;

/// Retrieval: the documents that answer a query by their meaning, their words or both. Thread-safe.
public final class Search {

  private final PassageIndex index;
  private final Encoder encoder;
  private final RecentQuestions recent;

  /// @param recent hears what is asked by meaning
  public Search(PassageIndex index, Encoder encoder, RecentQuestions recent) {
    this.index = index;
    this.encoder = encoder;
    this.recent = recent;
  }

  /// The state of the collection that was published last, to take several parts of an answer from.
  public SearchView view() throws IOException {
    return new SearchView(index.view(), encoder, recent);
  }

  /// The documents that answer a query.
  public SearchAnswer answer(SearchQuery query) throws IOException {
    try (SearchView view = view()) {
      return view.answer(query);
    }
  }

  /// The documents that answer each of several queries, in their order; see [SearchView#answers].
  public List<SearchAnswer> answers(List<SearchQuery> queries) throws IOException {
    try (SearchView view = view()) {
      return view.answers(queries);
    }
  }
}
