package io.doppel.index;

import io.doppel.encoder.Embedding;
import io.doppel.index.hit.Facet;
import io.doppel.index.hit.Found;
import io.doppel.index.hit.Hits;
import io.doppel.index.hit.Overlap;
import io.doppel.index.hit.Ranked;
import io.doppel.index.hit.WordScore;
import io.doppel.index.query.Depth;
import io.doppel.index.query.Effort;
import io.doppel.index.query.Filter;
import io.doppel.index.query.Question;
import io.doppel.index.upkeep.IndexSettings;
import io.doppel.index.upkeep.Upkeep;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.NullMarked;

/// An index that tests ask one thing at a time, each of the state that is published then.
@NullMarked
public record TestIndex(PassageIndex index) implements PassageIndex {

  private interface Look<T> {
    T at(IndexView view) throws IOException;
  }

  private <T> T read(Look<T> look) throws IOException {
    try (IndexView view = index.view()) {
      return look.at(view);
    }
  }

  public void put(Document document, List<Passage> passages, List<Embedding> embeddings) throws IOException {
    put(List.of(new EmbeddedDocument(document, passages, embeddings)));
  }

  public boolean delete(String documentId) throws IOException {
    return delete(List.of(documentId)) > 0;
  }

  public void commit() throws IOException {
    publish();
  }

  public Optional<Document> document(String id) throws IOException {
    return read(view -> view.document(id));
  }

  public Optional<String> contentHash(String id) throws IOException {
    return Optional.ofNullable(read(view -> view.contentHashes(List.of(id))).get(id));
  }

  public long documents() throws IOException {
    return read(IndexView::documents);
  }

  public long passages() throws IOException {
    return read(IndexView::passages);
  }

  public List<String> documentIds(String after, int limit) throws IOException {
    return read(view -> view.documentIds(after, limit));
  }

  public Hits nearest(Embedding query, int k, Effort effort) throws IOException {
    return read(view -> view.nearest(query, k, effort));
  }

  public Hits nearest(Embedding query, int k, int width) throws IOException {
    return read(view -> view.graph().orElseThrow().nearest(List.of(query), k, width).getFirst());
  }

  public Hits within(Embedding query, float minSimilarity, int limit, Effort effort) throws IOException {
    return read(view -> view.within(List.of(query), minSimilarity, limit, effort).getFirst());
  }

  public List<Found> find(Question question, int depth, int limit) throws IOException {
    return read(view -> view.find(question, new Depth(depth, limit), limit));
  }

  public List<Ranked> rank(Question question, int depth, int limit) throws IOException {
    return read(view -> view.rank(List.of(question), new Depth(depth, limit), limit).getFirst());
  }

  public List<List<WordScore>> wordScores(String asked, List<Passage> passages) throws IOException {
    return read(view -> view.wordScores(asked, passages));
  }

  public List<String> fieldNames(int limit) throws IOException {
    return read(view -> view.fieldNames(limit));
  }

  public Facet facet(String field, Filter filter, int limit) throws IOException {
    return read(view -> view.facets(List.of(field), filter, limit).getFirst());
  }

  public int widespread(String text) throws IOException {
    return read(view -> view.sharing(List.of(text), 1).getFirst().widespread());
  }

  public List<Overlap> sharing(String text, int limit) throws IOException {
    return read(view -> view.sharing(List.of(text), limit).getFirst().overlaps());
  }

  public Optional<EmbeddedDocument> embedded(String id) throws IOException {
    return Optional.ofNullable(read(view -> view.embedded(List.of(id))).get(id));
  }

  public void scanDocuments(Consumer<EmbeddedDocument> reader) throws IOException {
    read(
        view -> {
          view.scan(reader);
          return true;
        });
  }

  public void scan(BiConsumer<Passage, Embedding> reader) throws IOException {
    scanDocuments(
        document -> {
          for (int i = 0; i < document.passages().size(); i++) {
            reader.accept(document.passages().get(i), document.embeddings().get(i));
          }
        });
  }

  public List<Embedding> sample(int count, RandomGenerator random) throws IOException {
    return read(view -> view.sample(count, random));
  }

  public void sampleDocuments(
      int count, RandomGenerator random, BiConsumer<Document, List<Embedding>> reader)
      throws IOException {
    read(
        view -> {
          view.sampleDocuments(count, random, reader);
          return true;
        });
  }

  public String generation() throws IOException {
    return read(IndexView::generation);
  }

  public Map<String, String> titles(Collection<String> ids) throws IOException {
    return read(view -> view.titles(ids));
  }

  /// Of a backend that has it.
  public Upkeep care() {
    return upkeep().orElseThrow();
  }

  @Override
  public Passport passport() {
    return index.passport();
  }

  @Override
  public IndexView view() throws IOException {
    return index.view();
  }

  @Override
  public void configure(IndexSettings settings) throws IOException {
    index.configure(settings);
  }

  @Override
  public void put(List<EmbeddedDocument> documents) throws IOException {
    index.put(documents);
  }

  @Override
  public long delete(Collection<String> documentIds) throws IOException {
    return index.delete(documentIds);
  }

  @Override
  public long delete(Filter filter) throws IOException {
    return index.delete(filter);
  }

  @Override
  public void publish() throws IOException {
    index.publish();
  }

  @Override
  public void discard() throws IOException {
    index.discard();
  }

  @Override
  public void release() throws IOException {
    index.release();
  }

  @Override
  public Optional<Upkeep> upkeep() {
    return index.upkeep();
  }

  @Override
  public void close() throws IOException {
    index.close();
  }
}
