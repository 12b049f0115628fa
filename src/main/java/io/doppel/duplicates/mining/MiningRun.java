package io.doppel.duplicates.mining;

import io.doppel.duplicates.calibration.Calibration;
import io.doppel.duplicates.judgement.Judge;
import io.doppel.duplicates.resemblance.Boilerplate;
import io.doppel.encoder.Embedding;
import io.doppel.index.EmbeddedDocument;
import io.doppel.index.IndexView;
import io.doppel.index.hit.Hit;
import io.doppel.index.hit.Hits;
import io.doppel.index.query.Effort;
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
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Gatherers;

/// One search in one state of the index, see [Miner]. For one call.
final class MiningRun {

  private static final int MAX_PAIRS = 10_000_000;

  /// Passages looked at around each passage. A text with more duplicates shows some of them only from their side.
  private static final int NEIGHBOURS = 100;

  /// Passages whose neighbourhoods are asked for in one go.
  private static final int ASKED_TOGETHER = 32;

  private final Optional<Judge> judge;
  private final int exactPassages;
  private final IndexView view;
  private final Changes changes;
  private final Basis basis;
  private final long now;
  private final LongConsumer done;
  private final BooleanSupplier cancelled;
  private final Sightings sightings;

  /// What does not count; known before passages are looked for.
  private Boilerplate boilerplate = Boilerplate.NONE;

  /// @param judge empty where none is known
  /// @param exactPassages up to so many passages each is compared with each
  /// @param now the time of what is new
  MiningRun(
      Optional<Judge> judge,
      int exactPassages,
      IndexView view,
      Changes changes,
      Basis basis,
      Instant now,
      LongConsumer done,
      BooleanSupplier cancelled) {
    this.judge = judge;
    this.exactPassages = exactPassages;
    this.view = view;
    this.changes = changes;
    this.basis = basis;
    this.now = now.toEpochMilli();
    this.done = done;
    this.cancelled = cancelled;
    this.sightings = new Sightings(MAX_PAIRS - changes.kept().size());
  }

  /// Empty if some of the pairs that are kept are judged otherwise by now; then their documents are new.
  Optional<Mined> mine() throws IOException {
    long passages = view.passages();
    Map<Integer, EmbeddedDocument> all = new HashMap<>();
    boolean exactly = passages <= exactPassages;
    if (exactly || passages > changes.ids().size()) {
      if (exactly || changes.hasUnstamped()) {
        look(document -> {
          if (exactly) {
            all.put(changes.number(document.document().id()), document);
          }
        }, exactly);
      }
      boilerplate = changes.boilerplate();
    }
    if (!changes.judgedBy(boilerplate)) {
      changes.renew(boilerplate);
      return Optional.empty();
    }
    Judging.Lookup documents = exactly ? compare(all) : askIndex(passages);
    long exact = sightCopies();
    PairTable judged =
        new Judging(documents, judge, basis.threshold(), boilerplate)
            .of(sightings, part -> done.accept((long) (passages * (1 + part) / 2)), cancelled);
    boolean truncated = sightings.truncated() || changes.truncatedBefore();
    MinedPairs pairs = new MinedPairs(changes.ids(), judged.with(changes.kept()), truncated);
    done.accept(passages);
    int duplicates = pairs.likely(judge.map(known -> known.calibration().threshold()).orElse(0.0));
    int possible = pairs.likely(judge.isPresent() ? Calibration.EVEN : 0) - duplicates;
    return Optional.of(new Mined(pairs, duplicates, Math.max(possible, 0), exact, basis, changes.stamps()));
  }

  /// Stamps documents: all of them, or those that are new.
  private void look(Consumer<EmbeddedDocument> taker, boolean all) throws IOException {
    Consumer<EmbeddedDocument> stamp =
        document -> {
          Cancellation.check(cancelled);
          changes.stamp(changes.number(document.document().id()), document, now);
          taker.accept(document);
        };
    if (all || changes.stay().isEmpty()) {
      view.scan(stamp);
    } else {
      eachNew(stamp);
    }
  }

  private void eachNew(Consumer<EmbeddedDocument> taker) throws IOException {
    List<String> ids = changes.news().stream().map(changes.ids()::get).toList();
    for (List<String> some : ids.stream().gather(Gatherers.windowFixed(ASKED_TOGETHER)).toList()) {
      view.embedded(some).values().forEach(taker);
    }
  }

  /// Each passage of what is new with all others. The vectors of what is new are the last ones.
  private Judging.Lookup compare(Map<Integer, EmbeddedDocument> documents) throws IOException {
    List<float[]> vectors = new ArrayList<>();
    List<Integer> owners = new ArrayList<>();
    Consumer<Integer> add =
        number -> {
          EmbeddedDocument document = documents.get(number);
          if (document != null) {
            boilerplate.counting(document).stream().forEach(i -> {
              vectors.add(document.embeddings().get(i).toArray());
              owners.add(number);
            });
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
        eachNew(asked::add);
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
      changes.stamp(number, document, now);
      boilerplate.counting(document).stream().forEach(i -> {
        documents.add(number);
        embeddings.add(document.embeddings().get(i));
        if (documents.size() == ASKED_TOGETHER) {
          flush();
        }
      });
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
