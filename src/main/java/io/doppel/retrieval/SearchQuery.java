package io.doppel.retrieval;

import io.doppel.index.query.Effort;
import io.doppel.index.query.Filter;
import io.doppel.index.query.Question;
import io.doppel.text.Bounds;

/// What a person looks for.
///
/// @param text the query, 1 to [#MAX_TEXT] characters
/// @param k how many documents, 1 to [#MAX_K]
/// @param offset how many documents to skip, those on the pages before; 0 to [#MAX_OFFSET]
/// @param mode what to go by
/// @param effort whether to walk the graph or to score every vector
/// @param filter which documents may be found
/// @param minSimilarity the least cosine of a passage that is found, -1 to 1
/// @param passages the most passages told of one document, 1 to [#MAX_PASSAGES]; those that came near enough to be
///     looked at
public record SearchQuery(
    String text, int k, int offset, SearchMode mode, Effort effort, Filter filter, float minSimilarity, int passages) {

  public static final int MAX_TEXT = 20_000;
  public static final int MAX_K = 1_000;
  public static final int MAX_OFFSET = 1_000;
  public static final int DEFAULT_K = 10;
  public static final int MAX_PASSAGES = Question.MAX_PASSAGES;
  public static final int DEFAULT_PASSAGES = Question.DEFAULT_PASSAGES;

  public SearchQuery {
    Bounds.check("text", text, MAX_TEXT);
    Bounds.check("k", k, 1, MAX_K);
    Bounds.check("offset", offset, 0, MAX_OFFSET);
    Bounds.check("min_similarity", minSimilarity, -1, 1);
    Bounds.check("passages", passages, 1, MAX_PASSAGES);
  }

  /// The first `k` documents by meaning and words, of all.
  public SearchQuery(String text, int k, Effort effort) {
    this(text, k, 0, SearchMode.HYBRID, effort, Filter.EVERYTHING, -1, DEFAULT_PASSAGES);
  }

  public SearchQuery withK(int other) {
    return new SearchQuery(text, other, offset, mode, effort, filter, minSimilarity, passages);
  }

  public SearchQuery withOffset(int other) {
    return new SearchQuery(text, k, other, mode, effort, filter, minSimilarity, passages);
  }

  public SearchQuery withMode(SearchMode other) {
    return new SearchQuery(text, k, offset, other, effort, filter, minSimilarity, passages);
  }

  public SearchQuery withFilter(Filter other) {
    return new SearchQuery(text, k, offset, mode, effort, other, minSimilarity, passages);
  }

  public SearchQuery withMinSimilarity(float other) {
    return new SearchQuery(text, k, offset, mode, effort, filter, other, passages);
  }

  public SearchQuery withPassages(int other) {
    return new SearchQuery(text, k, offset, mode, effort, filter, minSimilarity, other);
  }

  /// How many documents have to be ranked.
  int end() {
    return offset + k;
  }
}
