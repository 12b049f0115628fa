package io.doppel.eval.task;

import io.doppel.duplicates.PairQuery;
import io.doppel.duplicates.calibration.CalibrationFile;
import io.doppel.duplicates.judgement.Judge;
import io.doppel.duplicates.mining.Cluster;
import io.doppel.duplicates.mining.Decided;
import io.doppel.duplicates.mining.Mined;
import io.doppel.duplicates.mining.Miner;
import io.doppel.encoder.Embedding;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.Prompt;
import io.doppel.eval.data.RetrievalFolder;
import io.doppel.eval.measure.ClusterMeasures;
import io.doppel.index.IndexView;
import io.doppel.index.PassageIndex;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Sets of texts that mean the same, as pairs: every query with every document, a paraphrase if the document is
/// relevant.
final class ParaphraseTask {

  private static final long MAX_PAIRS = 20_000_000;

  private ParaphraseTask() {}

  /// @param index holds the documents of `folder`
  static void measure(RetrievalFolder folder, PassageIndex index, Encoder encoder, Scores scores) throws IOException {
    try (IndexView view = index.view()) {
      measure(folder, view, encoder, scores);
    }
    clusters(folder, index, encoder, scores);
  }

  /// The clusters that mining makes of the documents by the calibration that comes with the program, held against the
  /// sets. Two texts of one set mean the same because somebody wrote the one after the other; that two have one class,
  /// as an intent of a bank's customers, makes them no duplicates.
  private static void clusters(RetrievalFolder folder, PassageIndex index, Encoder encoder, Scores scores)
      throws IOException {
    Map<String, Integer> sets = new HashMap<>();
    List<String> queries = List.copyOf(folder.judgements().keySet());
    for (int set = 0; set < queries.size(); set++) {
      for (Map.Entry<String, Integer> grade : folder.judgements().getOrDefault(queries.get(set), Map.of()).entrySet()) {
        if (grade.getValue() > 0) {
          sets.put(grade.getKey(), set);
        }
      }
    }
    Mined mined =
        new Miner(index, Optional.of(Judge.of(CalibrationFile.standard(index.passport(), encoder))))
            .mine(PairQuery.defaultThreshold(encoder.scale()), _ -> {}, () -> false);
    int documents = mined.pairs().documents();
    int[] found = new int[documents];
    int[] known = new int[documents];
    for (int document = 0; document < documents; document++) {
      found[document] = document;
      known[document] = sets.getOrDefault(mined.pairs().id(document), queries.size() + document);
    }
    for (Cluster cluster : mined.clusters(Decided.NOTHING)) {
      cluster.others().forEach(other -> found[other] = cluster.representative());
    }
    ClusterMeasures measures = ClusterMeasures.of(found, known);
    scores.add("b-cubed precision of clusters", measures.precision());
    scores.add("b-cubed recall of clusters", measures.recall());
    scores.add("b-cubed f1 of clusters", measures.f1());
    scores.add("adjusted rand of clusters", measures.adjustedRand());
  }

  private static void measure(
      RetrievalFolder folder, IndexView view, Encoder encoder, Scores scores) throws IOException {
    long pairs = folder.queries().size() * view.passages();
    if (pairs > MAX_PAIRS) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "at most %,d pairs can be measured, got %,d", MAX_PAIRS, pairs));
    }
    List<String> ids = List.copyOf(folder.queries().keySet());
    List<Embedding> queries = encoder.encode(List.copyOf(folder.queries().values()), Prompt.QUERY);
    double[] cosines = new double[(int) pairs];
    boolean[] labels = new boolean[(int) pairs];
    List<String> documents = new ArrayList<>();
    view.scan(
        document -> {
          for (Embedding embedding : document.embeddings()) {
            int column = documents.size();
            documents.add(document.document().id());
            for (int i = 0; i < ids.size(); i++) {
              int cell = column * ids.size() + i;
              Map<String, Integer> grades = folder.judgements().getOrDefault(ids.get(i), Map.of());
              cosines[cell] = queries.get(i).cosine(embedding);
              labels[cell] = grades.getOrDefault(document.document().id(), 0) > 0;
            }
          }
        });
    PairTask.binary(" of pairs", cosines, labels, scores);
  }
}
