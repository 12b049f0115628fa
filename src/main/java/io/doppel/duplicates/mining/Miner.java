package io.doppel.duplicates.mining;

import io.doppel.duplicates.calibration.Calibration;
import io.doppel.duplicates.resemblance.Resemblance;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/// Finds all pairs of a collection that may say the same. First it looks for documents that have near passages: up to
/// [#EXACT_PASSAGES] passages are compared each with each; more of them through the index, each with its neighbourhood,
/// so that the time grows with their number and not with its square. Documents with the very same title and text are
/// paired by those. Then each pair is judged once, as a whole ([Resemblance]).
///
/// What was found before is gone on from: documents that are new or were changed are held against all, and pairs of
/// others stay as they were judged. That finds what a new search would find, whatever came and went; through the index,
/// as far as a passage has fewer neighbours than it looks at.
///
/// Memory: ids and hashes of the documents, sixteen bytes a pair, and for the exact way texts and vectors. For one
/// call.
public final class Miner {

  /// Up to this many passages every pair is looked at.
  public static final int EXACT_PASSAGES = 20_000;

  private static final int MAX_PAIRS = 10_000_000;

  /// Passages looked at around each passage. A text with more duplicates shows some of them only from their side.
  private static final int NEIGHBOURS = 100;

  /// Passages whose neighbourhoods are asked for in one go.
  private static final int ASKED_TOGETHER = 32;

  private final PassageIndex index;
  private final Optional<Calibration> calibration;
  private final int exactPassages;

  /// @param calibration empty where none is known, and then every pair counts as a duplicate
  public Miner(PassageIndex index, Optional<Calibration> calibration) {
    this(index, calibration, EXACT_PASSAGES);
  }

  /// @param exactPassages up to so many passages each is compared with each
  public Miner(PassageIndex index, Optional<Calibration> calibration, int exactPassages) {
    this.index = index;
    this.calibration = calibration;
    this.exactPassages = exactPassages;
  }

  /// What pairs are looked for and judged by.
  public Basis basis(float threshold) {
    return Basis.of(threshold, index.passport(), calibration);
  }

  /// Looks through the collection, as if nobody had before.
  ///
  /// @param threshold the least similarity of a pair, -1 to 1
  /// @param done hears how far it is, in passages of the index; each counts half when its neighbours are known, and
  ///     half when the pairs are judged
  /// @param cancelled asked now and then; once true, a [CancellationException] ends it
  public Mined mine(float threshold, LongConsumer done, BooleanSupplier cancelled) throws IOException {
    return mine(threshold, Optional.empty(), Instant.now(), done, cancelled);
  }

  /// The same, going on from what was found before; what that was if nothing has changed since.
  ///
  /// @param before found in this collection, by whatever threshold and calibration
  /// @param now the time of what is new
  public Mined mine(
      float threshold, Optional<Mined> before, Instant now, LongConsumer done, BooleanSupplier cancelled)
      throws IOException {
    return update(threshold, before, now, Integer.MAX_VALUE, done, cancelled).orElseThrow();
  }

  /// The same, unless it would take long: empty where more than `most` documents are new or changed.
  public Optional<Mined> update(
      float threshold, Optional<Mined> before, Instant now, int most, LongConsumer done, BooleanSupplier cancelled)
      throws IOException {
    Bounds.check("threshold", threshold, -1, 1);
    Basis basis = basis(threshold);
    try (IndexView view = index.view()) {
      Changes changes = Changes.of(view, before, basis, cancelled);
      if (changes.news().size() > most) {
        return Optional.empty();
      }
      return Optional.of(
          before.isPresent() && changes.isNone()
              ? before.get()
              : new Run(view, changes, basis, now, done, cancelled).mine());
    }
  }

  /// One search in one state of the index.
  private final class Run {

    private final IndexView view;
    private final Changes changes;
    private final Basis basis;
    private final long now;
    private final LongConsumer done;
    private final BooleanSupplier cancelled;
    private final Sightings sightings;

    Run(IndexView view, Changes changes, Basis basis, Instant now, LongConsumer done, BooleanSupplier cancelled) {
      this.view = view;
      this.changes = changes;
      this.basis = basis;
      this.now = now.toEpochMilli();
      this.done = done;
      this.cancelled = cancelled;
      this.sightings = new Sightings(MAX_PAIRS - changes.kept().size());
    }

    Mined mine() throws IOException {
      long passages = view.passages();
      Judging.Lookup documents = passages <= exactPassages ? compareAll() : askIndex(passages);
      long exact = sightCopies();
      PairTable judged =
          new Judging(documents, calibration, basis.threshold())
              .of(sightings, part -> done.accept((long) (passages * (1 + part) / 2)), cancelled);
      boolean truncated = sightings.truncated() || changes.truncatedBefore();
      MinedPairs pairs = new MinedPairs(changes.ids(), judged.with(changes.kept()), truncated);
      done.accept(passages);
      int duplicates = pairs.likely(calibration.map(Calibration::threshold).orElse(0.0));
      int possible = pairs.likely(calibration.isPresent() ? Calibration.EVEN : 0) - duplicates;
      return new Mined(pairs, duplicates, Math.max(possible, 0), exact, basis, changes.stamps());
    }

