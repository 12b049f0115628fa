package io.doppel.bench;

import io.doppel.bench.IndexingSpeed.Round;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.cache.EmbeddingCache;
import io.doppel.encoder.Prompt;
import io.doppel.engine.CollectionName;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.IndexingListener;
import io.doppel.index.PassageIndex;
import io.doppel.index.Passport;
import io.doppel.source.DocumentSource;
import io.doppel.text.Document;
import io.doppel.text.PassageSplitter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Measures what indexing costs beyond encoding, in turns with it.
public final class IndexingBenchmark {

  private static final int ROUNDS = 5;
  private static final int FEWEST_ROUNDS = 3;
  private static final int TRIAL_DOCUMENTS = 32;
  private static final int FEWEST_TOKENS = 16_384;

  /// The texts that an indexer gives to the encoder at once.
  private static final int WINDOW = 1024;

  private final Encoder encoder;
  private final PassageSplitter splitter;

  public IndexingBenchmark(Encoder encoder) {
    this.encoder = encoder;
    this.splitter = PassageSplitter.sentences(encoder, encoder.maxContentTokens());
  }

  /// Indexes documents into new collections, for about as long as `time` says. Where all of them would take longer
  /// than a round may, an even choice of them is taken, yet of some thousand tokens at least.
  ///
  /// @param documents at least one, each with an id of its own
  public IndexingSpeed measure(List<Document> documents, Duration time) throws IOException {
    long end = System.nanoTime() + time.toNanos();
    double half = time.toNanos() / 1e9 / (ROUNDS + 1) / 2;
    List<Document> trial = EncodingBenchmark.evenly(documents, TRIAL_DOCUMENTS);
    encode(texts(trial));
    double rate = trial.size() / Run.of(() -> encode(texts(trial))).seconds();
    List<Document> chosen =
        EncodingBenchmark.evenly(documents, (int) Math.min(documents.size(), Math.max(half * rate, enough(trial))));
    List<String> texts = texts(chosen);
    index(trial);
    List<Round> rounds = new ArrayList<>();
    while (rounds.size() < FEWEST_ROUNDS || (rounds.size() < ROUNDS && System.nanoTime() < end)) {
      Run encoding = Run.of(() -> encode(texts));
      rounds.add(new Round(encoding, index(chosen)));
    }
    return new IndexingSpeed(chosen.size(), texts.size(), rounds);
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

  /// Opening and closing the collection is part of it, deleting it is not.
  private Run index(List<Document> documents) throws IOException {
    Path folder = Files.createTempDirectory("doppel-bench-");
    try {
      return Run.of(
          () -> {
            try {
              index(documents, folder);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } finally {
      PassageIndex.delete(folder.toUri());
    }
  }

  private void index(List<Document> documents, Path folder) throws IOException {
    PassageIndex index =
        PassageIndex.open(folder.toUri(), Passport.of(encoder.fingerprint(), splitter.name()));
    try (DocumentCollection collection =
            new DocumentCollection(
                new CollectionName("bench"), folder, index, encoder, splitter, EmbeddingCache.none());
        DocumentSource source = DocumentSource.of(documents)) {
      collection.add(source, IndexingListener.SILENT, () -> false);
    }
  }
}
