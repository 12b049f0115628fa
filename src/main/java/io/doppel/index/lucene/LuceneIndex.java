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
import io.doppel.index.lucene.store.CommitCopy;
import io.doppel.index.lucene.store.WritingMark;
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
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFileNames;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.search.Query;
import org.apache.lucene.store.Directory;

/// An index in one Lucene directory. Its passport is the user data of every commit.
///
/// Readers look for commits of other processes about once a second, when they are asked something.
public final class LuceneIndex implements PassageIndex {

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

  /// Opens the index in the folder `path`; see [PassageIndex#open].
  public static LuceneIndex open(Path path, Passport wanted) throws IOException {
    return open(path, wanted, directory -> directory);
  }

  /// @param around may stand between the index and its files
  static LuceneIndex open(Path path, Passport wanted, UnaryOperator<Directory> around) throws IOException {
    IndexBounds.passport(wanted);
    IndexFolder folder = new IndexFolder(path);
    Directory directory = around.apply(folder.open());
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

  /// Deletes the index in the folder `path`; see [PassageIndex#delete(java.net.URI)].
  public static void delete(Path path) throws IOException {
    new IndexFolder(path).delete();
  }

  /// See [PassageIndex#passportAt].
  public static Optional<Passport> passportAt(Path path) {
    return new IndexFolder(path).passport();
  }

  /// See [PassageIndex#isAt].
  public static boolean isAt(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (Directory directory = new IndexFolder(path).open()) {
      return DirectoryReader.indexExists(directory);
    }
  }

  /// See [PassageIndex#isNameOfItsFile].
  public static boolean isNameOfItsFile(String name) {
    return IndexFileNames.CODEC_FILE_PATTERN.matcher(name).matches()
        || name.startsWith(IndexFileNames.SEGMENTS)
        || name.startsWith(IndexFileNames.PENDING_SEGMENTS)
        || name.equals(IndexWriter.WRITE_LOCK_NAME)
        || name.equals(WritingMark.NAME);
  }

  /// Copies the index in the folder `from`; see [PassageIndex#copy].
  public static void copy(Path from, Path to) throws IOException {
    IndexFolder folder = new IndexFolder(from);
    if (!Files.isDirectory(from)) {
      throw new NoSuchFileException(from.toString());
    }
    try (Directory directory = folder.open()) {
      if (!DirectoryReader.indexExists(directory)) {
        throw new IOException("there is no index in " + from);
      }
      folder.knownUserData(directory);
    }
    CommitCopy.copy(from, to);
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
