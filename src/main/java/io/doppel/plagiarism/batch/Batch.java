package io.doppel.plagiarism.batch;

import io.doppel.encoder.Encoder;
import io.doppel.file.KeptFile;
import io.doppel.index.IndexView;
import io.doppel.index.PassageIndex;
import io.doppel.plagiarism.Plagiarism;
import io.doppel.plagiarism.assessment.Assessments;
import io.doppel.plagiarism.batch.BatchAnswer.TooLong;
import io.doppel.text.Bounds;
import io.doppel.work.Cancellation;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Holds all texts of a collection against each other, and against archives: for each, source retrieval names the few
/// that are worth comparing, and only these are aligned, so that the time grows with the number of texts and not with
/// its square. What was compared in an earlier run, and has not changed since, is not compared again.
///
/// One thread may run it. Indexes and encoder belong to the caller, who closes them.
public final class Batch {

  /// The most documents: a larger collection is a library, not a class. An archive may have more.
  public static final int MAX_DOCUMENTS = 10_000;

  /// The most archives.
  public static final int MAX_ARCHIVES = 10;

  private final PassageIndex index;
  private final Encoder documents;
  private final @Nullable KeptFile kept;
  private final @Nullable Assessments said;

  /// One that keeps nothing, and knows of nothing that people said.
  ///
  /// @param documents embeds the documents of the index, each more than once
  public Batch(PassageIndex index, Encoder documents) {
    this(index, documents, null, null);
  }

  /// @param documents embeds the documents of the index, each more than once
  /// @param kept where it is kept what was compared; null for nowhere
  /// @param said what people said about cases; null for nothing
  public Batch(PassageIndex index, Encoder documents, @Nullable KeptFile kept, @Nullable Assessments said) {
    this.index = index;
    this.documents = documents;
    this.kept = kept;
    this.said = said;
  }

  /// Refuses what cannot be compared, before anything of an earlier run gives way to it.
  ///
  /// @throws Bounds.Violation if there are too many documents, a base document is not in the collection, or an archive
  ///     was made with another model
  public void check(BatchQuery query, List<Archive> archives) throws IOException {
    check(archives);
    try (IndexView view = index.view()) {
      check(view);
      var _ = Plagiarism.bases(view, query.leaveOut().base());
    }
  }

  /// Compares all documents but the base documents.
  ///
  /// @param archives made with the same model; at most [#MAX_ARCHIVES]
  /// @param progress hears how many documents are done
  /// @param cancelled asked before each document
  /// @throws CancellationException once `cancelled` says so; the next run goes on from there
  /// @throws Bounds.Violation if there are too many documents, a base document is not in the collection, or an archive
  ///     was made with another model
  public BatchAnswer run(
      BatchQuery query, List<Archive> archives, LongConsumer progress, BooleanSupplier cancelled)
      throws IOException {
    check(archives);
    try (OpenCollections open = new OpenCollections(index, archives, documents)) {
      return run(query, open, progress, cancelled);
    }
  }

  private static void check(IndexView view) throws IOException {
    Bounds.check("documents", (int) Math.min(Integer.MAX_VALUE, view.documents()), 0, MAX_DOCUMENTS);
  }

  private void check(List<Archive> archives) {
    Bounds.check("archives", archives.size(), 0, MAX_ARCHIVES);
    for (Archive archive : archives) {
      if (archive.index().equals(index)) {
        throw new Bounds.Violation(
            "archives", "archives must be other collections, got \"%s\" itself".formatted(archive.name()));
      }
      if (!archive.index().passport().encoder().unnamed().equals(index.passport().encoder().unnamed())) {
        throw new Bounds.Violation(
            "archives",
            "archives must be made with the model of the collection, %s, got \"%s\" of %s"
                .formatted(
                    index.passport().encoder().model(), archive.name(), archive.index().passport().encoder().model()));
      }
    }
  }

  private BatchAnswer run(
      BatchQuery query, OpenCollections open, LongConsumer progress, BooleanSupplier cancelled) throws IOException {
    IndexView view = open.own().view();
    check(view);
    KnownComparisons known = KnownComparisons.open(kept, BatchRun.basis(documents));
    BatchRun run = new BatchRun(query, open.all, documents, known, said);
    List<SimilarPair> pairs = new ArrayList<>();
    List<String> ids =
        view.documentIds("", MAX_DOCUMENTS).stream().filter(id -> !query.leaveOut().base().contains(id)).toList();
    try {
      long done = 0;
      for (String id : ids) {
        Cancellation.check(cancelled);
        pairs.addAll(run.pairs(id));
        done++;
        progress.accept(done);
      }
    } finally {
      known.keep();
    }
    pairs.sort(
        Comparator.comparingDouble(SimilarPair::share)
            .thenComparingDouble(SimilarPair::shareWithLeftOut)
            .reversed()
            .thenComparing(pair -> pair.first().id())
            .thenComparing(pair -> pair.second().collection())
            .thenComparing(pair -> pair.second().id()));
    List<SimilarPair> linked =
        pairs.stream()
            .filter(pair -> pair.second().collection().isEmpty() && pair.share() >= query.threshold())
            .toList();
    return new BatchAnswer(
        ids.size(), run.comparisons(), run.reused(), open.tooLong(), pairs, Clusters.of(linked));
  }

  /// The collections of a run, each in one state.
  private static final class OpenCollections implements Closeable {

    private final List<ComparedCollection> all = new ArrayList<>();

    OpenCollections(PassageIndex index, List<Archive> archives, Encoder documents) throws IOException {
      long maxLength = ComparedCollection.MAX_LENGTH / (1 + archives.size());
      boolean opened = false;
      try {
        all.add(new ComparedCollection("", index.view(), documents, maxLength));
        for (Archive archive : archives) {
          all.add(new ComparedCollection(archive.name(), archive.index().view(), documents, maxLength));
        }
        opened = true;
      } finally {
        if (!opened) {
          close();
        }
      }
    }

    ComparedCollection own() {
      return all.getFirst();
    }

    List<TooLong> tooLong() {
      return all.stream().flatMap(each -> each.tooLong().stream().map(id -> new TooLong(each.name(), id))).toList();
    }

    @Override
    public void close() throws IOException {
      for (ComparedCollection collection : all) {
        collection.view().close();
      }
    }
  }
}