    /// Each passage of what is new with all others. All vectors are read, those of what is new are the last ones.
    private Judging.Lookup compareAll() throws IOException {
      Map<Integer, EmbeddedDocument> documents = new HashMap<>();
      view.scan(
          document -> {
            Cancellation.check(cancelled);
            int number = changes.number(document.document().id());
            documents.put(number, document);
            changes.stamp(number, document.document(), now);
          });
      List<float[]> vectors = new ArrayList<>();
      List<Integer> owners = new ArrayList<>();
      Consumer<Integer> add =
          number -> {
            EmbeddedDocument document = documents.get(number);
            if (document != null) {
              for (Embedding embedding : document.embeddings()) {
                vectors.add(embedding.toArray());
                owners.add(number);
              }
            }
          };
      changes.stay().forEach(add);
      int first = vectors.size();
      changes.news().forEach(add);
      new ExactPairs(vectors, first)
          .find(
              basis.threshold(),
              (one, other) -> {
                if (!owners.get(one).equals(owners.get(other))) {
                  sightings.add(owners.get(one), owners.get(other));
                }
              },
              looked -> done.accept(looked / 2),
              cancelled);
      return numbers -> {
        Map<Integer, EmbeddedDocument> found = new HashMap<>(documents);
        found.keySet().retainAll(numbers);
        return found;
      };
    }

    private Judging.Lookup askIndex(long passages) throws IOException {
      LongConsumer batches = looked -> done.accept(Math.min(passages, looked * ASKED_TOGETHER) / 2);
      try (SharedWork work = SharedWork.begin("mining", batches, cancelled)) {
        Asked asked = new Asked(work);
        if (changes.stay().isEmpty()) {
          view.scan(asked::add);
        } else {
          List<String> ids = changes.news().stream().map(changes.ids()::get).toList();
          for (int from = 0; from < ids.size(); from += ASKED_TOGETHER) {
            view.embedded(ids.subList(from, Math.min(from + ASKED_TOGETHER, ids.size())))
                .values()
                .forEach(asked::add);
          }
        }
        asked.flush();
        work.finish();
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
      return wanted -> {
        Map<Integer, EmbeddedDocument> found = new HashMap<>();
        view.embedded(wanted.stream().map(changes.ids()::get).toList())
            .forEach((id, document) -> found.put(changes.number(id), document));
        return found;
      };
    }

    /// Passages whose neighbourhoods are asked for together.
    private final class Asked {

      private final SharedWork work;
      private List<Integer> documents = new ArrayList<>();
      private List<Embedding> embeddings = new ArrayList<>();

      private Asked(SharedWork work) {
        this.work = work;
      }

      private void add(EmbeddedDocument document) {
        Cancellation.check(cancelled);
        int number = changes.number(document.document().id());
        changes.stamp(number, document.document(), now);
        for (Embedding embedding : document.embeddings()) {
          documents.add(number);
          embeddings.add(embedding);
          if (documents.size() == ASKED_TOGETHER) {
            flush();
          }
        }
      }

      private void flush() {
        List<Integer> owners = documents;
        List<Embedding> queries = embeddings;
        documents = new ArrayList<>();
        embeddings = new ArrayList<>();
        try {
          work.add(() -> around(owners, view.within(queries, basis.threshold(), NEIGHBOURS, Effort.APPROXIMATE)));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }

    private void around(List<Integer> documents, List<Hits> neighbourhoods) {
      for (int i = 0; i < documents.size(); i++) {
        Hits near = neighbourhoods.get(i);
        if (near.truncated()) {
          sightings.cut();
        }
        for (Hit hit : near.list()) {
          Optional<Integer> other = changes.find(hit.passage().documentId());
          if (other.isPresent() && !other.get().equals(documents.get(i))) {
            sightings.add(documents.get(i), other.get());
          }
        }
      }
    }

    /// Pairs a document with the first one that says the very same: of hundreds of copies a neighbourhood shows some
    /// only.
    ///
    /// @return how many say what another one says before them
    private long sightCopies() {
      Map<Stamp.Words, Integer> first = new HashMap<>();
      long copies = 0;
      List<Stamp> stamps = changes.stamps();
      for (int number = 0; number < stamps.size(); number++) {
        Integer before = first.putIfAbsent(stamps.get(number).words(), number);
        if (before != null) {
          copies++;
          if (!changes.kept().has(before, number)) {
            sightings.add(before, number);
          }
        }
      }
      return copies;
    }
  }
}
