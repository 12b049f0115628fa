package io.doppel.index.cluster;

import io.doppel.encoder.Embedding;
import io.doppel.index.EmbeddedDocument;
import io.doppel.index.GraphWalk;
import io.doppel.index.IndexBounds;
import io.doppel.index.IndexView;
import io.doppel.index.Passport;
import io.doppel.index.cluster.rest.RefusedException;
import io.doppel.index.cluster.rest.Retries;
import io.doppel.index.cluster.search.DocumentReader;
import io.doppel.index.cluster.search.DocumentSearch;
import io.doppel.index.cluster.search.FactReader;
import io.doppel.index.cluster.search.FingerprintSearch;
import io.doppel.index.cluster.search.Parallel;
import io.doppel.index.cluster.search.PointInTime;
import io.doppel.index.cluster.search.QuestionSearch;
import io.doppel.index.cluster.search.State;
import io.doppel.index.cluster.search.VectorSearch;
import io.doppel.index.failure.IndexClosedException;
import io.doppel.index.failure.IndexUnavailableException;
import io.doppel.index.hit.Facet;
import io.doppel.index.hit.Found;
import io.doppel.index.hit.Hits;
import io.doppel.index.hit.Sharing;
import io.doppel.index.hit.Ranked;
import io.doppel.index.hit.WordScore;
import io.doppel.index.query.Depth;
import io.doppel.index.query.Effort;
import io.doppel.index.query.Filter;
import io.doppel.index.query.Question;
import io.doppel.index.upkeep.IndexSettings;
import io.doppel.language.hash.Winnowing;
import io.doppel.text.Bounds;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import io.doppel.text.disguise.PlainText;
import io.doppel.work.Cancellation;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Gatherers;
import org.jspecify.annotations.Nullable;

/// A point in time of an index in a cluster. A node that goes may take it along: where another one shows the same
/// state, or nothing was told of this one, that takes its place. Thread-safe.
final class ClusterView implements IndexView {

  /// How long is waited for another node to take over.
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /// How often a view that cannot answer now is asked again before another one is looked for.
  private static final int SAME_AGAIN = 3;

  /// Documents of a sample that are read and handed over at once.
  private static final int DRAWN = 200;

  private final String name;
  private final Passport passport;
  private final IndexSettings settings;
  private final AtomicBoolean closed = new AtomicBoolean();

  private volatile PointInTime moment;

  /// Whether something of this state was told.
  private volatile boolean told;

  /// Known when it was asked for.
  private volatile @Nullable State state;

  ClusterView(String name, Passport passport, IndexSettings settings, PointInTime moment) {
    this.name = name;
    this.passport = passport;
    this.settings = settings;
    this.moment = moment;
  }

  private interface Reading<T> {
    T from(PointInTime moment) throws IOException;
  }

  /// A view that fails now and then is asked again; one that is lost, or that goes on failing as where its node is
  /// away, is replaced if it can be.
  private <T> T read(Reading<T> reading) throws IOException {
    Retries retries = new Retries(PATIENCE);
    for (int attempt = 1; ; attempt++) {
      PointInTime held = moment;
      try {
        T answer = readOnce(held, reading);
        told = true;
        return answer;
      } catch (LostViewException e) {
        retries.pause(e.failure);
        if (!replace(held)) {
          throw e.failure;
        }
      } catch (IndexUnavailableException e) {
        retries.pause(e);
        if (attempt > SAME_AGAIN) {
          var ignored = replace(held);
        }
      }
    }
  }

  /// The cluster gave a view up.
  private static final class LostViewException extends IOException {

    private static final long serialVersionUID = 1L;

    private final IndexUnavailableException failure;

    LostViewException(String name, RefusedException e) {
      super(e);
      failure = new IndexUnavailableException("the cluster gave up a view of collection \"%s\"".formatted(name), e);
    }
  }

  /// What was handed over once is not handed over again: a view that is lost on the way stays so.
  private void handOver(Reading<?> reading) throws IOException {
    told = true;
    try {
      var ignored = readOnce(moment, reading);
    } catch (LostViewException e) {
      throw e.failure;
    }
  }

  private <T> T readOnce(PointInTime held, Reading<T> reading) throws IOException {
    if (closed.get()) {
      throw closed(null);
    }
    try {
      return reading.from(held);
    } catch (RefusedException e) {
      if (e.isLostView()) {
        throw new LostViewException(name, e);
      }
      if (e.isMissing()) {
        throw closed(e);
      }
      throw e;
    }
  }

  private IndexClosedException closed(@Nullable Exception cause) {
    return new IndexClosedException("collection \"%s\", or a view of it, is closed".formatted(name), cause);
  }

  /// Goes on with another point in time that shows the same.
  ///
  /// @return whether there is one, or it may be found the next time
  private synchronized boolean replace(PointInTime lost) throws IOException {
    if (moment != lost || closed.get()) {
      return true;
    }
    PointInTime other;
    try {
      other = lost.again();
    } catch (IndexUnavailableException e) {
      return true;
    } catch (RefusedException e) {
      if (e.isMissing()) {
        throw closed(e);
      }
      throw e;
    }
    boolean same = false;
    try {
      same = !told || isSame(other);
      return same;
    } catch (IndexUnavailableException e) {
      return true;
    } finally {
      if (same) {
        moment = other;
        lost.close();
        if (closed.get()) {
          other.close();
        }
      } else {
        other.close();
      }
    }
  }

  private boolean isSame(PointInTime other) throws IOException {
    State known = state;
    return known != null && known.equals(State.of(other));
  }

