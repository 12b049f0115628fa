package io.doppel.framework.langchain4j;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingMatch;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.EmbeddingSearchResult;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.RelevanceScore;
import dev.langchain4j.store.embedding.filter.Filter;
import io.doppel.encoder.Embedding;
import io.doppel.engine.DocumentCollection;
import io.doppel.framework.TypedFields;
import io.doppel.index.EmbeddedDocument;
import io.doppel.index.IndexView;
import io.doppel.index.PassageIndex;
import io.doppel.index.hit.Found;
import io.doppel.index.query.Depth;
import io.doppel.index.query.Effort;
import io.doppel.index.query.Question;
import io.doppel.text.Bounds;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A [DocumentCollection] where langchain4j keeps embeddings. A segment is a document of one passage, with metadata as
/// its fields; an embedding without a segment is a document of no text, whose title is its id. What Doppel itself has
/// indexed is found too, by the best passage of each document.
///
/// Embeddings are those of the collection's model, as [DoppelEmbeddingModel] gives them, and keep their direction
/// alone. A filter by the order of texts or by a part of a text looks at every document; all others ask the index.
/// Thread-safe; the collection stays its owner's. What fails on the disk is an [UncheckedIOException].
public final class DoppelEmbeddingStore implements EmbeddingStore<TextSegment> {

  /// As many passages are looked at for a few matches.
  private static final int MIN_DEPTH = 100;

  /// Higher scores of two floats may differ so much in their last digit.
  private static final float ROUNDING = 1e-6f;

  private final DocumentCollection collection;

  public DoppelEmbeddingStore(DocumentCollection collection) {
    this.collection = collection;
  }

  @Override
  public String add(dev.langchain4j.data.embedding.Embedding embedding) {
    return addAll(List.of(embedding)).getFirst();
  }

  @Override
  public void add(String id, dev.langchain4j.data.embedding.Embedding embedding) {
    addAll(List.of(id), List.of(embedding), null);
  }

  @Override
  public String add(dev.langchain4j.data.embedding.Embedding embedding, TextSegment segment) {
    return addAll(List.of(embedding), List.of(segment)).getFirst();
  }

  @Override
  public List<String> addAll(List<dev.langchain4j.data.embedding.Embedding> embeddings) {
    List<String> ids = embeddings.stream().map(each -> UUID.randomUUID().toString()).toList();
    addAll(ids, embeddings, null);
    return ids;
  }

