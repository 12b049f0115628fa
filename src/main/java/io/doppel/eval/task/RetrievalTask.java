package io.doppel.eval.task;

import io.doppel.encoder.Encoder;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.indexing.IndexingListener;
import io.doppel.engine.indexing.IndexingProgress;
import io.doppel.eval.data.DataException;
import io.doppel.eval.data.RetrievalFolder;
import io.doppel.eval.measure.RankingMeasures;
import io.doppel.learn.statistic.Bootstrap;
import io.doppel.retrieval.SearchAnswer;
import io.doppel.retrieval.SearchHit;
import io.doppel.retrieval.SearchQuery;
import io.doppel.source.DocumentSource;
import io.doppel.source.SourceRecord;
import io.doppel.text.PassageSplitter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Queries against a collection, by the product's own search.
public final class RetrievalTask {

  private static final int K = 10;
  private static final int DEEP_K = 100;
  private static final long SEED = 42;

  /// Queries that are asked together at most: where vectors are read for them, they are read once for all of these.
  private static final int TOGETHER = 64;

  private RetrievalTask() {}

  /// The documents found for each query, best first, and what they are worth.
  private record Run(List<List<String>> rankings, List<Map<String, Integer>> grades) {

    double[] each(Measure measure) {
      double[] values = new double[rankings.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = measure.of(rankings.get(i), grades.get(i));
      }
      return values;
    }

    double mean(Measure measure) {
      return Arrays.stream(each(measure)).average().orElseThrow();
    }
  }

  @FunctionalInterface
  private interface Measure {
    double of(List<String> ranking, Map<String, Integer> grades);
  }

  private static final Measure NDCG = (ranking, grades) -> RankingMeasures.ndcg(ranking, grades, K);

  /// @param modes the ways to search
  /// @param compare two of them whose difference gets a confidence interval, or none
  /// @param done hears how many documents are embedded and queries answered
  /// @param collections where collections are; see [io.doppel.engine.scratch.ScratchPlace#beside]
  public static void measure(
      URI collections,
      RetrievalFolder folder,
      List<EvaluatedSearch> modes,
      List<EvaluatedSearch> compare,
      Also also,
      Encoder encoder,
      LongConsumer done,
      Scores scores)
      throws IOException {
    try (TemporaryCollection temporary = TemporaryCollection.open(collections, encoder, PassageSplitter.whole())) {
      DocumentCollection collection = temporary.collection();
      index(folder, collection, done);
      AtomicLong answered = new AtomicLong(collection.documents());
      Map<EvaluatedSearch, Run> runs = new EnumMap<>(EvaluatedSearch.class);
      for (EvaluatedSearch mode : modes) {
        Run run = run(folder, collection, mode, () -> done.accept(answered.incrementAndGet()));
        runs.put(mode, run);
        scores.add(mode.name("ndcg@10"), run.mean(NDCG));
        scores.add(
            mode.name("recall@100"),
            run.mean((ranking, grades) -> RankingMeasures.recall(ranking, grades, DEEP_K)));
        scores.add(
            mode.name("mrr@10"),
            run.mean((ranking, grades) -> RankingMeasures.reciprocalRank(ranking, grades, K)));
        scores.add(mode.name("map@100"), run.mean(RankingMeasures::averagePrecision));
      }
      Run exact = runs.get(EvaluatedSearch.DENSE);
      Run hnsw = runs.get(EvaluatedSearch.HNSW);
      if (exact != null && hnsw != null) {
        scores.add("ndcg@10 hnsw - dense", hnsw.mean(NDCG) - exact.mean(NDCG));
        scores.add("recall@10 of dense by hnsw", overlap(exact.rankings(), hnsw.rankings()));
      }
      if (also == Also.PAIRS) {
        ParaphraseTask.measure(folder, collection.index(), encoder, scores);
      }
      if (!compare.isEmpty()) {
        compare(compare.getFirst(), compare.getLast(), runs, scores);
      }
    }
  }

