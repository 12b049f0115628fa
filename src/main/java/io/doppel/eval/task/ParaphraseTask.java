package io.doppel.eval.task;

import io.doppel.encoder.Embedding;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.Prompt;
import io.doppel.eval.data.RetrievalFolder;
import io.doppel.index.IndexView;
import io.doppel.index.PassageIndex;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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
