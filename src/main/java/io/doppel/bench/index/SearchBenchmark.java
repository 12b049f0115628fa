package io.doppel.bench.index;

import io.doppel.encoder.Embedding;
import io.doppel.index.GraphWalk;
import io.doppel.index.IndexView;
import io.doppel.index.PassageIndex;
import io.doppel.index.audit.GroundTruth;
import io.doppel.index.audit.Recall;
import io.doppel.index.query.Effort;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/// Measures searches by meaning in an index: how much of what is nearest they find, and how fast. Hits are read whole,
/// as for every caller; the query's text is embedded already.
public final class SearchBenchmark {

  /// About as near as the nearest passage is to a question that is not in the collection.
  public static final double TURN = .8;

  private final IndexView view;
  private final GraphWalk graph;
  private final List<Embedding> queries;
  private final int k;
  private final GroundTruth truth;

  /// Finds out what is really nearest, by scoring every vector for each query.
  ///
  /// @param view open for as long as this is used
  /// @param queries at least one
  /// @param k how many of the nearest are asked for
  public SearchBenchmark(IndexView view, List<Embedding> queries, int k) throws IOException {
    this.view = view;
    this.graph =
        view.graph().orElse((some, limit, _) -> view.nearest(some, limit, Effort.APPROXIMATE));
    this.queries = List.copyOf(queries);
    this.k = k;
    this.truth = new GroundTruth(view, queries, k);
  }

  /// Queries that are like questions to an index: embeddings of its passages, each turned aside to a cosine of [#TURN]
  /// with itself. The same each time, for one state of the index.
  ///
  /// @param count the most, 1 to 10,000
  public static List<Embedding> queries(IndexView view, int count) throws IOException {
    Random random = new Random(1);
    return view.sample(count, random).stream().map(stored -> stored.turned(TURN, random)).toList();
  }

  /// Searches at a width, or at that of the index itself where nobody else chooses it, for about as long as `time`
  /// says, half of it on one thread and half on all.
  public SearchSpeed measure(int width, Duration time) throws IOException {
    Recall recall = truth.recall(graph, width);
    Throughput.Search search = query -> graph.nearest(List.of(query), k, width).getFirst().list().size();
    return new SearchSpeed(width, recall, Throughput.measure(queries, search, time));
  }

  /// The same for the exact search.
  public SearchSpeed measureExact(Duration time) throws IOException {
    Recall all = truth.recall(graph, Math.max(k, (int) Math.min(PassageIndex.MAX_HITS, view.passages())));
    Throughput.Search search = query -> view.nearest(query, k, Effort.EXACT).list().size();
    return new SearchSpeed(0, all, Throughput.measure(queries, search, time));
  }
}
