package io.doppel.engine;

import io.doppel.duplicates.Decisions;
import io.doppel.duplicates.Duplicates;
import io.doppel.duplicates.Templates;
import io.doppel.duplicates.calibration.Calibration;
import io.doppel.duplicates.calibration.SecondJudge;
import io.doppel.duplicates.judgement.Judge;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.cache.CachingEncoder;
import io.doppel.encoder.cache.EmbeddingCache;
import io.doppel.engine.indexing.Illegibility;
import io.doppel.engine.indexing.Indexer;
import io.doppel.engine.indexing.Indexing;
import io.doppel.engine.indexing.Indexing.Aim;
import io.doppel.engine.indexing.IndexingListener;
import io.doppel.engine.indexing.IndexingProgress;
import io.doppel.engine.indexing.Reindexing;
import io.doppel.engine.indexing.StoredLegibility;
import io.doppel.engine.mining.CollectionJudge;
import io.doppel.engine.mining.CollectionMining;
import io.doppel.engine.model.SecondJudges;
import io.doppel.engine.quality.CollectionQuality;
import io.doppel.engine.snapshot.CollectionFiles;
import io.doppel.file.KeptFile;
import io.doppel.index.EmbeddedDocument;
import io.doppel.index.IndexView;
import io.doppel.index.PassageIndex;
import io.doppel.index.audit.RecentQuestions;
import io.doppel.index.query.Filter;
import io.doppel.index.upkeep.Footprint;
import io.doppel.index.upkeep.IndexSettings;
import io.doppel.index.upkeep.Languages;
import io.doppel.index.upkeep.Upkeep;
import io.doppel.plagiarism.Plagiarism;
import io.doppel.plagiarism.assessment.Assessments;
import io.doppel.plagiarism.batch.Batch;
import io.doppel.plagiarism.issue.IssuedReports;
import io.doppel.retrieval.Search;
import io.doppel.source.DocumentSource;
import io.doppel.text.Bounds;
import io.doppel.text.Document;
import io.doppel.text.PassageSplitter;
import io.doppel.work.Cancellation;
import java.io.Closeable;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/// A named set of documents in one index, with the tasks that answer from it. Thread-safe.
public final class DocumentCollection implements Closeable {

  private final CollectionName name;
  private final CollectionFiles files;
  private final PassageIndex index;
  private final Encoder encoder;
  private final PassageSplitter splitter;
  private final EmbeddingCache cache;
  private final Search search;
  private final Plagiarism plagiarism;
  private final StoredLegibility legibility;
  private final CollectionQuality quality;
  private final SingleWriter writer;
  private final ReentrantLock deciding = new ReentrantLock();
  private final CollectionJudge judge;
  private final CollectionMining mining;

  /// A collection of what is in `index`, which it closes with itself; the encoder stays the caller's.
  ///
  /// @param files what else belongs to the collection
  /// @param splitter the one named in the index's passport
  /// @param cache where embeddings of documents are looked for and kept; stays the caller's
  /// @param secondJudges where second judges of duplicates come from; stays the caller's
  public DocumentCollection(
      CollectionName name,
      CollectionFiles files,
      PassageIndex index,
      Encoder encoder,
      PassageSplitter splitter,
      EmbeddingCache cache,
      SecondJudges secondJudges) {
    RecentQuestions asked = new RecentQuestions();
    this.name = name;
    this.files = files;
    this.index = index;
    this.encoder = encoder;
    this.splitter = splitter;
    this.cache = cache;
    this.search = new Search(index, encoder, asked);
    this.plagiarism = new Plagiarism(index, encoder, cachingEncoder(), asked);
    this.legibility = new StoredLegibility(index, encoder);
    this.writer = new SingleWriter(name);
    this.judge = new CollectionJudge(index, encoder, files, secondJudges);
    this.mining = new CollectionMining(judge);
    this.quality = new CollectionQuality(index, encoder, splitter, asked);
  }

  public CollectionName name() {
    return name;
  }

  /// What it cuts documents with.
  public PassageSplitter splitter() {
    return splitter;
  }

  /// The encoder that it was made with.
  public Encoder encoder() {
    return encoder;
  }

  /// The same, by way of the embeddings of documents that are kept.
  public CachingEncoder cachingEncoder() {
    return new CachingEncoder(encoder, cache);
  }

  public PassageIndex index() {
    return index;
  }

  /// One published state of the index; to be closed.
  public IndexView view() throws IOException {
    return index.view();
  }

  /// A document as it was put.
  public Optional<Document> document(String id) throws IOException {
    try (IndexView view = view()) {
      return view.document(id);
    }
  }

  /// How many documents are published.
  public long documents() throws IOException {
    try (IndexView view = view()) {
      return view.documents();
    }
  }

  /// How many passages are published.
  public long passages() throws IOException {
    try (IndexView view = view()) {
      return view.passages();
    }
  }

  /// Names the published state, see [IndexView#generation].
  public String generation() throws IOException {
    try (IndexView view = view()) {
      return view.generation();
    }
  }

