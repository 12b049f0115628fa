package io.doppel.duplicates;

import io.doppel.duplicates.DuplicateAnswer.Candidate;
import io.doppel.duplicates.PairAnswer.Pair;
import io.doppel.encoder.Embedding;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.Prompt;
import io.doppel.index.BestPassages;
import io.doppel.index.Effort;
import io.doppel.index.Hit;
import io.doppel.index.Hits;
import io.doppel.index.PassageIndex;
import io.doppel.text.Document;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Duplicate questions: what was asked before in other words. Thread-safe.
public final class Duplicates {

  /// Passages looked at around each passage when all pairs are wanted. A text with more duplicates than this
  /// shows some of them only through the others, and the answer says that it was cut.
  private static final int NEIGHBOURS = 100;

  private final PassageIndex index;
  private final Encoder encoder;

  public Duplicates(PassageIndex index, Encoder encoder) {
    this.index = index;
    this.encoder = encoder;
  }

  /// The documents that may ask the same as the query.
  public DuplicateAnswer check(DuplicateQuery query) throws IOException {
    // Both sides are questions, so none is a query and none a document.
    Embedding embedding = encoder.encode(query.text(), Prompt.DOCUMENT);
    List<Hit> best = BestPassages.nearest(index, embedding, query.k() + 1, Effort.APPROXIMATE);
    List<Hit> near = best.stream().filter(hit -> hit.similarity() >= query.threshold()).toList();
    List<Candidate> candidates = new ArrayList<>();
    for (Hit hit : near.subList(0, Math.min(query.k(), near.size()))) {
      Optional<Document> document = index.document(hit.passage().documentId());
      document.ifPresent(found -> candidates.add(new Candidate(candidates.size() + 1, found, hit.similarity())));
    }
    return new DuplicateAnswer(candidates, near.size() > query.k());
  }

  /// The pairs of documents in the collection that may ask the same. Looks around every passage: the time grows with
  /// the number of passages.
  public PairAnswer pairs(PairQuery query) throws IOException {
    BestPairs best = new BestPairs(query.k());
    boolean[] truncated = {false};
    try {
      index.scan(
          (passage, embedding) -> {
            Hits near = near(embedding, query.threshold());
            truncated[0] |= near.truncated();
            for (Hit hit : near.list()) {
              truncated[0] |= best.offer(passage.documentId(), hit.passage().documentId(), hit.similarity());
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    List<Pair> pairs = new ArrayList<>();
    for (BestPairs.Entry entry : best.sorted()) {
      Optional<Document> first = index.document(entry.first());
      Optional<Document> second = index.document(entry.second());
      if (first.isPresent() && second.isPresent()) {
        pairs.add(new Pair(first.get(), second.get(), entry.similarity()));
      }
    }
    return new PairAnswer(pairs, truncated[0]);
  }

  private Hits near(Embedding embedding, float threshold) {
    try {
      return index.within(embedding, threshold, NEIGHBOURS, Effort.APPROXIMATE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