  @Override
  public void addAll(
      List<String> ids,
      List<dev.langchain4j.data.embedding.Embedding> embeddings,
      @Nullable List<TextSegment> segments) {
    if (ids.size() != embeddings.size() || (segments != null && segments.size() != ids.size())) {
      throw new IllegalArgumentException(
          "ids, embeddings and segments must be equally many, got %d, %d and %d"
              .formatted(ids.size(), embeddings.size(), segments == null ? 0 : segments.size()));
    }
    List<EmbeddedDocument> documents = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      documents.add(document(ids.get(i), embeddings.get(i), segments == null ? null : segments.get(i)));
    }
    done(() -> collection.put(documents));
  }

  private EmbeddedDocument document(
      String id, dev.langchain4j.data.embedding.Embedding embedding, @Nullable TextSegment segment) {
    Document document =
        segment == null
            ? new Document(id, id, "", Map.of())
            : new Document(id, "", segment.text(), TypedFields.of(segment.metadata().toMap()));
    return new EmbeddedDocument(
        document.admitted(), List.of(new Passage(id, 0, document.text())), List.of(own(embedding)));
  }

  private Embedding own(dev.langchain4j.data.embedding.Embedding embedding) {
    int dimension = collection.encoder().dimension();
    if (embedding.dimension() != dimension) {
      throw new IllegalArgumentException(
          "embeddings of collection \"%s\" have %d dimensions, got one of %d"
              .formatted(collection.name(), dimension, embedding.dimension()));
    }
    return Embedding.normalize(embedding.vector());
  }

  @Override
  public void removeAll(Collection<String> ids) {
    if (ids == null || ids.isEmpty()) {
      throw new IllegalArgumentException("ids cannot be null or empty");
    }
    done(() -> collection.delete(ids));
  }

  @Override
  public void removeAll(Filter filter) {
    if (filter == null) {
      throw new IllegalArgumentException("filter cannot be null");
    }
    Optional<io.doppel.index.query.Filter> known = MetadataFilter.of(filter);
    done(
        () ->
            known.isPresent()
                ? collection.delete(known.get())
                : collection.undisturbed(() -> collection.delete(passing(filter))));
  }

  @Override
  public void removeAll() {
    done(() -> collection.delete(io.doppel.index.query.Filter.EVERYTHING));
  }

  private List<String> passing(Filter filter) throws IOException {
    List<String> ids = new ArrayList<>();
    try (IndexView view = collection.view()) {
      view.scan(
          each -> {
            if (filter.test(metadata(each.document()))) {
              ids.add(each.document().id());
            }
          });
    }
    return ids;
  }

  /// The nearest, at most 10,000. A score is that of langchain4j, (1 + cosine) / 2.
  @Override
  public EmbeddingSearchResult<TextSegment> search(EmbeddingSearchRequest request) {
    Bounds.check("maxResults", request.maxResults(), 1, PassageIndex.MAX_HITS);
    Embedding meaning = own(request.queryEmbedding());
    Filter filter = request.filter();
    Optional<io.doppel.index.query.Filter> known =
        filter == null ? Optional.of(io.doppel.index.query.Filter.EVERYTHING) : MetadataFilter.of(filter);
    return done(
        () -> {
          try (IndexView view = collection.view()) {
            List<EmbeddingMatch<TextSegment>> matches =
                known.isPresent()
                    ? nearest(view, meaning, request, known.get())
                    : nearestPassing(view, meaning, request, Objects.requireNonNull(filter));
            return new EmbeddingSearchResult<>(
                matches.stream().filter(match -> match.score() >= request.minScore()).toList());
          }
        });
  }

  private static List<EmbeddingMatch<TextSegment>> nearest(
      IndexView view, Embedding meaning, EmbeddingSearchRequest request, io.doppel.index.query.Filter filter)
      throws IOException {
    int wanted = request.maxResults();
    float least = Math.max(-1, (float) (2 * request.minScore() - 1) - ROUNDING);
    Question question =
        new Question(
            Question.By.MEANING,
            meaning,
            "",
            Question.Fusion.SIMILARITY,
            filter,
            least,
            Effort.APPROXIMATE,
            1);
    List<Found> found = view.find(question, new Depth(Math.max(MIN_DEPTH, wanted), wanted), wanted);
    Map<String, EmbeddedDocument> whole =
        view.embedded(found.stream().map(each -> each.document().id()).toList());
    return found.stream()
        .map(each -> {
          Found.Match best = each.best();
          EmbeddedDocument document =
              Objects.requireNonNull(whole.get(each.document().id()), "a view keeps what it has found");
          return match(document, document.passages().indexOf(best.passage()), best.similarity());
        })
        .toList();
  }

  /// The same with a filter that no index knows.
  private static List<EmbeddingMatch<TextSegment>> nearestPassing(
      IndexView view, Embedding meaning, EmbeddingSearchRequest request, Filter filter) throws IOException {
    Comparator<EmbeddingMatch<TextSegment>> worse =
        Comparator.<EmbeddingMatch<TextSegment>>comparingDouble(EmbeddingMatch::score)
            .thenComparing(EmbeddingMatch::embeddingId, Comparator.reverseOrder());
    PriorityQueue<EmbeddingMatch<TextSegment>> best = new PriorityQueue<>(worse);
    view.scan(
        document -> {
          if (filter.test(metadata(document.document()))) {
            best.add(nearestPassage(document, meaning));
            if (best.size() > request.maxResults()) {
              best.remove();
            }
          }
        });
    return best.stream().sorted(worse.reversed()).toList();
  }

  private static EmbeddingMatch<TextSegment> nearestPassage(EmbeddedDocument document, Embedding meaning) {
    List<Embedding> embeddings = document.embeddings();
    int nearest = 0;
    for (int i = 1; i < embeddings.size(); i++) {
      if (embeddings.get(i).cosine(meaning) > embeddings.get(nearest).cosine(meaning)) {
        nearest = i;
      }
    }
    return match(document, nearest, embeddings.get(nearest).cosine(meaning));
  }

  private static EmbeddingMatch<TextSegment> match(EmbeddedDocument document, int passage, float similarity) {
    String text = document.passages().get(passage).text();
    return new EmbeddingMatch<>(
        RelevanceScore.fromCosineSimilarity(similarity),
        document.document().id(),
        dev.langchain4j.data.embedding.Embedding.from(document.embeddings().get(passage).toArray()),
        text.isBlank() ? null : TextSegment.from(text, metadata(document.document())));
  }

  private static Metadata metadata(Document document) {
    Metadata metadata = new Metadata();
    TypedFields.read(document.fields())
        .forEach(
            (name, value) -> {
              switch (value) {
                case Integer number -> metadata.put(name, number);
                case Long number -> metadata.put(name, number);
                case Float number -> metadata.put(name, number);
                case Double number -> metadata.put(name, number);
                case UUID id -> metadata.put(name, id);
                default -> metadata.put(name, document.fields().get(name));
              }
            });
    return metadata;
  }

  private interface Work<T> {
    T done() throws IOException;
  }

  private static <T> T done(Work<T> work) {
    try {
      return work.done();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