  public Search search() {
    return search;
  }

  /// Duplicates, judged by the calibration of this moment; what was boilerplate in the last search for all of them does
  /// not count.
  public Duplicates duplicates() throws IOException {
    return new Duplicates(index, encoder, splitter, Optional.of(judge()), mining.discounted());
  }

  /// What in the collection is made after one template, by what was found last.
  public Templates templates() throws IOException {
    return new Templates(index, judge(), mining.discounted());
  }

  /// Where the steps are kept that people took about duplicates, see [io.doppel.engine.curation.History].
  public KeptFile steps() {
    return files.of(CollectionFiles.Kind.STEPS);
  }

  /// Where the rounds are kept by which people teach, see [io.doppel.duplicates.teaching.Rounds].
  public KeptFile rounds() {
    return files.of(CollectionFiles.Kind.ROUNDS);
  }

  /// All duplicates within the collection.
  public CollectionMining mining() {
    return mining;
  }

  /// By what its pairs are judged, see [CollectionJudge#judge].
  public Judge judge() throws IOException {
    return judge.judge();
  }

  /// The second judge that is to be tried by whoever learns, see [CollectionJudge#tried].
  public Optional<SecondJudge> secondJudge(Optional<String> name) throws IOException {
    return judge.tried(name);
  }

  /// What people decided about pairs of this collection.
  public Decisions decisions() throws IOException {
    return files.decisions();
  }

  /// Judges by this calibration from now on; it stays when documents come and go.
  ///
  /// @throws Bounds.Violation if none of what it was learned from is rightly called a duplicate by its threshold
  public void calibrate(Calibration calibration) throws IOException {
    if (calibration.targetPrecision() <= 0) {
      throw new Bounds.Violation(
          "threshold",
          "threshold must be one from which on some of the decided pairs say the same, got %s"
              .formatted(calibration.threshold()));
    }
    files.keep(calibration);
  }

  public Plagiarism plagiarism() {
    return plagiarism;
  }

  /// What people said about cases of plagiarism in texts that were held against this collection.
  public Assessments assessments() throws IOException {
    return files.assessments();
  }

  /// The reports that were written about texts that were held against this collection.
  public IssuedReports issuedReports() {
    return new IssuedReports(files.of(CollectionFiles.Kind.REPORTS));
  }

  /// All documents against each other, and against archives; goes on from what was compared before.
  public Batch batch() throws IOException {
    return new Batch(
        index, cachingEncoder(), files.of(CollectionFiles.Kind.COMPARED), files.assessments());
  }

  /// How well it answers.
  public CollectionQuality quality() {
    return quality;
  }

  /// How much of the text the model cannot read, by a sample; empty if there is no text. Looked at once for each state.
  public Optional<Illegibility> illegibility() throws IOException {
    return legibility.illegibility();
  }

  /// Forgets what was compared: the next comparison begins anew.
  public void forgetCompared() throws IOException {
    files.of(CollectionFiles.Kind.COMPARED).delete();
  }

  /// Where indexing is, if it is under way.
  public Optional<Indexing> indexing() {
    return writer.indexing();
  }

  /// Indexes a source; when this returns, all of it is durable and visible, unless the progress says that it was
  /// stopped: then that is what had come so far.
  ///
  /// @param cancelled asked now and then; once true, indexing stops and keeps what it has
  /// @throws CollectionBusyException if this collection is being indexed by another thread
  public IndexingProgress add(DocumentSource source, IndexingListener listener, BooleanSupplier cancelled)
      throws IOException {
    return add(source, Aim.ADDING, listener, cancelled);
  }

  /// The same with the documents of another collection, all of them.
  IndexingProgress copy(DocumentSource source, IndexingListener listener, BooleanSupplier cancelled)
      throws IOException {
    return add(source, Aim.REBUILDING, listener, cancelled);
  }

  private IndexingProgress add(
      DocumentSource source, Aim aim, IndexingListener listener, BooleanSupplier cancelled) throws IOException {
    return writer.index(
        Indexing.begin(source.documentsTotal(), aim),
        listener,
        cancelled,
        (both, stopped) ->
            whole(() -> new Indexer(cachingEncoder(), splitter, index, both).run(source, stopped)));
  }

  /// Makes the index anew while the present one answers. With another passport it is of no use afterwards, and to be
  /// closed.
  IndexingProgress reindex(Reindexing reindexing, IndexingListener listener, BooleanSupplier cancelled)
      throws IOException {
    return writer.index(
        Indexing.begin(documents(), Aim.REBUILDING),
        listener,
        cancelled,
        (both, stopped) -> {
          index.release();
          IndexingProgress end = reindexing.run(both, stopped);
          if (!end.stopped() && reindexing.passport().difference(index.passport()).isEmpty()) {
            index.publish();
          }
          return end;
        });
  }

  /// Stops indexing that is for that, soon and as if whoever began it had cancelled it.
  ///
  /// @return whether there was something to stop
  public boolean stopIndexing(Aim aim) {
    return writer.stop(aim);
  }