  private static void index(
      RetrievalFolder folder, DocumentCollection collection, LongConsumer done) throws IOException {
    IndexingListener listener =
        new IndexingListener() {
          @Override
          public void rejected(SourceRecord.Rejected bad) {
            if (!isEmpty(bad)) {
              throw new UncheckedIOException(new DataException(bad.where(), bad.reason()));
            }
          }

          @Override
          public void progress(IndexingProgress progress) {
            done.accept(progress.done());
          }
        };
    try (DocumentSource corpus = folder.corpus()) {
      collection.add(corpus, listener, () -> false);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /// Whether a document was refused for having no text. Corpora have such documents, and none of them is ever found.
  private static boolean isEmpty(SourceRecord.Rejected bad) {
    try {
      JsonNode document = JsonMapper.shared().readTree(bad.raw());
      return document.isObject()
          && document.path("title").asString("").isBlank()
          && document.path("text").asString("").isBlank();
    } catch (JacksonException e) {
      return false;
    }
  }

  private static Run run(
      RetrievalFolder folder,
      DocumentCollection collection,
      EvaluatedSearch mode,
      Runnable answered) {
    List<Map.Entry<String, String>> queries = List.copyOf(folder.queries().entrySet());
    List<List<String>> rankings =
        batches(queries.stream().map(Map.Entry::getValue).toList()).parallelStream()
            .flatMap(some -> rankings(collection, some, mode, answered).stream())
            .toList();
    List<Map<String, Integer>> grades = new ArrayList<>();
    queries.forEach(query -> grades.add(folder.judgements().getOrDefault(query.getKey(), Map.of())));
    return new Run(rankings, grades);
  }

  /// So many batches that all processors have as many.
  private static List<List<String>> batches(List<String> queries) {
    int processors = Runtime.getRuntime().availableProcessors();
    int each = Math.ceilDiv(queries.size(), TOGETHER * processors);
    int size = Math.max(1, Math.ceilDiv(queries.size(), Math.max(1, each * processors)));
    List<List<String>> batches = new ArrayList<>();
    for (int from = 0; from < queries.size(); from += size) {
      batches.add(queries.subList(from, Math.min(queries.size(), from + size)));
    }
    return batches;
  }

  private static List<List<String>> rankings(
      DocumentCollection collection, List<String> queries, EvaluatedSearch mode, Runnable answered) {
    try {
      List<List<String>> rankings = new ArrayList<>();
      List<SearchQuery> asked = queries.stream().map(query -> mode.query(query, DEEP_K)).toList();
      for (SearchAnswer answer : collection.search().answers(asked)) {
        Map<String, Float> scores = new HashMap<>();
        for (SearchHit hit : answer.hits()) {
          scores.put(hit.document().id(), (float) hit.score());
        }
        answered.run();
        rankings.add(RankingMeasures.order(scores));
      }
      return rankings;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The part of the first ten of each wanted ranking that is among the first ten of the other.
  private static double overlap(List<List<String>> wanted, List<List<String>> found) {
    double sum = 0;
    for (int i = 0; i < wanted.size(); i++) {
      List<String> first = wanted.get(i).subList(0, Math.min(K, wanted.get(i).size()));
      List<String> other = found.get(i).subList(0, Math.min(K, found.get(i).size()));
      sum += (double) first.stream().filter(other::contains).count() / first.size();
    }
    return sum / wanted.size();
  }

  private static void compare(
      EvaluatedSearch first,
      EvaluatedSearch second,
      Map<EvaluatedSearch, Run> runs,
      Scores scores) {
    double[] one = Objects.requireNonNull(runs.get(first)).each(NDCG);
    double[] other = Objects.requireNonNull(runs.get(second)).each(NDCG);
    Bootstrap interval = Bootstrap.paired(one, other, SEED);
    String name = "ndcg@10 %s - %s".formatted(second, first);
    scores.add(name + " at least", interval.low());
    scores.add(name + " at most", interval.high());
  }
}
