package io.doppel.engine;

import io.doppel.encoder.cache.CachingEncoder;
import io.doppel.encoder.cache.EmbeddingCache;
import io.doppel.engine.indexing.IndexingListener;
import io.doppel.engine.indexing.IndexingProgress;
import io.doppel.engine.indexing.ReindexOrder;
import io.doppel.engine.indexing.Reindexing;
import io.doppel.engine.indexing.StoredIterator;
import io.doppel.engine.model.LoadedModel;
import io.doppel.engine.model.ModelsInUse;
import io.doppel.index.Catalog;
import io.doppel.index.IndexView;
import io.doppel.index.Passport;
import io.doppel.index.upkeep.Rebuilding;
import io.doppel.source.DocumentSource;
import io.doppel.text.Bounds;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Makes collections anew from their own documents: in their place, or beside them. Thread-safe.
public final class Rebuilds {

  private final Catalog catalog;
  private final ModelsInUse models;
  private final EmbeddingCache cache;
  private final OpenCollections open;
  private final BooleanSupplier ending;

  /// @param ending whether this process ends, so that others may take over at once what it leaves
  Rebuilds(
      Catalog catalog, ModelsInUse models, EmbeddingCache cache, OpenCollections open, BooleanSupplier ending) {
    this.catalog = catalog;
    this.models = models;
    this.cache = cache;
    this.open = open;
    this.ending = ending;
  }

  /// Makes a collection anew from its own documents, also one that another model or an older program made. The old one
  /// answers until the new one takes its place, in one step. A run that was stopped goes on the next time.
  ///
  /// @param cancelled asked now and then; once true, it stops, the progress says so, and the old one stays
  /// @throws NoSuchCollectionException if there is none
  /// @throws CollectionBusyException if it is being written to by another thread
  public IndexingProgress reindex(CollectionName name, IndexingListener listener, BooleanSupplier cancelled)
      throws IOException {
    return reindex(name, ReindexOrder.AS_BEFORE, listener, cancelled);
  }

  /// The same with another model or other settings.
  ///
  /// @param order its model is the one that was chosen, or one that was trained here; without one, the latter where
  ///     such a one has made the collection, else the former
  /// @throws Bounds.Violation if the model is none of these
  public IndexingProgress reindex(
      CollectionName name, ReindexOrder order, IndexingListener listener, BooleanSupplier cancelled)
      throws IOException {
    open.require(name);
    Optional<String> model = order.model();
    String by = model.isPresent() ? model.get() : models.rebuilding(catalog.passport(name.value()));
    LoadedModel made = models.named(by);
    Reindexing reindexing =
        new Reindexing(
            () -> catalog.rebuild(name.value(), order.by(by).text()),
            made.passport(),
            new CachingEncoder(made.encoder(), cache),
            made.splitter(),
            order,
            ending);
    Optional<DocumentCollection> known = open.ifOpen(name);
    IndexingProgress end;
    try {
      end =
          known.isEmpty()
              ? reindexing.run(listener, cancelled)
              : known.get().reindex(reindexing, listener, cancelled);
    } catch (IOException | RuntimeException e) {
      try {
        // It may lie behind the step in which the new one took its place.
        notice(name, made);
      } catch (IOException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
    notice(name, made);
    return end;
  }

  private void notice(CollectionName name, LoadedModel made) throws IOException {
    Optional<Passport> now = catalog.passport(name.value());
    if (now.filter(made::made).isPresent()) {
      open.reopen(name, models.of(now).encoder());
    }
  }

  /// Makes another collection of a collection's own documents, by another model, so that both can be asked. What people
  /// decided and enrolled stays with the first.
  ///
  /// @param as the name of the new one, which is not there yet; where it is stopped, it is deleted again
  /// @param model the name of the one that was chosen, or of one that was trained here
  /// @throws NoSuchCollectionException if there is nothing of the first name
  /// @throws Bounds.Violation if there is a collection of the new name, or the model is none of these
  public IndexingProgress copyWith(
      CollectionName name, CollectionName as, String model, IndexingListener listener, BooleanSupplier cancelled)
      throws IOException {
    open.require(name);
    LoadedModel made = models.named(model);
    try (IndexView view = open.collection(name).view()) {
      DocumentCollection copy = create(as, made);
      boolean isOthers = false;
      boolean whole = false;
      try (DocumentSource source = DocumentSource.of(name.value(), new StoredIterator(view), view.documents())) {
        IndexingProgress end = copy.copy(source, listener, cancelled);
        whole = !end.stopped();
        return end;
      } catch (CollectionBusyException e) {
        isOthers = true;
        throw e;
      } finally {
        if (!whole && !isOthers) {
          open.delete(as);
        }
      }
    }
  }

  private DocumentCollection create(CollectionName name, LoadedModel model) throws IOException {
    try {
      catalog.createNew(name.value(), model.passport()).close();
      return open.collection(name);
    } catch (FileAlreadyExistsException e) {
      Bounds.Violation refused =
          new Bounds.Violation(
              "as", "there is a collection \"%s\" already; choose another name, or delete it first".formatted(name));
      refused.initCause(e);
      throw refused;
    }
  }

  /// Whether a collection can be made anew by the model of that name here.
  public boolean canReindexBy(String model) throws IOException {
    return models.has(model);
  }

  /// The collections that other processes make anew now, and those which anybody died over.
  public List<Rebuilding> ofOthers() throws IOException {
    return catalog.rebuildings();
  }

  /// Lets collections that another process has made anew with another model be opened with that the next time.
  ///
  /// @throws IOException if some of them cannot be looked at, after all others
  public void notice() throws IOException {
    IOException failure = null;
    for (DocumentCollection collection : open.all()) {
      try {
        notice(collection);
      } catch (IOException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private void notice(DocumentCollection collection) throws IOException {
    Optional<Passport> now = catalog.passport(collection.name().value());
    if (now.isPresent() && now.get().difference(collection.index().passport()).isPresent()) {
      open.reopen(collection.name(), models.of(now).encoder());
    }
  }
}
