package io.doppel.bench.index;

import io.doppel.bench.Run;
import io.doppel.bench.Selection;
import io.doppel.bench.index.IndexingSpeed.Round;
import io.doppel.encoder.Embedding;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.Prompt;
import io.doppel.encoder.cache.EmbeddingCache;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.model.SecondJudges;
import io.doppel.engine.scratch.ScratchPlace;
import io.doppel.engine.indexing.IndexingListener;
import io.doppel.engine.snapshot.CollectionFiles;
import io.doppel.index.IndexView;
import io.doppel.index.PassageIndex;
import io.doppel.index.Passport;
import io.doppel.index.hit.Hits;
import io.doppel.index.query.Effort;
import io.doppel.source.DocumentSource;
import io.doppel.text.Document;
import io.doppel.text.PassageSplitter;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Measures what indexing costs beyond encoding, in turns with it.
public final class IndexingBenchmark {

  private static final int ROUNDS = 5;
  private static final int FEWEST_ROUNDS = 3;
  private static final int TRIAL_DOCUMENTS = 32;
  private static final int FEWEST_TOKENS = 16_384;

  /// Passages that are searched for afterwards.
  private static final int TRIED = 256;

  /// The least cosine of a text to itself, encoded in another batch.
  private static final float SAME = 0.9999f;

  /// The texts that an indexer gives to the encoder at once.
  private static final int WINDOW = 1024;

  private final Encoder encoder;
  private final URI collections;
  private final PassageSplitter splitter;

  /// @param collections where collections are; see [ScratchPlace#beside]
  public IndexingBenchmark(Encoder encoder, URI collections) {
    this.encoder = encoder;
    this.collections = collections;
    this.splitter = PassageSplitter.sentences(encoder, encoder.maxContentTokens());
  }

  /// Indexes documents into new collections, for about as long as `time` says. Where all of them would take longer
  /// than a round may, an even choice of them is taken, yet of some thousand tokens at least.
  ///
  /// @param documents at least one, each with an id of its own
  public IndexingSpeed measure(List<Document> documents, Duration time) throws IOException {
    long end = System.nanoTime() + time.toNanos();
    double half = time.toNanos() / 1e9 / (ROUNDS + 1) / 2;
    List<Document> trial = Selection.evenly(documents, TRIAL_DOCUMENTS);
    encode(texts(trial));
    double rate = trial.size() / Run.of(() -> encode(texts(trial))).seconds();
    List<Document> chosen =
        Selection.evenly(documents, (int) Math.min(documents.size(), Math.max(half * rate, enough(trial))));
    List<String> texts = texts(chosen);
    index(trial);
    List<Round> rounds = new ArrayList<>();
    double found = 1;
    while (rounds.size() < FEWEST_ROUNDS || (rounds.size() < ROUNDS && System.nanoTime() < end)) {
      Run encoding = Run.of(() -> encode(texts));
      Indexed indexed = index(chosen);
      rounds.add(new Round(encoding, indexed.run()));
      found = Math.min(found, indexed.found());
    }
    return new IndexingSpeed(chosen.size(), texts.size(), found, rounds);
  }

  /// So many documents like these make enough tokens for what is done only once not to count.
  private double enough(List<Document> trial) {
    long tokens = texts(trial).stream().mapToLong(encoder::count).sum();
    return (double) FEWEST_TOKENS * trial.size() / Math.max(1, tokens);
  }

  private List<String> texts(List<Document> documents) {
    return documents.stream()
        .flatMap(document -> splitter.embeddingTexts(document, splitter.split(document)).stream())
        .toList();
  }

  private void encode(List<String> texts) {
    for (int start = 0; start < texts.size(); start += WINDOW) {
      encoder.encode(texts.subList(start, Math.min(texts.size(), start + WINDOW)), Prompt.DOCUMENT);
    }
  }

  private record Indexed(Run run, double found) {}

  /// Opening and closing the collection is part of what is measured, looking into it and deleting it are not.
  private Indexed index(List<Document> documents) throws IOException {
    try (ScratchPlace place = ScratchPlace.beside(collections)) {
      Run run = Run.of(() -> index(documents, place));
      return new Indexed(run, found(Selection.evenly(texts(documents), TRIED), place));
    }
  }

  /// The part of these texts for which the index has the same embedding.
  private double found(List<String> texts, ScratchPlace place) throws IOException {
    try (PassageIndex index = open(place);
        IndexView view = index.view()) {
      List<Hits> nearest = view.nearest(encoder.encode(texts, Prompt.DOCUMENT), 1, Effort.APPROXIMATE);
      long found =
          nearest.stream()
              .filter(hits -> hits.list().stream().anyMatch(hit -> hit.similarity() >= SAME))
              .count();
      return (double) found / texts.size();
    }
  }

  private PassageIndex open(ScratchPlace place) throws IOException {
    return place.catalog().create(place.name().value(), Passport.of(encoder.fingerprint(), splitter.name()));
  }

  private void index(List<Document> documents, ScratchPlace place) throws IOException {
    PassageIndex index = open(place);
    try (DocumentCollection collection =
            new DocumentCollection(
                place.name(),
                CollectionFiles.of(place.catalog(), place.name().value()),
                index,
                encoder,
                splitter,
                EmbeddingCache.none(), SecondJudges.NONE);
        DocumentSource source = DocumentSource.of(documents)) {
      collection.add(source, IndexingListener.SILENT, () -> false);
    }
  }
}
