package io.doppel.api;

import io.doppel.engine.Advice;
import io.doppel.engine.CollectionName;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.engine.NoSuchCollectionException;
import io.doppel.engine.indexing.Illegibility;
import io.doppel.engine.indexing.Indexing;
import io.doppel.engine.indexing.IndexingProgress;
import io.doppel.index.IndexView;
import io.doppel.index.Passport;
import io.doppel.index.PassportMismatchException;
import io.doppel.index.failure.IndexClosedException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A collection as programs see it. `state` is `ready`, `indexing`, `opening` or `failed`; `model` and `dimension` are
/// null where it is not open. `illegible` is the part of the text, by a sample, in words that the model has never
/// learnt; `warning` says so where it is much.
public record CollectionJson(
    String name,
    long documents,
    long passages,
    @Nullable String model,
    @Nullable Integer dimension,
    String state,
    @Nullable IndexingJson indexing,
    @Nullable Double illegible,
    @Nullable String warning,
    @Nullable String error) {

  /// What opening takes, unless files are verified or a disk is slow.
  private static final Duration PATIENCE = Duration.ofMillis(200);

  /// Indexing under way. `total` and `seconds_left` are null while unknown.
  public record IndexingJson(
      long done, @Nullable Long total, long rejected, double perSecond, @Nullable Long secondsLeft) {

    static IndexingJson of(Indexing indexing) {
      IndexingProgress progress = indexing.progress();
      double perSecond = progress.seconds() > 0 ? progress.done() / progress.seconds() : 0;
      Long total = indexing.documentsTotal() < 0 ? null : indexing.documentsTotal();
      return new IndexingJson(
          progress.done(),
          total,
          progress.rejected(),
          perSecond,
          progress.secondsLeft(indexing.documentsTotal()).stream()
              .boxed()
              .findFirst()
              .orElse(null));
    }
  }

  /// All collections. One that cannot be opened, because another model made it or its files are damaged, is `failed`
  /// and says why.
  public static List<CollectionJson> all(Doppel doppel) throws IOException {
    return all(doppel, name -> of(doppel.collection(name)));
  }

  /// All collections as they are now: one that takes a while to open is `opening`.
  public static List<CollectionJson> allNow(Doppel doppel) throws IOException {
    return all(
        doppel,
        name -> {
          Optional<DocumentCollection> open = doppel.collection(name, PATIENCE);
          return open.isPresent() ? of(open.get()) : closed(name, "opening", null);
        });
  }

  private interface Look {
    CollectionJson at(CollectionName name) throws IOException;
  }

  private static List<CollectionJson> all(Doppel doppel, Look look) throws IOException {
    List<CollectionJson> collections = new ArrayList<>();
    for (CollectionName name : doppel.collections()) {
      try {
        collections.add(look.at(name));
      } catch (NoSuchCollectionException | IndexClosedException e) {
        // Deleted since it was listed, or since it was opened.
      } catch (PassportMismatchException | IOException e) {
        collections.add(closed(name, "failed", Advice.sentence(e)));
      }
    }
    return collections;
  }

  private static CollectionJson closed(CollectionName name, String state, @Nullable String error) {
    return new CollectionJson(name.value(), 0, 0, null, null, state, null, null, null, error);
  }

  public static CollectionJson of(DocumentCollection collection) throws IOException {
    Passport passport = collection.index().passport();
    Optional<IndexingJson> indexing = collection.indexing().map(IndexingJson::of);
    Optional<Illegibility> illegibility = collection.illegibility();
    try (IndexView view = collection.view()) {
      return of(collection, view, passport, indexing, illegibility);
    }
  }

  private static CollectionJson of(
      DocumentCollection collection,
      IndexView view,
      Passport passport,
      Optional<IndexingJson> indexing,
      Optional<Illegibility> illegibility)
      throws IOException {
    return new CollectionJson(
        collection.name().value(),
        view.documents(),
        view.passages(),
        passport.encoder().model(),
        passport.encoder().dimension(),
        indexing.isPresent() ? "indexing" : "ready",
        indexing.orElse(null),
        illegibility.map(found -> Math.round(100 * found.share()) / 100.0).orElse(null),
        illegibility.flatMap(Illegibility::warning).orElse(null),
        null);
  }
}