  private State state() throws IOException {
    State known = state;
    if (known == null || closed.get()) {
      known = read(State::of);
      state = known;
    }
    return known;
  }

  private int dimension() {
    return passport.encoder().dimension();
  }

  @Override
  public String generation() throws IOException {
    return state().name() + "-" + Integer.toHexString(settings.hashCode());
  }

  @Override
  public IndexSettings settings() {
    return settings;
  }

  @Override
  public long documents() throws IOException {
    return state().documents();
  }

  @Override
  public long passages() throws IOException {
    return state().passages();
  }

  @Override
  public List<String> documentIds(String after, int limit) throws IOException {
    IndexBounds.atMost("limit", limit);
    return read(held -> new DocumentReader(held).ids(after, limit));
  }

  @Override
  public Map<String, String> contentHashes(Collection<String> documentIds) throws IOException {
    IndexBounds.batch("ids", documentIds.size());
    return read(held -> new DocumentReader(held).contentHashes(documentIds));
  }

  @Override
  public Map<String, String> titles(Collection<String> documentIds) throws IOException {
    IndexBounds.batch("ids", documentIds.size());
    return read(held -> new DocumentReader(held).titles(documentIds));
  }

  @Override
  public Map<String, Document> documents(Collection<String> documentIds) throws IOException {
    IndexBounds.batch("ids", documentIds.size());
    return read(held -> new DocumentReader(held).documents(documentIds));
  }

  @Override
  public Map<String, EmbeddedDocument> embedded(Collection<String> documentIds) throws IOException {
    IndexBounds.batch("ids", documentIds.size());
    return read(held -> new DocumentReader(held).embedded(documentIds));
  }

  @Override
  public List<Hits> nearest(List<Embedding> queries, int k, Effort effort) throws IOException {
    IndexBounds.atMost("k", k);
    IndexBounds.queries(queries, dimension());
    return read(held ->
        effort == Effort.EXACT
            ? vectors(held).exact(queries, k)
            : Parallel.each(queries, query -> vectors(held).nearest(query, k)));
  }

  @Override
  public List<Hits> within(List<Embedding> queries, float minSimilarity, int limit, Effort effort) throws IOException {
    IndexBounds.similarity(minSimilarity);
    IndexBounds.atMost("limit", limit);
    IndexBounds.queries(queries, dimension());
    return read(held ->
        effort == Effort.EXACT
            ? vectors(held).exactWithin(queries, minSimilarity, limit)
            : Parallel.each(queries, query -> vectors(held).within(query, minSimilarity, limit)));
  }

  private VectorSearch vectors(PointInTime held) {
    return new VectorSearch(held, settings.searchWidth());
  }

  @Override
  public List<List<Found>> find(List<Question> questions, Depth depth, int limit) throws IOException {
    return search(questions, depth, limit, search -> search.find(questions));
  }

  @Override
  public List<List<Ranked>> rank(List<Question> questions, Depth depth, int limit) throws IOException {
    return search(questions, depth, limit, search -> search.rank(questions));
  }

  private <T> List<T> search(
      List<Question> questions, Depth depth, int limit, Cancellation.Answering<QuestionSearch, List<T>> answering)
      throws IOException {
    IndexBounds.atMost("limit", limit);
    IndexBounds.depth(depth);
    IndexBounds.queries(questions.stream().map(Question::meaning).toList(), dimension());
    return read(held -> answering.to(new QuestionSearch(held, settings, depth, limit)));
  }

  @Override
  public List<List<WordScore>> wordScores(String asked, List<Passage> passages) throws IOException {
    return read(held -> DocumentSearch.wordScores(held, settings, asked, passages));
  }

  @Override
  public List<String> fieldNames(int limit) throws IOException {
    IndexBounds.atMost("limit", limit);
    return read(held -> new FactReader(held).names(limit));
  }

  @Override
  public List<Facet> facets(List<String> fields, Filter filter, int limit) throws IOException {
    Bounds.check("limit", limit, 1, Facet.MAX_VALUES);
    return read(held -> Parallel.each(fields, field -> new FactReader(held).facet(field, filter, limit)));
  }

  @Override
  public List<Sharing> sharing(List<String> texts, int limit) throws IOException {
    IndexBounds.atMost("limit", limit);
    return read(held ->
        Parallel.each(
            texts,
            text ->
                new FingerprintSearch(held).sharing(Winnowing.of(PlainText.of(text).text()), limit)));
  }

  @Override
  public void scan(Consumer<EmbeddedDocument> reader) throws IOException {
    handOver(
        held -> {
          new DocumentReader(held).scan(reader);
          return true;
        });
  }

  @Override
  public List<Embedding> sample(int count, RandomGenerator random) throws IOException {
    IndexBounds.atMost("count", count);
    long seed = random.nextLong();
    return read(held -> new DocumentReader(held).sample(count, seed));
  }

  @Override
  public void sampleDocuments(
      int count, RandomGenerator random, BiConsumer<Document, List<Embedding>> reader)
      throws IOException {
    IndexBounds.sample(count);
    long seed = random.nextLong();
    List<String> drawn = read(held -> new DocumentReader(held).sampleIds(count, seed));
    for (List<String> some : drawn.stream().gather(Gatherers.windowFixed(DRAWN)).toList()) {
      read(held -> new DocumentReader(held).embedded(some))
          .values()
          .forEach(each -> reader.accept(each.document(), each.embeddings()));
    }
  }

  /// The engines' graphs are theirs.
  @Override
  public Optional<GraphWalk> graph() {
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    if (closed.compareAndSet(false, true)) {
      moment.close();
    }
  }
}
