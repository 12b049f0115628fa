package io.doppel.engine.indexing;

import io.doppel.encoder.cache.CachingEncoder;
import io.doppel.index.IndexView;
import io.doppel.index.PassageIndex;
import io.doppel.index.Passport;
import io.doppel.index.StoredDocuments;
import io.doppel.source.DocumentSource;
import io.doppel.text.PassageSplitter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// Makes a collection anew from its own documents, with the model and the passport of today. The new index grows beside
/// the old one, which answers until the new one takes its place in one step. A run that was stopped goes on where it
/// was.
public final class Reindexing {

  private static final int PAGE = 10_000;

  private final Opening opening;
  private final Passport passport;
  private final CachingEncoder encoder;
  private final PassageSplitter splitter;
  private final ReindexOrder order;
  private final BooleanSupplier leaving;

  /// Opens the documents of the collection.
  public interface Opening {
    StoredDocuments open() throws IOException;
  }

  /// @param leaving whether this process is ending, so that another one is to go on
  public Reindexing(
      Opening opening,
      Passport passport,
      CachingEncoder encoder,
      PassageSplitter splitter,
      ReindexOrder order,
      BooleanSupplier leaving) {
    this.opening = opening;
    this.passport = passport;
    this.encoder = encoder;
    this.splitter = splitter;
    this.order = order;
    this.leaving = leaving;
  }

  /// Of the index that is made.
  public Passport passport() {
    return passport;
  }

  /// @param cancelled asked now and then; once true, it stops, the progress says so, and the old index stays
  public IndexingProgress run(IndexingListener listener, BooleanSupplier cancelled) throws IOException {
    try (StoredDocuments old = opening.open()) {
      try {
        return run(old, listener, cancelled);
      } finally {
        if (leaving.getAsBoolean()) {
          old.leave();
        }
      }
    } catch (UncheckedIOException e) {
      // Documents are read by an iterator, which cannot say it otherwise.
      throw e.getCause();
    }
  }

  private IndexingProgress run(StoredDocuments old, IndexingListener listener, BooleanSupplier cancelled)
      throws IOException {
    IndexingProgress end;
    try (PassageIndex fresh = old.replacement(passport, order.changed(old.settings()))) {
      try (DocumentSource source = DocumentSource.of("index", old, old.count())) {
        end = new Indexer(encoder, splitter, fresh, listener).run(source, cancelled);
      }
      if (end.stopped()) {
        return end;
      }
      if (end.rejected() > 0) {
        throw new IOException(
            "%d documents are longer than the place takes with this model; shorten them first"
                .formatted(end.rejected()));
      }
      dropWhatIsGone(fresh, old);
    }
    old.replace();
    return end;
  }

  /// Documents that were deleted between an earlier run and this one.
  private static void dropWhatIsGone(PassageIndex fresh, StoredDocuments old) throws IOException {
    try (IndexView view = fresh.view()) {
      List<String> ids = view.documentIds("", PAGE);
      while (!ids.isEmpty()) {
        Set<String> present = old.present(ids);
        fresh.delete(ids.stream().filter(id -> !present.contains(id)).toList());
        ids = view.documentIds(ids.getLast(), PAGE);
      }
    }
    fresh.publish();
  }
}
