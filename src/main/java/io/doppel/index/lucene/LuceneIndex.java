package io.doppel.index.lucene;

import io.doppel.index.EmbeddedDocument;
import io.doppel.index.IndexBounds;
import io.doppel.index.IndexView;
import io.doppel.index.PassageIndex;
import io.doppel.index.Passport;
import io.doppel.index.lucene.field.Facts;
import io.doppel.index.lucene.field.IndexState;
import io.doppel.index.query.Filter;
import io.doppel.index.upkeep.IndexSettings;
import io.doppel.index.upkeep.Upkeep;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.search.Query;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;

/// An index in one Lucene directory. Its passport is the user data of every commit.
///
/// Readers look for commits of other processes about once a second, when they are asked something.
final class LuceneIndex implements PassageIndex {

  /// The most coordinates that Lucene's graph format stores.
  private static final int MAX_DIMENSION = 1024;

  private final Directory directory;
  private final Passport passport;
  private final PassageWriter writer;
  private final CommitReader reader;

  private LuceneIndex(IndexFolder folder, Directory directory, Passport passport, Searchers searchers) {
    this.directory = directory;
    this.passport = passport;
    this.writer = new PassageWriter(directory, folder, passport);
    this.reader = new CommitReader(folder, searchers, writer);
  }

  /// Opens the index in a folder, made if there is none.
  static LuceneIndex open(IndexFolder folder, Passport wanted) throws IOException {
    requireStorable(wanted);
    Directory directory = folder.open();
    boolean opened = false;
    @Nullable Searchers searchers = null;
    try {
      Passport passport = folder.passport(directory, wanted);
      folder.verifyAfterUncleanEnd(directory);
      searchers = new Searchers(folder, directory, passport);
      LuceneIndex index = new LuceneIndex(folder, directory, passport, searchers);
      if (index.writer.isUntried()) {
        index.reader.requestMaintenance();
      }
      opened = true;
      return index;
    } finally {
      if (!opened) {
        IOUtils.close(searchers, directory);
      }
    }
  }

  private static void requireStorable(Passport passport) {
    int dimension = passport.encoder().dimension();
    if (dimension < 1 || dimension > MAX_DIMENSION) {
      throw new IllegalArgumentException("dimension must be 1 to %d, got %d".formatted(MAX_DIMENSION, dimension));
    }
  }

  @Override
  public Passport passport() {
    return passport;
  }

  @Override
  public IndexView view() throws IOException {
    return reader.view();
  }

  @Override
  public Optional<Upkeep> upkeep() {
    return Optional.of(new LuceneUpkeep(directory, writer, reader));
  }

  @Override
  public void configure(IndexSettings settings) throws IOException {
    writer.configure(settings);
    reader.refresh();
  }

  @Override
  public void put(List<EmbeddedDocument> documents) throws IOException {
    IndexBounds.batch("documents", documents.size());
    documents.forEach(document -> IndexBounds.put(document, passport.encoder().dimension()));
    for (EmbeddedDocument document : documents) {
      writer.put(document);
    }
  }

  @Override
  public long delete(Collection<String> documentIds) throws IOException {
    IndexBounds.batch("ids", documentIds.size());
    long visible = reader.read(searcher -> new IndexState(searcher).count(documentIds));
    // What was put but not committed yet is not visible, but must go as well.
    if (visible > 0 || writer.changed()) {
      writer.delete(documentIds);
    }
    return visible;
  }

  @Override
  public long delete(Filter filter) throws IOException {
    Query query = Facts.query(filter);
    long visible = reader.read(searcher -> new IndexState(searcher).documents(query));
    if (visible > 0 || writer.changed()) {
      writer.delete(query);
    }
    return visible;
  }

  @Override
  public void publish() throws IOException {
    writer.commit();
    // Shows also what others have committed meanwhile, as whoever makes an index anew does.
    reader.refresh();
  }

  @Override
  public void discard() throws IOException {
    writer.rollback();
  }

  @Override
  public void release() throws IOException {
    writer.release();
  }

  @Override
  public void close() throws IOException {
    try (directory;
        reader) {
      reader.stopMaintenance();
      writer.close();
    }
  }
}
