package io.doppel.duplicates;

import io.doppel.duplicates.DuplicateAnswer.Candidate;
import io.doppel.duplicates.PairAnswer.Pair;
import io.doppel.duplicates.calibration.Calibration;
import io.doppel.duplicates.calibration.Judgement;
import io.doppel.duplicates.calibration.Verdict;
import io.doppel.duplicates.mining.Mined;
import io.doppel.duplicates.mining.MinedPairs;
import io.doppel.duplicates.mining.Miner;
import io.doppel.encoder.Embedding;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.Prompt;
import io.doppel.index.BestPassages;
import io.doppel.index.Effort;
import io.doppel.index.Hit;
import io.doppel.index.PassageIndex;
import io.doppel.text.Document;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/// Duplicate questions: what was asked before in other words. Thread-safe.
public final class Duplicates {

  private final PassageIndex index;
  private final Encoder encoder;
  private final Optional<Calibration> calibration;

  /// @param calibration of the index's passport; empty where none is known, and then nothing is judged
  public Duplicates(PassageIndex index, Encoder encoder, Optional<Calibration> calibration) {
    this.index = index;
    this.encoder = encoder;
    this.calibration = calibration;
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
      document.ifPresent(found -> candidates.add(candidate(candidates.size() + 1, query.text(), found, hit)));
    }
    return new DuplicateAnswer(candidates, near.size() > query.k());
  }

  private Candidate candidate(int rank, String text, Document document, Hit hit) {
    String passage = hit.passage().text().isBlank() ? document.title() : hit.passage().text();
    return new Candidate(
        rank,
        document,
        passage,
        hit.similarity(),
        calibration.map(known -> known.judge(text, passage, hit.similarity())));
  }

  /// The documents that are called duplicates of this one, best first; itself is none of them. Without a calibration those
  /// with a similarity of at least [PairQuery#DEFAULT_THRESHOLD].
  ///
  /// @param k the most of them
  public List<Candidate> duplicatesOf(Document document, int k) throws IOException {
    String shown = shown(document);
    String text = shown.substring(0, Math.min(shown.length(), DuplicateQuery.MAX_TEXT));
    return check(new DuplicateQuery(text, DuplicateQuery.DEFAULT_THRESHOLD, k + 1)).candidates().stream()
        .filter(candidate -> !candidate.document().id().equals(document.id()))
        .filter(Duplicates::isCalledDuplicate)
        .limit(k)
        .toList();
  }

  private static boolean isCalledDuplicate(Candidate candidate) {
    return candidate
        .judgement()
        .map(judgement -> judgement.verdict() == Verdict.DUPLICATE)
        .orElse(candidate.similarity() >= PairQuery.DEFAULT_THRESHOLD);
  }

  /// The pairs of documents in the collection that may ask the same, the most probable first.
  public PairAnswer pairs(PairQuery query) throws IOException {
    return pairs(query, (_, _) -> false);
  }

  /// The pairs of documents in the collection that may ask the same, the most probable first.
  ///
  /// @param skip says of two ids whether their pair is left out
  public PairAnswer pairs(PairQuery query, BiPredicate<String, String> skip) throws IOException {
    MinedPairs found = mine(query.threshold(), _ -> {}, () -> false).pairs();
    List<Pair> pairs = new ArrayList<>();
    boolean more = false;
    for (int i = 0; i < found.size() && !more; i++) {
      MinedPairs.Pair pair = found.get(i);
      String one = found.id(pair.first());
      String other = found.id(pair.second());
      if (skip.test(one, other)) {
        continue;
      }
      boolean ordered = one.compareTo(other) < 0;
      Optional<Document> first = index.document(ordered ? one : other);
      Optional<Document> second = index.document(ordered ? other : one);
      if (first.isPresent() && second.isPresent()) {
        more = pairs.size() == query.k();
        if (!more) {
          pairs.add(
              new Pair(first.get(), second.get(), pair.similarity(), judge(first.get(), second.get(), pair.similarity())));
        }
      }
    }
    return new PairAnswer(pairs, more || found.truncated());
  }

  /// Looks through the whole collection, see [Miner].
  ///
  /// @param threshold the least cosine of a pair, -1 to 1
  /// @param done hears how many passages are looked at
  /// @param cancelled asked now and then; once true, a [java.util.concurrent.CancellationException] ends it
  public Mined mine(float threshold, LongConsumer done, BooleanSupplier cancelled) throws IOException {
    return new Miner(index, calibration).mine(threshold, done, cancelled);
  }

  private Optional<Judgement> judge(Document first, Document second, float similarity) {
    return calibration.map(known -> known.judge(shown(first), shown(second), similarity));
  }

  private static String shown(Document document) {
    return document.text().isBlank() ? document.title() : document.text();
  }
}
