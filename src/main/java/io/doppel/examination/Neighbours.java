package io.doppel.examination;

import io.doppel.encoder.Embedding;
import io.doppel.index.IndexView;
import io.doppel.index.hit.Ranked;
import io.doppel.index.query.Depth;
import io.doppel.index.query.Effort;
import io.doppel.index.query.Filter;
import io.doppel.index.query.Question;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/// What lies next to a text, among some documents of one state of an index.
///
/// @param among the documents that count
record Neighbours(IndexView view, Filter among) {

  private static final int DEPTH = 10;

  /// The cosine of each text with the nearest document but its own.
  ///
  /// @param own the id of its document, for each text
  List<OptionalDouble> nearestOthers(List<Embedding> texts, List<String> own) throws IOException {
    List<List<Ranked>> ranked = rank(texts, 2);
    List<OptionalDouble> nearest = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      nearest.add(best(ranked.get(i), own.get(i)));
    }
    return nearest;
  }

  /// Whether at least so many documents count.
  boolean areAtLeast(int count) throws IOException {
    return rank(view.sample(1, new SplittableRandom(1)), count).getFirst().size() >= count;
  }

  private List<List<Ranked>> rank(List<Embedding> texts, int limit) throws IOException {
    return view.rank(
        texts.stream()
            .map(
                text ->
                    new Question(
                        Question.By.MEANING, text, "", Question.Fusion.SIMILARITY, among, -1, Effort.APPROXIMATE, 1))
            .toList(),
        new Depth(DEPTH, limit),
        limit);
  }

  private static OptionalDouble best(List<Ranked> ranked, String own) {
    return ranked.stream().filter(each -> !each.documentId().equals(own)).mapToDouble(Ranked::score).findFirst();
  }
}
