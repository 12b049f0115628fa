package io.doppel.index.lucene;

import io.doppel.index.EmbeddedDocument;
import io.doppel.index.Passport;
import io.doppel.index.lucene.field.PassageFields;
import io.doppel.index.lucene.search.GraphTrial;
import io.doppel.index.lucene.store.CommitData;
import io.doppel.index.lucene.store.CompactingMergePolicy;
import io.doppel.index.lucene.store.GraphQuality;
import io.doppel.index.lucene.store.MergeWatch;
import io.doppel.index.lucene.store.PassageCodec;
import io.doppel.index.upkeep.IndexSettings;
import io.doppel.index.upkeep.Languages;
import io.doppel.index.upkeep.VectorStorage;
import io.doppel.text.Bounds;
import java.io.IOException;
import java.util.Collection;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.Query;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;

/// A writer of Lucene's on the last commit, which locks the folder until it is given up, and what its next commit is to
/// say. Thread-safe.
final class OpenWriter {

  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  private final Directory directory;
  private final PassageCodec codec;
  private final IndexWriter lucene;
  private volatile CommitData next;

  private OpenWriter(Directory directory, PassageCodec codec, IndexWriter lucene, CommitData last) {
    this.directory = directory;
    this.codec = codec;
    this.lucene = lucene;
    this.next = last;
  }

  /// @throws io.doppel.index.failure.IndexLockedException if somebody else is writing
  /// @throws io.doppel.index.PassportMismatchException if the index has another passport by now
  static OpenWriter open(Directory directory, IndexFolder folder, Passport passport) throws IOException {
    PassageCodec codec = new PassageCodec();
    IndexWriter lucene = folder.writer(directory, codec);
    boolean ours = false;
    try {
      // Read under the lock: while others wrote, the settings may have changed, and even the passport.
      CommitData last = folder.check(folder.userData(directory), passport);
      codec.store(last.settings().storage());
      ours = true;
      return new OpenWriter(directory, codec, lucene, last);
    } finally {
      if (!ours) {
        lucene.rollback();
      }
    }
  }

  void put(EmbeddedDocument document) throws IOException {
    lucene.updateDocuments(
        PassageFields.term(document.document().id()),
        PassageFields.write(document, next.settings().languages()));
  }

  void delete(Collection<String> documentIds) throws IOException {
    lucene.deleteDocuments(documentIds.stream().map(PassageFields::term).toArray(Term[]::new));
  }

  void delete(Query query) throws IOException {
    lucene.deleteDocuments(query);
  }

  /// Has the next commit say other settings.
  ///
  /// @param collection its name, for messages
  void configure(IndexSettings settings, String collection) {
    Languages present = next.settings().languages();
    Languages wanted = settings.languages();
    if (!wanted.equals(present) && lucene.getDocStats().numDocs > 0) {
      throw new Bounds.Violation(
          "language",
          "collection \"%s\" has documents whose words were taken for %s, not for %s"
              .formatted(collection, present, wanted));
    }
    codec.store(settings.storage());
    next = next.with(settings);
  }

  /// Writes everything anew as one segment, on all processors.
  ///
  /// @throws CancellationException once `cancelled` says so
  void compact(LongConsumer progress, BooleanSupplier cancelled) throws IOException {
    MergeWatch watch = new MergeWatch(progress, cancelled);
    ((CompactingMergePolicy) lucene.getConfig().getMergePolicy()).watch(watch);
    VectorStorage storage = next.settings().storage();
    try (ExecutorService executor = Executors.newFixedThreadPool(PROCESSORS)) {
      codec.store(storage, PROCESSORS, executor);
      // What is merged already must not be missed.
      awaitMerges();
      lucene.forceMerge(1);
    } catch (IOException e) {
      if (!watch.stopped()) {
        throw e;
      }
    } finally {
      codec.store(storage);
    }
    if (watch.stopped()) {
      throw new CancellationException("the compaction was stopped");
    }
  }

  void awaitMerges() {
    ((ConcurrentMergeScheduler) lucene.getConfig().getMergeScheduler()).sync();
  }

  /// Commits, and tries the new graphs.
  void commit() throws IOException {
    commitUntried();
    CommitData committed = next;
    GraphQuality tried = GraphTrial.update(committed.graphs(), directory, () -> false);
    if (!tried.equals(committed.graphs())) {
      next = committed.with(tried);
      commitUntried();
    }
  }

  /// Commits, and leaves new graphs untried.
  void commitUntried() throws IOException {
    lucene.setLiveCommitData(next.toMap().entrySet());
    lucene.commit();
  }

  /// What the last commit said, or the next one will.
  CommitData data() {
    return next;
  }

  /// Commits how good graphs are, unless they were tried when the index was another one; whether it did.
  boolean commit(GraphQuality tried, CommitData whenTried) throws IOException {
    if (!next.equals(whenTried)) {
      return false;
    }
    next = whenTried.with(tried);
    commitUntried();
    return true;
  }

  /// Whether something was changed or merged since the last commit.
  boolean isUncommitted() {
    return lucene.hasUncommittedChanges();
  }

  /// Whether Lucene has not closed it after a failure.
  boolean isSound() {
    return lucene.isOpen() && lucene.getTragicException() == null;
  }

  /// Why it is not sound.
  Throwable tragedy() {
    Throwable tragedy = lucene.getTragicException();
    return tragedy == null ? new AlreadyClosedException("the writer is closed") : tragedy;
  }

  /// Closes it; what it did since the last commit is gone.
  void abandon() throws IOException {
    lucene.rollback();
  }
}
