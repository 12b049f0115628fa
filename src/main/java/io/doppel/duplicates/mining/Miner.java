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
import io.doppel.text.Document;
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
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/// Finds all pairs of a collection that may say the same. First it looks for documents that have near passages: up to
/// [#EXACT_PASSAGES] passages are compared each with each; more of them through the index, each with its neighbourhood,
/// so that the time grows with their number and not with its square. Documents with the very same title and text are
/// paired by those. Then each pair is judged once, as a whole ([Resemblance]).
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
  private final List<String> ids = new ArrayList<>();
  private final Sightings sightings = new Sightings(MAX_PAIRS);
  private final Map<Content, Integer> contents = new HashMap<>();
  private long exact;

  /// What a document says, in two hashes of 64 bits.
  private record Content(long one, long other) {

    static Content of(Document document) {
      String text = document.title() + "\0" + document.text();
      return new Content(hash(text, 0x9e3779b97f4a7c15L), hash(text, 0xc2b2ae3d27d4eb4fL));
    }

    private static long hash(String text, long factor) {
      long hash = text.length();
      for (int i = 0; i < text.length(); i++) {
        hash = (hash ^ (hash >>> 29)) * factor + text.charAt(i);
      }
      return hash;
    }
  }

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

  /// Looks through the collection; once only.
  ///
  /// @param threshold the least similarity of a pair, -1 to 1
  /// @param done hears how far it is, in passages of the index; each counts half when its neighbours are known, and
  ///     half when the pairs are judged
  /// @param cancelled asked now and then; once true, a [CancellationException] ends it
  public Mined mine(float threshold, LongConsumer done, BooleanSupplier cancelled) throws IOException {
    Bounds.check("threshold", threshold, -1, 1);
    try (IndexView view = index.view()) {
      return mine(view, threshold, done, cancelled);
    }
  }

  private Mined mine(IndexView view, float threshold, LongConsumer done, BooleanSupplier cancelled) throws IOException {
    long passages = view.passages();
    Judging.Lookup documents =
        passages <= exactPassages
            ? compareAll(view, threshold, looked -> done.accept(looked / 2), cancelled)
            : askIndex(view, threshold, looked -> done.accept(looked / 2), cancelled);
    MinedPairs pairs =
        new Judging(documents, calibration, threshold)
            .of(ids, sightings, part -> done.accept((long) (passages * (1 + part) / 2)), cancelled);
    done.accept(passages);
    int duplicates = pairs.likely(calibration.map(Calibration::threshold).orElse(0.0));
    int possible = pairs.likely(calibration.isPresent() ? Calibration.EVEN : 0) - duplicates;
    return new Mined(pairs, duplicates, Math.max(possible, 0), exact);
  }

  private Judging.Lookup compareAll(
      IndexView view, float threshold, LongConsumer done, BooleanSupplier cancelled)
      throws IOException {
    List<EmbeddedDocument> documents = new ArrayList<>();
    List<float[]> vectors = new ArrayList<>();
    List<Integer> owners = new ArrayList<>();
    view.scan(
        document -> {
          Cancellation.check(cancelled);
          int number = documents.size();
          ids.add(document.document().id());
          noteCopy(number, document.document());
          documents.add(document);
          for (Embedding embedding : document.embeddings()) {
            vectors.add(embedding.toArray());
            owners.add(number);
          }
        });
    new ExactPairs(vectors)
        .find(
            threshold,
            (one, other) -> {
              if (!owners.get(one).equals(owners.get(other))) {
                sightings.add(owners.get(one), owners.get(other));
              }
            },
            done,
            cancelled);
    return numbers -> numbers.stream().collect(Collectors.toMap(number -> number, documents::get));
  }

  private Judging.Lookup askIndex(
      IndexView view, float threshold, LongConsumer done, BooleanSupplier cancelled)
      throws IOException {
    Map<String, Integer> numbers = numberAll(view, cancelled);
    long passages = view.passages();
    LongConsumer batches = looked -> done.accept(Math.min(passages, looked * ASKED_TOGETHER));
    try (SharedWork work = SharedWork.begin("mining", batches, cancelled)) {
      Asked asked = new Asked(view, threshold, numbers, work);
      view.scan(
          document -> {
            Cancellation.check(cancelled);
            int number = Objects.requireNonNull(numbers.get(document.document().id()), "one view has one set of ids");
            noteCopy(number, document.document());
            document.embeddings().forEach(embedding -> asked.add(number, embedding));
          });
      asked.flush();
      work.finish();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return wanted -> {
      Map<Integer, EmbeddedDocument> found = new HashMap<>();
      view.embedded(wanted.stream().map(ids::get).toList())
          .forEach((id, document) -> found.put(Objects.requireNonNull(numbers.get(id)), document));
      return found;
    };
  }

  /// The numbers of all documents; nobody writes to them any more.
  private Map<String, Integer> numberAll(IndexView view, BooleanSupplier cancelled) throws IOException {
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

  /// Passages whose neighbourhoods are asked for together.
  private final class Asked {

    private final IndexView view;
    private final float threshold;
    private final Map<String, Integer> numbers;
    private final SharedWork work;
    private List<Integer> documents = new ArrayList<>();
    private List<Embedding> embeddings = new ArrayList<>();

    private Asked(IndexView view, float threshold, Map<String, Integer> numbers, SharedWork work) {
      this.view = view;
      this.threshold = threshold;
      this.numbers = numbers;
      this.work = work;
    }

    private void add(int document, Embedding embedding) {
      documents.add(document);
      embeddings.add(embedding);
      if (documents.size() == ASKED_TOGETHER) {
        flush();
      }
    }

    private void flush() {
      List<Integer> owners = documents;
      List<Embedding> queries = embeddings;
      documents = new ArrayList<>();
      embeddings = new ArrayList<>();
      try {
        work.add(() -> around(owners, view.within(queries, threshold, NEIGHBOURS, Effort.APPROXIMATE), numbers));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void around(List<Integer> documents, List<Hits> neighbourhoods, Map<String, Integer> numbers) {
    for (int i = 0; i < documents.size(); i++) {
      Hits near = neighbourhoods.get(i);
      if (near.truncated()) {
        sightings.cut();
      }
      for (Hit hit : near.list()) {
        Integer other = numbers.get(hit.passage().documentId());
        if (other != null && !other.equals(documents.get(i))) {
          sightings.add(documents.get(i), other);
        }
      }
    }
  }

  /// Pairs a document with the first one that says the very same: of hundreds of copies a neighbourhood shows some
  /// only.
  private void noteCopy(int number, Document document) {
    Integer first = contents.putIfAbsent(Content.of(document), number);
    if (first != null) {
      exact++;
      sightings.add(first, number);
    }
  }
}
