package io.doppel.index.lucene;

import io.doppel.encoder.Embedding;
import io.doppel.index.EmbeddedDocument;
import io.doppel.index.GraphWalk;
import io.doppel.index.IndexBounds;
import io.doppel.index.IndexView;
import io.doppel.index.hit.Facet;
import io.doppel.index.hit.Found;
import io.doppel.index.hit.Hits;
import io.doppel.index.hit.Sharing;
import io.doppel.index.hit.Ranked;
import io.doppel.index.hit.WordScore;
import io.doppel.index.lucene.field.FactReader;
import io.doppel.index.lucene.field.IndexState;
import io.doppel.index.lucene.search.Best;
import io.doppel.index.lucene.search.DocumentSearch;
import io.doppel.index.lucene.search.FingerprintSearch;
import io.doppel.index.lucene.search.HitReader;
import io.doppel.index.lucene.search.PassageSearcher;
import io.doppel.index.lucene.search.VectorSearch;
import io.doppel.index.lucene.search.WordSearch;
import io.doppel.index.query.Depth;
import io.doppel.index.query.Effort;
import io.doppel.index.query.Filter;
import io.doppel.index.query.Question;
import io.doppel.index.upkeep.IndexSettings;
import io.doppel.index.upkeep.Languages;
import io.doppel.language.hash.Winnowing;
import io.doppel.text.Bounds;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import io.doppel.text.disguise.PlainText;
import io.doppel.work.Cancellation;
import java.io.EOFException;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.store.AlreadyClosedException;

/// One commit, which its files outlive. Thread-safe.
final class LuceneView implements IndexView, GraphWalk {

  private final IndexFolder folder;
  private final PassageSearcher searcher;
  private final IndexState state;
  private final AtomicBoolean closed = new AtomicBoolean();

  /// @param searcher held by this, which lets it go when it is closed
  LuceneView(IndexFolder folder, PassageSearcher searcher) {
    this.folder = folder;
    this.searcher = searcher;
    this.state = new IndexState(searcher);
  }

  interface Look<T> {
    T at(PassageSearcher searcher) throws IOException;
  }

  <T> T read(Look<T> look) throws IOException {
    if (closed.get()) {
      throw folder.closed(null);
    }
    try {
      return look.at(searcher);
    } catch (AlreadyClosedException e) {
      throw folder.closed(e);
    } catch (CorruptIndexException | EOFException | InternalError e) {
      // The last is what the JVM throws where a mapped file is shorter than it was.
      throw folder.unreadable(e);
    }
  }

  private int dimension() {
    return searcher.commit().passport().encoder().dimension();
  }

  @Override
  public String generation() throws IOException {
    return read(PassageSearcher::generation);
  }

  @Override
  public IndexSettings settings() {
    return searcher.commit().settings();
  }

  @Override
  public long documents() throws IOException {
    return read(_ -> state.documents());
  }

  @Override
  public long passages() throws IOException {
    return read(held -> (long) held.getIndexReader().numDocs());
  }

  @Override
  public List<String> documentIds(String after, int limit) throws IOException {
    IndexBounds.atMost("limit", limit);
    return read(_ -> state.documentIds(after, limit));
  }

  @Override
  public Map<String, String> contentHashes(Collection<String> documentIds) throws IOException {
    IndexBounds.batch("ids", documentIds.size());
    return read(_ -> state.contentHashes(documentIds));
  }

  @Override
  public Map<String, String> titles(Collection<String> documentIds) throws IOException {
    IndexBounds.batch("ids", documentIds.size());
    return read(_ -> state.titles(documentIds));
  }

  @Override
  public Map<String, Document> documents(Collection<String> documentIds) throws IOException {
    IndexBounds.batch("ids", documentIds.size());
    return read(_ -> state.documents(documentIds));
  }

  @Override
  public Map<String, EmbeddedDocument> embedded(Collection<String> documentIds) throws IOException {
    IndexBounds.batch("ids", documentIds.size());
    return read(_ -> state.embedded(documentIds));
  }

  @Override
  public List<Hits> nearest(List<Embedding> queries, int k, Effort effort) throws IOException {
    return hits(queries, "k", k, (vectors, query) -> vectors.nearest(query, k, effort));
  }

