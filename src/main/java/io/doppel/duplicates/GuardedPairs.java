package io.doppel.duplicates;

import io.doppel.duplicates.PairAnswer.Pair;
import io.doppel.duplicates.judgement.Judge;
import io.doppel.duplicates.judgement.Judgement;
import io.doppel.duplicates.calibration.Verdict;
import io.doppel.duplicates.resemblance.Resemblance;
import io.doppel.encoder.Embedding;
import io.doppel.index.EmbeddedDocument;
import io.doppel.index.IndexView;
import io.doppel.index.hit.Hit;
import io.doppel.index.hit.Hits;
import io.doppel.index.query.Effort;
import io.doppel.work.Cancellation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleConsumer;
import java.util.random.RandomGenerator;

/// Pairs of a collection that the model takes for duplicates and that a guard holds apart: where its cosine cannot be
/// trusted. Looks at a sample of the documents, each with those around it.
///
/// @param judge says what counts as a duplicate
/// @param threshold the least cosine that is looked at, -1 to 1
public record GuardedPairs(IndexView view, Judge judge, float threshold) {

  private static final int NEIGHBOURS = 10;

  /// Documents whose neighbours are read together.
  private static final int TOGETHER = 16;

  /// Looks for pairs.
  ///
  /// @param documents how many to look at, 1 to 100,000
  /// @param k the most pairs, the most similar first
  /// @param random draws the documents
  /// @param progress hears which part is done, 0 to 1
  public PairAnswer find(int documents, int k, RandomGenerator random, DoubleConsumer progress) throws IOException {
    List<String> ids = new ArrayList<>();
    view.sampleDocuments(documents, random, (document, _) -> ids.add(document.id()));
    Judge unguarded = judge.alone().unguarded();
    Set<Set<String>> seen = new HashSet<>();
    List<Pair> pairs = new ArrayList<>();
    for (int from = 0; from < ids.size(); from += TOGETHER) {
      int to = Math.min(from + TOGETHER, ids.size());
      List<EmbeddedDocument> some = List.copyOf(view.embedded(ids.subList(from, to)).values());
      List<Embedding> first = some.stream().map(document -> document.embeddings().getFirst()).toList();
      List<Hits> around = view.within(first, threshold, NEIGHBOURS, Effort.APPROXIMATE);
      Map<String, EmbeddedDocument> near =
          view.embedded(
              around.stream()
                  .flatMap(hits -> hits.list().stream())
                  .map(hit -> hit.passage().documentId())
                  .distinct()
                  .toList());
      for (int i = 0; i < some.size(); i++) {
        EmbeddedDocument one = some.get(i);
        for (Hit hit : around.get(i).list()) {
          EmbeddedDocument other = near.get(hit.passage().documentId());
          String id = one.document().id();
          if (other != null && !other.document().id().equals(id) && seen.add(Set.of(id, other.document().id()))) {
            guarded(one, other, unguarded).ifPresent(pairs::add);
          }
        }
      }
      progress.accept((double) to / ids.size());
    }
    pairs.sort(
        Comparator.<Pair>comparingDouble(pair -> -pair.similarity())
            .thenComparing(pair -> pair.first().id())
            .thenComparing(pair -> pair.second().id()));
    return new PairAnswer(List.copyOf(pairs.subList(0, Math.min(k, pairs.size()))), pairs.size() > k);
  }

  /// The pair, if it is one.
  private Optional<Pair> guarded(EmbeddedDocument here, EmbeddedDocument there, Judge unguarded) {
    Cancellation.check();
    boolean ordered = here.document().id().compareTo(there.document().id()) < 0;
    EmbeddedDocument one = ordered ? here : there;
    EmbeddedDocument other = ordered ? there : here;
    Resemblance resemblance = Resemblance.of(one, other);
    if (resemblance.similarity() < threshold) {
      return Optional.empty();
    }
    Judgement plain = resemblance.judge(unguarded);
    return plain.contrasts().isEmpty() || plain.verdict() == Verdict.DIFFERENT
        ? Optional.empty()
        : Optional.of(
            new Pair(
                one.document(),
                other.document(),
                resemblance.similarity(),
                Optional.of(resemblance.judge(judge))));
  }
}
