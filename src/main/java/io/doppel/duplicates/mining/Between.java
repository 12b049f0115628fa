package io.doppel.duplicates.mining;

import io.doppel.duplicates.judgement.Judge;
import io.doppel.duplicates.resemblance.Boilerplate;
import io.doppel.encoder.Embedding;
import io.doppel.index.EmbeddedDocument;
import io.doppel.index.IndexView;
import io.doppel.index.PassageIndex;
import io.doppel.index.hit.Hit;
import io.doppel.index.hit.Hits;
import io.doppel.index.query.Effort;
import io.doppel.text.Bounds;
import io.doppel.work.Cancellation;
import io.doppel.work.SharedWork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/// Finds the pairs of two collections that may say the same: each passage of the one is held against those of the
/// other, and each pair of documents is judged as a whole. Pairs within a collection do not count.
///
/// @param here whose passages are asked about
/// @param there whose passages are looked through; the same encoder made it
/// @param judge empty where none is known, and then every pair counts as a duplicate
public record Between(IndexView here, IndexView there, Optional<Judge> judge) {

  private static final int MAX_PAIRS = 10_000_000;
  private static final int NEIGHBOURS = 100;
  private static final int ASKED_TOGETHER = 32;

  /// @param threshold the least similarity of a pair, -1 to 1
  /// @param done hears how many passages of the first are looked at; each counts half when its neighbours are known,
  ///     and half when the pairs are judged
  /// @param cancelled asked now and then; once true, a [java.util.concurrent.CancellationException] ends it
  /// @return pairs of which the first document is always of the first collection, whose documents come first
  public MinedPairs find(float threshold, LongConsumer done, BooleanSupplier cancelled) throws IOException {
    Bounds.check("threshold", threshold, -1, 1);
    List<String> ids = new ArrayList<>();
    Map<String, Integer> first = numbered(here, ids, cancelled);
    int boundary = ids.size();
    Map<String, Integer> second = numbered(there, ids, cancelled);
    Sightings sightings = new Sightings(MAX_PAIRS);
    long passages = here.passages();
    Effort effort = there.passages() <= Miner.EXACT_PASSAGES ? Effort.EXACT : Effort.APPROXIMATE;
    try (SharedWork work =
        SharedWork.begin(
            "pairs", batches -> done.accept(Math.min(passages, batches * ASKED_TOGETHER) / 2), cancelled)) {
      List<Integer> owners = new ArrayList<>();
      List<Embedding> asked = new ArrayList<>();
      Runnable ask =
          () -> {
            List<Integer> some = List.copyOf(owners);
            List<Embedding> queries = List.copyOf(asked);
            owners.clear();
            asked.clear();
            try {
              work.add(() -> note(some, there.within(queries, threshold, NEIGHBOURS, effort), second, sightings));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          };
      here.scan(
          document -> {
            Cancellation.check(cancelled);
            int number = Objects.requireNonNull(first.get(document.document().id()), "one view has one set of ids");
            for (Embedding embedding : document.embeddings()) {
              owners.add(number);
              asked.add(embedding);
              if (owners.size() == ASKED_TOGETHER) {
                ask.run();
              }
            }
          });
      if (!owners.isEmpty()) {
        ask.run();
      }
      work.finish();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    Judging judging = new Judging(numbers -> read(numbers, ids, boundary), judge, threshold, Boilerplate.NONE);
    PairTable judged = judging.of(sightings, part -> done.accept((long) (passages * (1 + part) / 2)), cancelled);
    done.accept(passages);
    return new MinedPairs(ids, judged, sightings.truncated());
  }

  private static Map<String, Integer> numbered(IndexView view, List<String> ids, BooleanSupplier cancelled)
      throws IOException {
    Map<String, Integer> numbers = new HashMap<>();
    List<String> page = view.documentIds("", PassageIndex.MAX_HITS);
    while (!page.isEmpty()) {
      Cancellation.check(cancelled);
      for (String id : page) {
        numbers.put(id, ids.size());
        ids.add(id);
      }
      page = view.documentIds(page.getLast(), PassageIndex.MAX_HITS);
    }
    return numbers;
  }

  private static void note(
      List<Integer> owners, List<Hits> neighbourhoods, Map<String, Integer> numbers, Sightings sightings) {
    for (int i = 0; i < owners.size(); i++) {
      if (neighbourhoods.get(i).truncated()) {
        sightings.cut();
      }
      for (Hit hit : neighbourhoods.get(i).list()) {
        Integer other = numbers.get(hit.passage().documentId());
        if (other != null) {
          sightings.add(owners.get(i), other);
        }
      }
    }
  }

  private Map<Integer, EmbeddedDocument> read(Iterable<Integer> numbers, List<String> ids, int boundary)
      throws IOException {
    Map<String, Integer> ours = new HashMap<>();
    Map<String, Integer> theirs = new HashMap<>();
    for (int number : numbers) {
      (number < boundary ? ours : theirs).put(ids.get(number), number);
    }
    Map<Integer, EmbeddedDocument> found = new HashMap<>();
    here.embedded(ours.keySet()).forEach((id, document) -> found.put(Objects.requireNonNull(ours.get(id)), document));
    there.embedded(theirs.keySet())
        .forEach((id, document) -> found.put(Objects.requireNonNull(theirs.get(id)), document));
    return found;
  }
}
