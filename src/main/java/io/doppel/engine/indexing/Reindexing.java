package io.doppel.engine.indexing;

import io.doppel.encoder.cache.CachingEncoder;
import io.doppel.index.PassageIndex;
import io.doppel.index.Passport;
import io.doppel.index.PassportMismatchException;
import io.doppel.index.upkeep.IndexSettings;
import io.doppel.index.upkeep.StoredDocuments;
import io.doppel.source.DocumentSource;
import io.doppel.text.PassageSplitter;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/// Makes a collection anew from its own documents, with the model and the passport of today. The new index grows beside the old
/// one, which answers until the new one takes its place in one step. A run that was stopped goes on where it was.
public final class Reindexing {

  private static final int PAGE = 10_000;

  private final URI where;
  private final URI scratch;
  private final Passport passport;
  private final CachingEncoder encoder;
  private final PassageSplitter splitter;
  private final UnaryOperator<IndexSettings> change;

  /// @param change what the settings of the new index are, by those of the old one
  public Reindexing(URI where, URI scratch, Passport passport, CachingEncoder encoder, PassageSplitter splitter, UnaryOperator<IndexSettings> change) {
    this.where = where;
    this.scratch = scratch;
    this.passport = passport;
    this.encoder = encoder;
    this.splitter = splitter;
    this.change = change;
  }

  /// @param cancelled asked now and then; once true, it stops, and the old index stays
  public IndexingProgress run(IndexingListener listener, BooleanSupplier cancelled) throws IOException {
    IndexingProgress end;
    try (StoredDocuments old = PassageIndex.rebuild(where)) {
      IndexSettings settings = change.apply(old.settings());
      try (PassageIndex fresh = openScratch(settings)) {
        try (DocumentSource source = DocumentSource.of("index", old, old.count())) {
          end = new Indexer(encoder, splitter, fresh, listener).run(source, cancelled);
        }
        if (cancelled.getAsBoolean()) {
          return end;
        }
        dropWhatIsGone(fresh, old);
      }
      old.replaceBy(scratch);
    }
    PassageIndex.delete(scratch);
    return end;
  }

  /// What an earlier run has left is gone on with, if it was made alike.
  private PassageIndex openScratch(IndexSettings settings) throws IOException {
    PassageIndex found;
    try {
      found = PassageIndex.open(scratch, passport);
    } catch (PassportMismatchException e) {
      PassageIndex.delete(scratch);
      found = PassageIndex.open(scratch, passport);
    }
    if (found.passages() > 0 && !found.upkeep().settings().languages().equals(settings.languages())) {
      found.close();
      PassageIndex.delete(scratch);
      found = PassageIndex.open(scratch, passport);
    }
    found.upkeep().configure(settings);
    return found;
  }

  /// Documents that were deleted between an earlier run and this one.
  private static void dropWhatIsGone(PassageIndex fresh, StoredDocuments old) throws IOException {
    String last = "";
    List<String> ids = fresh.documentIds(last, PAGE);
    while (!ids.isEmpty()) {
      for (String id : ids) {
        if (!old.holds(id)) {
          fresh.delete(id);
        }
      }
      last = ids.getLast();
      ids = fresh.documentIds(last, PAGE);
    }
    fresh.commit();
  }
}
