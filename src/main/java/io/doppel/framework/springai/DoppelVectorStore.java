package io.doppel.framework.springai;

import io.doppel.engine.DocumentCollection;
import io.doppel.engine.indexing.IndexingListener;
import io.doppel.engine.indexing.IndexingProgress;
import io.doppel.framework.TypedFields;
import io.doppel.index.query.Effort;
import io.doppel.index.query.Filter;
import io.doppel.retrieval.SearchHit;
import io.doppel.retrieval.SearchMode;
import io.doppel.retrieval.SearchQuery;
import io.doppel.source.DocumentSource;
import io.doppel.source.SourceRecord;
import io.doppel.text.Document;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.springframework.ai.document.DocumentMetadata;
import org.springframework.ai.vectorstore.SearchRequest;
import org.springframework.ai.vectorstore.VectorStore;

/// A [DocumentCollection] as the store of vectors of Spring AI. The collection's own model embeds what is put and what
/// is asked; a long document is cut into passages and found by the best of them. What Doppel itself has indexed is
/// found too.
///
/// Scores are cosines, and a threshold of 0 lets all pass. Metadata are fields of the document. Thread-safe; the
/// collection stays its owner's. What fails on the disk is an [UncheckedIOException].
public final class DoppelVectorStore implements VectorStore {

  private final DocumentCollection collection;
  private final SearchMode mode;

  /// Searches by meaning.
  public DoppelVectorStore(DocumentCollection collection) {
    this(collection, SearchMode.DENSE);
  }

  /// @param mode what searches go by; scores are cosines whatever the order
  public DoppelVectorStore(DocumentCollection collection, SearchMode mode) {
    this.collection = collection;
    this.mode = mode;
  }

  /// Adds documents, or replaces those with their ids; when this returns, all are found.
  ///
  /// @throws IllegalArgumentException if one is no text or breaks a bound of [Document], and none is put then; or if
  ///     one is longer than the place takes where the collection is kept, and others may be in then
  /// @throws CancellationException if the thread was interrupted, or somebody stopped it, before all were put
  @Override
  public void add(List<org.springframework.ai.document.Document> documents) {
    List<Document> texts = documents.stream().map(DoppelVectorStore::document).toList();
    done(
        () -> {
          try (DocumentSource source = DocumentSource.of(texts)) {
            return whole(
                collection.add(source, new Refusing(texts), () -> Thread.currentThread().isInterrupted()),
                texts.size());
          }
        });
  }

  /// Ends it with what is wrong.
  private record Refusing(List<Document> documents) implements IndexingListener {

    @Override
    public void rejected(SourceRecord.Rejected rejected) {
      throw new IllegalArgumentException(
          "document \"%s\": %s"
              .formatted(documents.get((int) rejected.where().line() - 1).id(), rejected.reason()));
    }
  }

  private static IndexingProgress whole(IndexingProgress end, int documents) {
    if (end.stopped()) {
      throw new CancellationException(
          "stopped; %d of %d documents were put, in their order".formatted(end.done(), documents));
    }
    return end;
  }

  private static Document document(org.springframework.ai.document.Document document) {
    String text = document.getText();
    if (text == null) {
      throw new IllegalArgumentException("document \"%s\" must be a text".formatted(document.getId()));
    }
    return new Document(document.getId(), "", text, TypedFields.of(document.getMetadata())).admitted();
  }

  @Override
  public void delete(List<String> ids) {
    done(() -> collection.delete(ids));
  }

  @Override
  public void delete(org.springframework.ai.vectorstore.filter.Filter.Expression filter) {
    Filter known = FilterExpression.of(filter);
    done(() -> collection.delete(known));
  }

  /// The nearest documents, whole, at most 1,000.
  @Override
  public List<org.springframework.ai.document.Document> similaritySearch(SearchRequest request) {
    if (request.getTopK() == 0) {
      return List.of();
    }
    double threshold = request.getSimilarityThreshold();
    SearchQuery query =
        new SearchQuery(
            request.getQuery(),
            request.getTopK(),
            0,
            mode,
            Effort.APPROXIMATE,
            request.getFilterExpression() == null
                ? Filter.EVERYTHING
                : FilterExpression.of(request.getFilterExpression()),
            threshold == SearchRequest.SIMILARITY_THRESHOLD_ACCEPT_ALL ? -1 : (float) threshold,
            1);
    return done(() -> collection.search().answer(query).hits().stream().map(DoppelVectorStore::found).toList());
  }

  private static org.springframework.ai.document.Document found(SearchHit hit) {
    Map<String, Object> metadata = TypedFields.read(hit.document().fields());
    metadata.put(DocumentMetadata.DISTANCE.value(), 1 - hit.similarity());
    return org.springframework.ai.document.Document.builder()
        .id(hit.document().id())
        .text(hit.document().shown())
        .metadata(metadata)
        .score((double) hit.similarity())
        .build();
  }

  /// The [DocumentCollection].
  @Override
  @SuppressWarnings("unchecked")
  public <T> Optional<T> getNativeClient() {
    return Optional.of((T) collection);
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
