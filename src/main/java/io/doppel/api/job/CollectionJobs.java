package io.doppel.api.job;

import io.doppel.api.BatchJson;
import io.doppel.api.IndexedJson;
import io.doppel.api.UpkeepJson;
import io.doppel.api.duplicates.Mining;
import io.doppel.api.learning.TrainingEvents;
import io.doppel.api.learning.TrainingPlan;
import io.doppel.classification.Classification;
import io.doppel.classification.head.HeadChoice;
import io.doppel.engine.CollectionName;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.engine.Rebuilds;
import io.doppel.engine.indexing.IndexingListener;
import io.doppel.engine.indexing.IndexingProgress;
import io.doppel.engine.indexing.ReindexOrder;
import io.doppel.engine.indexing.TrackingListener;
import io.doppel.engine.job.Job;
import io.doppel.engine.job.JobProgress;
import io.doppel.engine.job.JobWork;
import io.doppel.engine.learning.Candidate;
import io.doppel.engine.learning.ModelTraining;
import io.doppel.engine.quality.CollectionExamination;
import io.doppel.examination.Examination;
import io.doppel.examination.ExaminationQuery;
import io.doppel.index.IndexView;
import io.doppel.index.PassportMismatchException;
import io.doppel.index.failure.IndexLockedException;
import io.doppel.plagiarism.batch.Archive;
import io.doppel.plagiarism.batch.BatchQuery;
import io.doppel.projection.CollectionMap;
import io.doppel.projection.MapQuery;
import io.doppel.text.Document;
import io.doppel.training.example.Split;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/// Begins what takes longer than a request, as a job of the engine.
///
/// Each method throws what [io.doppel.engine.job.Jobs#start] throws.
public record CollectionJobs(Doppel doppel) {

  /// The progress of a map, or of an examination, is counted in so many parts.
  public static final int PARTS = 1_000;

  /// Writes a collection anew as one segment; passages are counted.
  public Job<UpkeepJson> compact(DocumentCollection collection) throws IOException {
    return doppel
        .jobs()
        .start(
            JobKinds.COMPACT,
            collection.name().value(),
            collection.passages(),
            (progress, cancelled) -> {
              collection.compact(progress, cancelled);
              return UpkeepJson.of(collection);
            });
  }

  /// Makes a collection anew of its own documents, which are counted; also one that another model made. Tells how it
  /// goes as [IndexedJson].
  ///
  /// @param order see [Rebuilds#reindex]
  /// @param listener hears how it goes as well, in other threads than the caller's
  public Job<IndexingProgress> reindex(CollectionName name, ReindexOrder order, IndexingListener listener)
      throws IOException {
    return startReindexing(
        name,
        documents(name),
        (progress, cancelled) -> reindexed(name, order, listener, progress, cancelled));
  }

  /// Makes another collection of a collection's documents, which are counted, by another model; see
  /// [Rebuilds#copyWith]. Tells how it goes as [IndexedJson].
  public Job<IndexingProgress> copyWith(CollectionName name, CollectionName as, String model) throws IOException {
    return startReindexing(
        name,
        documents(name),
        (progress, cancelled) -> {
          IndexingListener told = told(IndexingListener.SILENT, progress);
          return wholly(doppel.rebuilds().copyWith(name, as, model, told, cancelled));
        });
  }

  /// Whoever stopped it: a collection that was not made is none.
  private static IndexingProgress wholly(IndexingProgress end) {
    if (end.stopped()) {
      throw new CancellationException("stopped");
    }
    return end;
  }

  private static IndexingListener told(IndexingListener listener, JobProgress progress) {
    return new TrackingListener(
        listener,
        at -> {
          progress.accept(at.done());
          progress.tell(IndexedJson.of(at));
        });
  }

  private IndexingProgress reindexed(
      CollectionName name,
      ReindexOrder order,
      IndexingListener listener,
      JobProgress progress,
      BooleanSupplier cancelled)
      throws IOException {
    return wholly(doppel.rebuilds().reindex(name, order, told(listener, progress), cancelled));
  }

  /// Goes on with making a collection anew, over which another process has died. Where several do so at once, one goes
  /// on, and the jobs of the others end as cancelled.
  ///
  /// @param documents how many there are
  Job<IndexingProgress> takeOver(CollectionName name, long documents, ReindexOrder order) {
    return startReindexing(
        name,
        documents,
        (progress, cancelled) -> {
          try {
            return reindexed(name, order, IndexingListener.SILENT, progress, cancelled);
          } catch (IndexLockedException e) {
            CancellationException other = new CancellationException(e.getMessage());
            other.initCause(e);
            throw other;
          }
        });
  }

  /// Starts what makes a collection, or another of it, of its own documents, which are counted.
  private Job<IndexingProgress> startReindexing(CollectionName name, long documents, JobWork<IndexingProgress> work) {
    return doppel.jobs().start(JobKinds.REINDEX, name.value(), documents, work);
  }