  @Override
  public List<Hits> nearest(List<Embedding> queries, int k, int width) throws IOException {
    IndexBounds.atMost("width", width);
    return hits(queries, "k", k, (vectors, query) -> vectors.nearest(query, k, width));
  }

  @Override
  public List<Hits> within(List<Embedding> queries, float minSimilarity, int limit, Effort effort) throws IOException {
    IndexBounds.similarity(minSimilarity);
    return hits(queries, "limit", limit, (vectors, query) -> vectors.within(query, minSimilarity, limit, effort));
  }

  private interface Walk {
    Best best(VectorSearch vectors, float[] query) throws IOException;
  }

  private List<Hits> hits(List<Embedding> queries, String name, int limit, Walk walk) throws IOException {
    IndexBounds.atMost(name, limit);
    IndexBounds.queries(queries, dimension());
    return read(
        held -> {
          VectorSearch vectors = new VectorSearch(held, null);
          HitReader reader = new HitReader(held);
          return Cancellation.each(queries, query -> reader.hits(walk.best(vectors, query.toArray()), limit));
        });
  }

  @Override
  public List<List<Found>> find(List<Question> questions, Depth depth, int limit) throws IOException {
    return search(questions, depth, limit, search -> search.find(depth, limit));
  }

  @Override
  public List<List<Ranked>> rank(List<Question> questions, Depth depth, int limit) throws IOException {
    return search(questions, depth, limit, search -> search.rank(depth, limit));
  }

  private <T> List<T> search(
      List<Question> questions, Depth depth, int limit, Cancellation.Answering<DocumentSearch, T> answering)
      throws IOException {
    IndexBounds.atMost("limit", limit);
    IndexBounds.depth(depth);
    IndexBounds.queries(questions.stream().map(Question::meaning).toList(), dimension());
    return read(held -> Cancellation.each(questions, question -> answering.to(new DocumentSearch(held, question))));
  }

  @Override
  public List<List<WordScore>> wordScores(String asked, List<Passage> passages) throws IOException {
    return read(
        held -> {
          Languages languages = held.commit().settings().languages();
          WordSearch words = WordSearch.of(held, languages, asked);
          return Cancellation.each(
              passages,
              passage -> {
                int doc = state.number(passage);
                return doc < 0 ? List.<WordScore>of() : words.byWord(asked, languages, doc);
              });
        });
  }

  @Override
  public List<String> fieldNames(int limit) throws IOException {
    IndexBounds.atMost("limit", limit);
    return read(held -> new FactReader(held).names(limit));
  }

  @Override
  public List<Facet> facets(List<String> fields, Filter filter, int limit) throws IOException {
    Bounds.check("limit", limit, 1, Facet.MAX_VALUES);
    return read(
        held -> {
          FactReader facts = new FactReader(held);
          return Cancellation.each(fields, field -> facts.facet(field, filter, limit));
        });
  }

  @Override
  public List<Sharing> sharing(List<String> texts, int limit) throws IOException {
    IndexBounds.atMost("limit", limit);
    return read(
        held -> {
          FingerprintSearch search = new FingerprintSearch(held);
          return Cancellation.each(texts, text -> search.sharing(Winnowing.of(PlainText.of(text).text()), limit));
        });
  }

  @Override
  public void scan(Consumer<EmbeddedDocument> reader) throws IOException {
    read(
        _ -> {
          state.scan(reader);
          return true;
        });
  }

  @Override
  public List<Embedding> sample(int count, RandomGenerator random) throws IOException {
    IndexBounds.atMost("count", count);
    return read(_ -> state.sample(count, random));
  }

  @Override
  public void sampleDocuments(
      int count, RandomGenerator random, BiConsumer<Document, List<Embedding>> reader)
      throws IOException {
    IndexBounds.sample(count);
    read(
        _ -> {
          state.sampleDocuments(count, random, reader);
          return true;
        });
  }

  @Override
  public Optional<GraphWalk> graph() {
    return Optional.of(this);
  }

  @Override
  public void close() throws IOException {
    if (closed.compareAndSet(false, true)) {
      // Not through the manager, which may be another one by now.
      searcher.getIndexReader().decRef();
    }
  }
}
