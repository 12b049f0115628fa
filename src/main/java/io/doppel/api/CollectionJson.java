package io.doppel.api;

import io.doppel.engine.DocumentCollection;
import io.doppel.engine.IndexingProgress;
import io.doppel.index.Passport;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A collection as programs see it. `state` is `ready`, `indexing` or `failed`.
public record CollectionJson(
    String name,
    long documents,
    long passages,
    String model,
    int dimension,
    String state,
    @Nullable IndexingJson indexing,
    @Nullable String error) {

  /// Indexing under way. `total` and `seconds_left` are null while unknown.
  public record IndexingJson(
      long done, @Nullable Long total, long rejected, double perSecond, @Nullable Long secondsLeft) {

    static IndexingJson of(DocumentCollection.Indexing indexing) {
      IndexingProgress progress = indexing.progress();
      double perSecond = progress.seconds() > 0 ? progress.done() / progress.seconds() : 0;
      Long total = indexing.documentsTotal() < 0 ? null : indexing.documentsTotal();
      return new IndexingJson(
          progress.done(), total, progress.rejected(), perSecond, progress.secondsLeft().stream().boxed().findFirst().orElse(null));
    }
  }

  public static CollectionJson of(DocumentCollection collection) throws IOException {
    Passport passport = collection.index().passport();
    Optional<IndexingJson> indexing = collection.indexing().map(IndexingJson::of);
    Optional<String> failure = collection.failure();
    return new CollectionJson(
        collection.name().value(),
        collection.index().documents(),
        collection.index().passages(),
        passport.encoder().model(),
        passport.encoder().dimension(),
        indexing.isPresent() ? "indexing" : failure.isPresent() ? "failed" : "ready",
        indexing.orElse(null),
        failure.orElse(null));
  }
}