  /// Adds documents whose embeddings this collection's model has given already, or replaces those with their ids; when
  /// this returns, they are durable and visible.
  ///
  /// @return how many there are of them
  public int put(List<EmbeddedDocument> documents) throws IOException {
    return write(
        () -> {
          for (int from = 0; from < documents.size(); from += PassageIndex.MAX_HITS) {
            index.put(documents.subList(from, Math.min(documents.size(), from + PassageIndex.MAX_HITS)));
          }
          return documents.size();
        });
  }

  /// Deletes a document; when this returns, it is gone from every answer.
  ///
  /// @return whether it was there
  public boolean delete(String documentId) throws IOException {
    return delete(List.of(documentId)) > 0;
  }

  /// Deletes documents in one go; when this returns, they are gone from every answer.
  ///
  /// @return how many of them were there
  public long delete(Collection<String> documentIds) throws IOException {
    List<String> ids = List.copyOf(new LinkedHashSet<>(documentIds));
    return write(
        () -> {
          long deleted = 0;
          for (int from = 0; from < ids.size(); from += PassageIndex.MAX_HITS) {
            deleted += index.delete(ids.subList(from, Math.min(ids.size(), from + PassageIndex.MAX_HITS)));
          }
          return deleted;
        });
  }

  /// Deletes the documents that pass; when this returns, they are gone from every answer.
  ///
  /// @return how many they were
  public long delete(Filter filter) throws IOException {
    return write(() -> index.delete(filter));
  }

  /// Changes how vectors are stored and searched; see [PassageIndex#configure].
  public void configure(IndexSettings settings) throws IOException {
    write(
        () -> {
          requireLanguages(settings.languages());
          index.configure(settings);
          return settings;
        });
  }

  /// Writes the index anew as one segment; see [Upkeep#compact].
  ///
  /// @param progress hears how many passages are done, of all that the index has
  /// @throws java.util.concurrent.CancellationException once `cancelled` says so
  public Footprint compact(LongConsumer progress, BooleanSupplier cancelled) throws IOException {
    return write(
        () -> {
          Upkeep upkeep = upkeep();
          upkeep.compact(progress, cancelled);
          return upkeep.footprint();
        });
  }

  private void requireLanguages(Languages wanted) throws IOException {
    try (IndexView view = view()) {
      Languages present = view.settings().languages();
      if (!wanted.equals(present) && view.passages() > 0) {
        throw new Bounds.Violation(
            "language",
            "collection \"%s\" has documents whose words were taken for %s, not for %s; %s"
                .formatted(name, present, wanted, Advice.inLanguages(name, wanted)));
      }
    }
  }

  /// Holds the index's files against their checksums, where it has files of its own.
  ///
  /// @throws io.doppel.index.failure.DamagedIndexException if one is not what was written
  public void verify() throws IOException {
    Optional<Upkeep> upkeep = index.upkeep();
    if (upkeep.isPresent()) {
      upkeep.get().verify();
    }
  }

  /// What can be done to the index as a whole.
  ///
  /// @throws Bounds.Violation if its backend looks after it itself
  public Upkeep upkeep() {
    return index
        .upkeep()
        .orElseThrow(() ->
            new Bounds.Violation(
                "name",
                "collection \"%s\" lies in a cluster, which compacts its indexes by itself".formatted(name)));
  }

  /// Some changes, and the looks that they follow from.
  @FunctionalInterface
  public interface Changes<T> {
    T make() throws IOException;
  }

  /// Makes changes while nobody else changes documents: what they find is what is there until they are made.
  ///
  /// @throws CollectionBusyException if others change the collection for long, or too many wait for that
  public <T> T undisturbed(Changes<T> changes) throws IOException {
    return writer.change(changes::make);
  }

  /// Decides about pairs while nobody else of this process does; whoever changes documents is not waited for.
  ///
  /// @throws java.util.concurrent.CancellationException once nobody waits for it any more, before anything is changed
  public <T> T deciding(Changes<T> changes) throws IOException {
    Cancellation.lock(deciding);
    try {
      return changes.make();
    } finally {
      deciding.unlock();
    }
  }

  private <T> T write(SingleWriter.Change<T> change) throws IOException {
    return writer.change(
        () ->
            whole(
                () -> {
                  T result = change.make();
                  index.publish();
                  return result;
                }));
  }

  /// A change that fails leaves nothing behind that the next commit would bring to light.
  private <T> T whole(SingleWriter.Change<T> change) throws IOException {
    try {
      return change.make();
    } catch (IOException | RuntimeException | Error e) {
      try {
        index.discard();
      } catch (IOException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
  }

  /// Closes this collection for good.
  ///
  /// @throws CollectionBusyException if it is being indexed
  void closeIdle() throws IOException {
    writer.changeIfIdle(
        () -> {
          index.close();
          return name;
        });
  }

  @Override
  public void close() throws IOException {
    index.close();
  }
}
