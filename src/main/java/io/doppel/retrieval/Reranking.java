package io.doppel.retrieval;

import io.doppel.encoder.CrossEncoder;
import io.doppel.index.hit.Found;
import io.doppel.text.Bounds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/// A second look at the first documents of a search, by a model that reads query and text together.
///
/// @param model what looks; stays the caller's
/// @param depth how many of the first documents it looks at, 1 to [#MAX_DEPTH]; each costs a run of the model
public record Reranking(CrossEncoder model, int depth) {

  public static final int MAX_DEPTH = 200;
  public static final int DEFAULT_DEPTH = 50;

  public Reranking {
    Bounds.check("rerank_depth", depth, 1, MAX_DEPTH);
  }

  /// A document at its place.
  record Placed(Found found, OptionalDouble rerankScore) {}

  /// The first [#depth] documents in the order of the model's scores for their titles and best passages; the others as
  /// they were.
  List<Placed> of(String query, List<Found> ranking) {
    List<Found> first = ranking.subList(0, Math.min(depth, ranking.size()));
    float[] scores = model.scores(query, first.stream().map(Reranking::text).toList());
    List<Placed> placed = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      placed.add(new Placed(first.get(i), OptionalDouble.of(scores[i])));
    }
    // Stable: documents of one score keep their order.
    placed.sort(Comparator.comparingDouble((Placed one) -> one.rerankScore.orElseThrow()).reversed());
    ranking.stream().skip(scores.length).map(found -> new Placed(found, OptionalDouble.empty())).forEach(placed::add);
    return placed;
  }

  private static String text(Found found) {
    String title = found.document().title();
    String passage = found.best().passage().text();
    return title.isEmpty() ? passage : title + "\n" + passage;
  }
}
