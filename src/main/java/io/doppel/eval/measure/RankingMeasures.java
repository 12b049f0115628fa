package io.doppel.eval.measure;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How good one ranking of documents is. A document is relevant if its grade is above 0; one without a grade is not.
/// Every measure is 0 where no document is relevant, as in trec_eval; a mean over queries is the caller's to take.
public final class RankingMeasures {

  private RankingMeasures() {}

  /// The ids in the order of their scores, best first; equal scores in the order of the ids.
  public static List<String> order(Map<String, ? extends Number> scores) {
    return scores.entrySet().stream()
        .sorted(
            Comparator.comparingDouble((Map.Entry<String, ? extends Number> e) -> -e.getValue().doubleValue())
                .thenComparing(Map.Entry::getKey))
        .<String>map(Map.Entry::getKey)
        .toList();
  }

  /// Normalised discounted cumulative gain at rank `k`: `Σ grade / log₂(rank + 1)` over the first `k` documents,
  /// divided by the same sum over the best possible ranking (Järvelin and Kekäläinen, 2002), with the linear gain of
  /// trec_eval and pytrec_eval.
  public static double ndcg(List<String> ranking, Map<String, Integer> grades, int k) {
    require(ranking, k);
    double ideal =
        discounted(grades.values().stream().sorted(Comparator.reverseOrder()).mapToInt(Integer::intValue).toArray(), k);
    if (ideal == 0) {
      return 0;
    }
    return discounted(ranking.stream().mapToInt(id -> grades.getOrDefault(id, 0)).toArray(), k) / ideal;
  }

  /// The part of the relevant documents that is among the first `k`.
  public static double recall(List<String> ranking, Map<String, Integer> grades, int k) {
    require(ranking, k);
    long relevant = grades.values().stream().filter(grade -> grade > 0).count();
    long found = ranking.stream().limit(k).filter(id -> grades.getOrDefault(id, 0) > 0).count();
    return relevant == 0 ? 0 : (double) found / relevant;
  }

  /// One divided by the rank of the first relevant document, 0 if none is among the first `k`.
  public static double reciprocalRank(List<String> ranking, Map<String, Integer> grades, int k) {
    require(ranking, k);
    for (int i = 0; i < Math.min(k, ranking.size()); i++) {
      if (grades.getOrDefault(ranking.get(i), 0) > 0) {
        return 1.0 / (i + 1);
      }
    }
    return 0;
  }

  /// The mean of the precisions at the ranks of the relevant documents; one that is not ranked counts as 0.
  public static double averagePrecision(List<String> ranking, Map<String, Integer> grades) {
    require(ranking, 1);
    long relevant = grades.values().stream().filter(grade -> grade > 0).count();
    double sum = 0;
    int found = 0;
    for (int i = 0; i < ranking.size(); i++) {
      if (grades.getOrDefault(ranking.get(i), 0) > 0) {
        found++;
        sum += (double) found / (i + 1);
      }
    }
    return relevant == 0 ? 0 : sum / relevant;
  }

  private static double discounted(int[] grades, int k) {
    double sum = 0;
    for (int i = 0; i < Math.min(k, grades.length); i++) {
      sum += Math.max(0, grades[i]) / (Math.log(i + 2.0) / Math.log(2));
    }
    return sum;
  }

  private static void require(List<String> ranking, int k) {
    if (k < 1) {
      throw new IllegalArgumentException("k must be at least 1, got %d".formatted(k));
    }
    Set<String> seen = HashSet.newHashSet(ranking.size());
    for (String id : ranking) {
      if (!seen.add(id)) {
        throw new IllegalArgumentException("document %s is ranked twice".formatted(id));
      }
    }
  }
}
