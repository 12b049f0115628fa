package io.doppel.engine.learning;

import io.doppel.encoder.Embedding;
import io.doppel.encoder.Prompt;
import io.doppel.encoder.cache.CachingEncoder;
import io.doppel.encoder.cache.EmbeddingCache;
import io.doppel.index.query.Effort;
import io.doppel.retrieval.Search;
import io.doppel.retrieval.SearchHit;
import io.doppel.retrieval.SearchMode;
import io.doppel.retrieval.SearchQuery;
import io.doppel.text.Bounds;
import io.doppel.text.PassageSplitter;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// The same question answered by the model of a collection and by a candidate, which ranks anew what the other one
/// finds first. With an adapter that costs no inference but that of the question, where the cache has the passages.
///
/// @param before the first ones by the collection's own model
/// @param after the first ones by the candidate
public record SideBySide(List<Ranked> before, List<Ranked> after) {

  /// So many of the nearest are ranked anew.
  public static final int LOOKED_AT = 100;

  public static final int MAX_K = 20;

  /// A document that answers.
  ///
  /// @param rank 1 for the best
  /// @param other its rank by the other model, among those that were looked at
  /// @param similarity the cosine of the question and its best passage
  public record Ranked(int rank, int other, SearchHit hit, float similarity) {}

  public SideBySide {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  /// @param search that of the collection
  /// @param splitter that of the collection: whatever goes into an embedding of its passages
  /// @param cache where embeddings of its passages are looked for
  /// @param k how many of each, 1 to [#MAX_K]
  public static SideBySide of(
      Search search, PassageSplitter splitter, Candidate candidate, EmbeddingCache cache, String text, int k)
      throws IOException {
    Bounds.check("k", k, 1, MAX_K);
    List<SearchHit> hits =
        search
            .answer(new SearchQuery(text, LOOKED_AT, Effort.APPROXIMATE).withMode(SearchMode.DENSE))
            .hits();
    List<Float> anew = candidate.ask(encoder -> {
      Embedding question = encoder.encode(List.of(text), Prompt.QUERY).getFirst();
      // Not to be closed: its encoder is the candidate's.
      List<Embedding> passages =
          new CachingEncoder(encoder, cache)
              .encode(
                  hits.stream().map(hit -> splitter.embeddingText(hit.document(), hit.passage())).toList(),
                  Prompt.DOCUMENT);
      return passages.stream().map(question::cosine).toList();
    });
    List<Integer> order =
        IntStream.range(0, hits.size())
            .boxed()
            .sorted(Comparator.comparing((Integer i) -> anew.get(i)).reversed())
            .toList();
    int shown = Math.min(k, hits.size());
    return new SideBySide(
        IntStream.range(0, shown)
            .mapToObj(i -> new Ranked(i + 1, order.indexOf(i) + 1, hits.get(i), hits.get(i).similarity()))
            .toList(),
        IntStream.range(0, shown)
            .mapToObj(i -> new Ranked(i + 1, order.get(i) + 1, hits.get(order.get(i)), anew.get(order.get(i))))
            .toList());
  }
}