  /// How many there are; 0 where another model made the collection, so that one cannot look.
  private long documents(CollectionName name) throws IOException {
    try {
      return doppel.collection(name).documents();
    } catch (PassportMismatchException e) {
      return 0;
    }
  }

  /// Looks for all duplicates in a collection; passages are counted.
  ///
  /// @param threshold the least similarity of a pair
  public Job<Mining> mine(DocumentCollection collection, float threshold) throws IOException {
    return doppel
        .jobs()
        .start(
            JobKinds.MINING,
            collection.name().value(),
            collection.passages(),
            (progress, cancelled) ->
                new Mining(
                    collection.mining().mine(threshold, progress, cancelled), collection));
  }

  /// Holds all texts of a collection against each other, and against archives; documents are counted.
  ///
  /// @throws io.doppel.text.Bounds.Violation if these cannot be compared; the last comparison stays then
  public Job<BatchJson> compare(DocumentCollection collection, List<DocumentCollection> archives, BatchQuery query)
      throws IOException {
    List<Archive> held = archives.stream().map(each -> new Archive(each.name().value(), each.index())).toList();
    collection.batch().check(query, held);
    return doppel
        .jobs()
        .start(
            JobKinds.COMPARISON,
            collection.name().value(),
            collection.documents() - query.leaveOut().base().size(),
            (progress, cancelled) ->
                BatchJson.of(
                    collection.batch().run(query, held, progress, cancelled),
                    collection.index(),
                    held,
                    Instant.now()));
  }

  /// Trains a model for a collection, from that which made it; steps are counted. Tells how it goes as
  /// [io.doppel.api.learning.TrainingEvents] says. What comes of it waits among [Doppel#candidates()].
  ///
  /// @throws io.doppel.text.Bounds.Violation if nothing can be learned so
  /// @throws io.doppel.engine.learning.CandidatesFullException if too many models wait already
  public Job<Candidate> train(DocumentCollection collection, TrainingPlan plan) throws IOException {
    CollectionName name = collection.name();
    doppel.candidates().requireRoom(name.value());
    ModelTraining training = doppel.training(name, plan.name());
    Split split = plan.split(collection);
    return doppel
        .jobs()
        .start(
            JobKinds.TRAIN,
            name.value(),
            0,
            (progress, cancelled) -> {
              doppel.candidates().discard(name.value());
              Split learned = plan.withNear(split, collection);
              try {
                Candidate candidate =
                    training.make(plan.options(), learned, plan.source(name), new TrainingEvents(progress), cancelled);
                if (cancelled.getAsBoolean()) {
                  candidate.close();
                  throw new CancellationException("stopped");
                }
                doppel.candidates().keep(name.value(), candidate);
                return candidate;
              } finally {
                training.forget();
              }
            });
  }

  /// Finds which head is best for a classifier, by cross-validation; nothing is counted.
  public Job<HeadChoice> chooseHead(CollectionName name, Classification classification) {
    return doppel
        .jobs()
        .start(
            JobKinds.HEAD_CHOICE,
            name.value(),
            0,
            (_, _) -> classification.choose());
  }

  /// Adopts a candidate, and makes its collection anew with it; documents are counted.
  public Job<IndexingProgress> adopt(CollectionName name, Candidate candidate) throws IOException {
    return startReindexing(
        name,
        documents(name),
        (progress, cancelled) -> {
          candidate.adopt();
          return reindexed(
              name,
              ReindexOrder.of(candidate.name(), null, null),
              IndexingListener.SILENT,
              progress,
              cancelled);
        });
  }

  /// Draws a collection as points in the plane.
  public Job<CollectionMap> draw(DocumentCollection collection, MapQuery query) {
    return doppel
        .jobs()
        .start(
            JobKinds.MAP,
            collection.name().value(),
            PARTS,
            (progress, cancelled) ->
                CollectionMap.of(
                    collection.index(), query, part -> progress.accept(Math.round(PARTS * part)), cancelled));
  }

  /// Examines how the model does on the texts of a collection.
  ///
  /// @param fresh new texts to hold against them; may be empty
  /// @throws io.doppel.text.Bounds.Violation if there is nothing to examine, see [Examination#check]
  public Job<CollectionExamination> examine(
      DocumentCollection collection, ExaminationQuery query, List<Document> fresh) throws IOException {
    try (IndexView view = collection.view()) {
      Examination.check(view, query, fresh);
    }
    return doppel
        .jobs()
        .start(
            JobKinds.EXAMINATION,
            collection.name().value(),
            PARTS,
            (progress, _) ->
                collection
                    .quality()
                    .examine(
                        query,
                        Optional.of(collection.judge()),
                        fresh,
                        part -> progress.accept(Math.round(PARTS * part))));
  }
}
