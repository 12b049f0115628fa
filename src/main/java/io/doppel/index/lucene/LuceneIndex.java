package io.doppel.index.lucene;

import io.doppel.encoder.Embedding;
import io.doppel.index.Effort;
import io.doppel.index.EmbeddedDocument;
import io.doppel.index.Facet;
import io.doppel.index.Filter;
import io.doppel.index.Found;
import io.doppel.index.Hits;
import io.doppel.index.IndexBounds;
import io.doppel.index.Overlap;
import io.doppel.index.PassageIndex;
import io.doppel.index.Passport;
import io.doppel.index.Question;
import io.doppel.index.WordScore;
import io.doppel.index.lucene.field.FactReader;
import io.doppel.index.lucene.field.Facts;
import io.doppel.index.lucene.field.PassageFields;
import io.doppel.index.lucene.field.Snapshot;
import io.doppel.index.lucene.search.Best;
import io.doppel.index.lucene.search.DocumentSearch;
import io.doppel.index.lucene.search.FingerprintSearch;
import io.doppel.index.lucene.search.HitReader;
import io.doppel.index.lucene.search.PassageSearcher;
import io.doppel.index.lucene.search.RecentQuestions;
import io.doppel.index.lucene.search.VectorSearch;
import io.doppel.index.lucene.search.WordSearch;
import io.doppel.language.term.SharedWords;
import io.doppel.language.term.Language;
import io.doppel.index.upkeep.Languages;
import io.doppel.index.upkeep.Upkeep;
import io.doppel.text.Bounds;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import io.doppel.text.Span;
import io.doppel.language.hash.Winnowing;
import io.doppel.text.disguise.PlainText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.apache.lucene.search.Query;
import org.apache.lucene.store.Directory;

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
  private final RecentQuestions recent = new RecentQuestions();

  private LuceneIndex(
      IndexFolder folder, Directory directory, Passport passport, Searchers searchers) {
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
    try {
      Passport passport = folder.passport(directory, wanted);
      folder.verifyAfterUncleanEnd(directory);
      LuceneIndex index = new LuceneIndex(folder, directory, passport, new Searchers(folder, directory, passport));
      if (index.writer.isUntried()) {
        index.reader.requestMaintenance();
      }
      opened = true;
      return index;
    } finally {
      if (!opened) {
        directory.close();
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
  public Upkeep upkeep() {
    return new LuceneUpkeep(directory, writer, reader);
  }

  @Override
  public void put(Document document, List<Passage> passages, List<Embedding> embeddings)
      throws IOException {
    IndexBounds.put(document, passages, embeddings, dimension());
    writer.put(document.id(), languages -> PassageFields.write(document, passages, embeddings, languages));
  }

  @Override
  public boolean delete(String documentId) throws IOException {
    boolean visible = reader.read(searcher -> new Snapshot(searcher).holds(documentId));
    // What was put but not committed yet is not visible, but must go as well.
    if (visible || writer.changed()) {
      writer.delete(documentId);
    }
    return visible;
  }

  @Override
  public long delete(Filter filter) throws IOException {
    Query query = Facts.query(filter);
    long visible = reader.read(searcher -> new Snapshot(searcher).documents(query));
    if (visible > 0 || writer.changed()) {
      writer.delete(query);
    }
    return visible;
  }

  @Override
  public void commit() throws IOException {
    writer.commit();
    // Shows also what others have committed meanwhile, as whoever makes an index anew does.
    reader.refresh();
  }

  @Override
  public Optional<Document> document(String documentId) throws IOException {
    return reader.read(searcher -> new Snapshot(searcher).document(documentId));
  }

  @Override
  public Optional<String> contentHash(String documentId) throws IOException {
    return reader.read(searcher -> new Snapshot(searcher).contentHash(documentId));
  }

  @Override
  public long documents() throws IOException {
    return reader.read(searcher -> new Snapshot(searcher).documents());
  }

  @Override
  public long passages() throws IOException {
    return reader.read(searcher -> (long) searcher.getIndexReader().numDocs());
  }

  @Override
  public List<String> documentIds(String after, int limit) throws IOException {
    IndexBounds.atMost("limit", limit);
    return reader.read(searcher -> new Snapshot(searcher).documentIds(after, limit));
  }

  @Override
  public Hits nearest(Embedding query, int k, Effort effort) throws IOException {
    return nearest(query, k, (vectors, vector) -> vectors.nearest(vector, k, effort));
  }

  @Override
  public Hits nearest(Embedding query, int k, int width) throws IOException {
    IndexBounds.atMost("width", width);
    return nearest(query, k, (vectors, vector) -> vectors.nearest(vector, k, width));
  }

  private interface Walk {
    Best best(VectorSearch vectors, float[] query) throws IOException;
  }

  private Hits nearest(Embedding query, int k, Walk walk) throws IOException {
    IndexBounds.atMost("k", k);
    IndexBounds.dimension(query, dimension());
    float[] vector = query.toArray();
    return reader.read(
        searcher -> {
          VectorSearch vectors = new VectorSearch(searcher, null);
          return new HitReader(searcher).hits(walk.best(vectors, vector), k);
        });
  }

  @Override
  public Hits within(Embedding query, float minSimilarity, int limit, Effort effort)
      throws IOException {
    IndexBounds.similarity(minSimilarity);
    IndexBounds.atMost("limit", limit);
    IndexBounds.dimension(query, dimension());
    float[] vector = query.toArray();
    return reader.read(
        searcher -> {
          VectorSearch vectors = new VectorSearch(searcher, null);
          return new HitReader(searcher)
              .hits(vectors.within(vector, minSimilarity, limit, effort), limit);
        });
  }

  @Override
  public List<Found> find(Question question, int depth, int limit) throws IOException {
    IndexBounds.atMost("depth", depth);
    IndexBounds.atMost("limit", limit);
    IndexBounds.dimension(question.meaning(), dimension());
    if (question.by() != Question.By.WORDS) {
      recent.add(question.meaning());
    }
    return reader.read(searcher -> new DocumentSearch(searcher, question).find(depth, limit));
  }

  @Override
  public List<Span> sharedWords(String asked, String text) throws IOException {
    Language language = reader.read(searcher -> searcher.commit().settings().languages().text());
    return SharedWords.find(language, asked, text);
  }

  @Override
  public List<List<WordScore>> wordScores(String asked, List<Passage> passages) throws IOException {
    return reader.read(
        searcher -> {
          Snapshot snapshot = new Snapshot(searcher);
          Languages languages = searcher.commit().settings().languages();
          WordSearch words = WordSearch.of(searcher, languages, asked);
          List<List<WordScore>> scores = new ArrayList<>();
          for (Passage passage : passages) {
            int doc = snapshot.number(passage);
            scores.add(doc < 0 ? List.of() : words.byWord(asked, languages, doc));
          }
          return scores;
        });
  }

  @Override
  public List<String> fieldNames(int limit) throws IOException {
    IndexBounds.atMost("limit", limit);
    return reader.read(searcher -> new FactReader(searcher).names(limit));
  }

  @Override
  public Facet facet(String field, Filter filter, int limit) throws IOException {
    Bounds.check("limit", limit, 1, Facet.MAX_VALUES);
    return reader.read(searcher -> new FactReader(searcher).facet(field, filter, limit));
  }

  @Override
  public List<Overlap> sharing(String text, int limit) throws IOException {
    IndexBounds.atMost("limit", limit);
    long[] fingerprints = Winnowing.of(PlainText.of(text).text());
    return reader.read(searcher -> new FingerprintSearch(searcher).sharing(fingerprints, limit));
  }

  @Override
  public Optional<EmbeddedDocument> embedded(String documentId) throws IOException {
    return reader.read(searcher -> new Snapshot(searcher).embedded(documentId));
  }

  @Override
  public void scanDocuments(Consumer<EmbeddedDocument> taker) throws IOException {
    reader.read(
        searcher -> {
          new Snapshot(searcher).scanDocuments(taker);
          return true;
        });
  }

  @Override
  public void scan(BiConsumer<Passage, Embedding> taker) throws IOException {
    reader.read(
        searcher -> {
          new Snapshot(searcher).scan(taker);
          return true;
        });
  }

  @Override
  public List<Embedding> sample(int count, RandomGenerator random) throws IOException {
    IndexBounds.atMost("count", count);
    return reader.read(searcher -> new Snapshot(searcher).sample(count, random));
  }

  @Override
  public void sampleDocuments(int count, RandomGenerator random, BiConsumer<Document, List<Embedding>> taker)
      throws IOException {
    IndexBounds.sample(count);
    reader.read(
        searcher -> {
          new Snapshot(searcher).sampleDocuments(count, random, taker);
          return true;
        });
  }

  @Override
  public String generation() throws IOException {
    return reader.read(PassageSearcher::generation);
  }

  @Override
  public List<Embedding> recentQuestions() {
    return recent.list();
  }

  @Override
  public void close() throws IOException {
    try (directory;
        reader) {
      reader.stopMaintenance();
      writer.close();
    }
  }

  private int dimension() {
    return passport.encoder().dimension();
  }
}
