package io.doppel.engine;

import io.doppel.classification.Classification;
import io.doppel.classification.NoExamplesException;
import io.doppel.duplicates.Similarity;
import io.doppel.duplicates.calibration.CalibrationFile;
import io.doppel.duplicates.judgement.Judge;
import io.doppel.encoder.CrossEncoder;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.cache.EmbeddingCache;
import io.doppel.engine.job.Jobs;
import io.doppel.engine.learning.Candidates;
import io.doppel.engine.learning.ModelTraining;
import io.doppel.engine.model.CrossEncoders;
import io.doppel.engine.model.LoadedModel;
import io.doppel.engine.model.ModelsInUse;
import io.doppel.engine.model.SecondJudges;
import io.doppel.engine.snapshot.CollectionFiles;
import io.doppel.engine.snapshot.Snapshots;
import io.doppel.index.Catalog;
import io.doppel.index.Passport;
import io.doppel.index.PassportMismatchException;
import io.doppel.index.upkeep.Calls;
import io.doppel.models.ModelName;
import io.doppel.models.Models;
import io.doppel.text.Bounds;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A model and the collections made with it: the one place where encoder, index and tasks are put together. A
/// collection that was made with a model trained here stays with that one. Thread-safe.
///
/// ```java
/// try (Doppel doppel = Doppel.open(new Home(Path.of("models"), "all-MiniLM-L6-v2-ko", Path.of("index")))) {
///   doppel.collection(new CollectionName("wordnet")).search().answer(query);
/// }
/// ```
public final class Doppel implements Closeable {

  private final Home home;
  private final Catalog catalog;
  private final ModelsInUse models;
  private final EmbeddingCache cache;
  private final CrossEncoders crossEncoders;
  private final Jobs jobs = new Jobs();
  private final Candidates candidates = new Candidates();
  private final OpenCollections open;
  private final Rebuilds rebuilds;

  private Doppel(Home home, Catalog catalog, ModelsInUse models, EmbeddingCache cache) {
    this.home = home;
    this.catalog = catalog;
    this.models = models;
    this.cache = cache;
    this.crossEncoders = new CrossEncoders(home.models());
    this.open = new OpenCollections(catalog, models, cache, crossEncoders, this::left);
    this.rebuilds = new Rebuilds(catalog, models, cache, open, jobs::isEnding);
  }

  /// Loads the model; collections are opened when they are asked for.
  public static Doppel open(Home home) throws IOException {
    return open(home, EmbeddingCache.STANDARD_BYTES);
  }

  /// Loads the model; collections are opened when they are asked for.
  ///
  /// @param maxCacheBytes what the cache of embeddings may take of the disk; 0 for none
  public static Doppel open(Home home, long maxCacheBytes) throws IOException {
    return open(home, Catalogs.at(home.collections()), maxCacheBytes);
  }

  /// The same with collections that are in a catalog, which is closed with this.
  public static Doppel open(Home home, Catalog catalog, long maxCacheBytes) throws IOException {
    return new Doppel(home, catalog, ModelsInUse.of(home.models(), home.model()), cache(home, maxCacheBytes));
  }

  /// The cache of embeddings that the collections of `home` share.
  ///
  /// @param maxBytes what it may take of the disk; 0 switches it off
  public static EmbeddingCache cache(Home home, long maxBytes) {
    return EmbeddingCache.in(home.cacheFolder(), maxBytes);
  }

  public Encoder encoder() {
    return models.chosen().encoder();
  }

  /// Where the model lies, and what belongs to it.
  public Path modelFolder() {
    return home.modelFolder();
  }

  /// The same of the model of a collection.
  public Path modelFolder(CollectionName name) throws IOException {
    return home.models().resolve(modelOf(name));
  }

  /// Where the collections are: of `file:`, a folder; else a cluster. It holds no password.
  public URI place() {
    return home.collections();
  }

  /// The folder beside the collections, where what belongs to all of them is.
  public Path besideCollections() {
    return home.index();
  }

  /// The passport of every collection made with the model that was chosen.
  public Passport passport() {
    return models.chosen().passport();
  }

  /// The cache of embeddings that all collections share; closed with this.
  public EmbeddingCache cache() {
    return cache;
  }

  /// The cross-encoder of that name among the models; loaded the first time, which takes a moment, and closed with
  /// this.
  ///
  /// @throws io.doppel.text.Bounds.Violation if there is none that works
  public CrossEncoder crossEncoder(String name) throws IOException {
    return crossEncoders.of(name, "rerank");
  }

  /// The cross-encoders as second judges of duplicates; closed with this.
  public SecondJudges secondJudges() {
    return crossEncoders;
  }

  /// What is done to collections in the background; closed with this.
  public Jobs jobs() {
    return jobs;
  }

  /// What makes another model of the one that made a collection.
  ///
  /// @param name what to call the new one
  /// @throws Bounds.Violation if there is a model of that name
  public ModelTraining training(CollectionName collection, String name) throws IOException {
    Models folder = new Models(home.models());
    ModelName called = new ModelName(name);
    if (folder.names().contains(called)) {
      throw new Bounds.Violation("name", "there is a model \"%s\" already; choose another name".formatted(name));
    }
    return new ModelTraining(folder, new ModelName(modelOf(collection)), called, cache);
  }

  /// Trained models that wait to be adopted; discarded with this.
  public Candidates candidates() {
    return candidates;
  }

  /// Compares two texts.
  public Similarity similarity() {
    return new Similarity(encoder(), Optional.of(Judge.of(CalibrationFile.standard(passport(), encoder()))));
  }

  /// The collection of that name.
  ///
  /// @throws NoSuchCollectionException if there is none
  public DocumentCollection collection(CollectionName name) throws IOException {
    return open.collection(name);
  }

  /// The collection of that name; empty if it takes longer than `patience` to open. It goes on being opened then.
  ///
  /// @throws NoSuchCollectionException if there is none
  public Optional<DocumentCollection> collection(CollectionName name, Duration patience) throws IOException {
    return open.collection(name, patience);
  }

  /// Whether there is a collection of that name.
  public boolean exists(CollectionName name) throws IOException {
    return catalog.holds(name.value());
  }

  /// The collection of that name, made if it is missing.
  public DocumentCollection openOrCreate(CollectionName name) throws IOException {
    return open.orCreate(name);
  }

  /// The classifier of the collection of that name, whichever model made its index; without examples until somebody
  /// enrols some.
  ///
  /// @throws NoExamplesException if there is no such collection
  public Classification classification(CollectionName name) throws IOException {
    return open.classification(name);
  }

  /// The same, of a collection that is made if it is missing.
  public Classification classificationOrNew(CollectionName name) throws IOException {
    if (!exists(name)) {
      openOrCreate(name);
    }
    return classification(name);
  }

  /// Names of the collections in which texts are enrolled, in order.
  public List<CollectionName> classifiers() throws IOException {
    List<CollectionName> found = new ArrayList<>();
    for (CollectionName name : collections()) {
      if (open.files(name).hasExamples()) {
        found.add(name);
      }
    }
    return found;
  }

  /// Forgets all that was enrolled in a collection, and the collection with it if there is nothing else in it.
  ///
  /// @throws NoExamplesException if there is no such collection
  public void deleteExamples(CollectionName name) throws IOException {
    classification(name).replace(List.of());
    deleteIfNothingIsLeft(name);
  }

  /// Deletes a collection that has no documents, and in which nothing is enrolled.
  public void deleteIfNothingIsLeft(CollectionName name) throws IOException {
    try {
      collection(name);
    } catch (PassportMismatchException e) {
      return; // It has documents of another model, which stay.
    }
    deleteIfEmpty(name);
  }

  /// A collection for the time being, in a folder that is empty; the caller closes it, and deletes the folder.
  public DocumentCollection temporary(CollectionName name, Path folder) throws IOException {
    Catalog other = Catalogs.in(folder);
    LoadedModel model = models.chosen();
    return new DocumentCollection(
        name,
        CollectionFiles.of(other, name.value()),
        other.create(name.value(), model.passport()),
        model.encoder(),
        model.splitter(),
        cache,
        crossEncoders);
  }

  /// Asks whether the place of the collections can be reached, be some of them damaged or not there.
  ///
  /// @throws io.doppel.index.failure.IndexUnavailableException if not, with the reason
  public void requireAvailable() throws IOException {
    catalog.requireAvailable();
  }

  /// What was asked of the place of the collections so far, by what it was for; nothing where it is a folder.
  public Map<String, Calls> calls() {
    return catalog.calls();
  }

  /// Names of all collections, in order.
  public List<CollectionName> collections() throws IOException {
    return new CollectionNames(catalog).all();
  }

  /// Deletes a collection with all its documents, also one that another model made.
  ///
  /// @throws NoSuchCollectionException if there is none
  public void delete(CollectionName name) throws IOException {
    open.delete(name);
  }

  /// Deletes a collection that was made for documents that did not come: one without any, in which nobody decided
  /// anything or enrolled a text. One that is being written to stays.
  public void deleteIfEmpty(CollectionName name) throws IOException {
    open.deleteIfEmpty(name);
  }

  /// What makes collections anew from their own documents.
  public Rebuilds rebuilds() {
    return rebuilds;
  }

  /// The name of the model that was chosen.
  public String model() {
    return home.model();
  }

  /// The name of the model that made a collection, if that is the chosen one or was trained here; else of the chosen
  /// one.
  public String modelOf(CollectionName name) throws IOException {
    open.require(name);
    LoadedModel found = models.of(catalog.passport(name.value()));
    return found.equals(models.chosen()) ? home.model() : found.encoder().fingerprint().model();
  }

  /// Whether a collection was made with a model that was trained here, with which it stays.
  public boolean isAdopted(CollectionName name) throws IOException {
    return !models.rebuilding(catalog.passport(name.value())).equals(home.model());
  }

  /// Copies a collection as it was last committed into `folder`, which is not there yet, while writing goes on: with
  /// all that people entered, and a manifest of all files.
  ///
  /// @throws NoSuchCollectionException if there is none
  public void snapshot(CollectionName name, Path folder) throws IOException {
    snapshot(name, folder, Optional.empty(), Instant.now());
  }

  /// The same at a time.
  ///
  /// @param before a snapshot of the same collection; what did not change since is not read again
  public void snapshot(CollectionName name, Path folder, Optional<Path> before, Instant now) throws IOException {
    if (!exists(name)) {
      throw new NoSuchCollectionException(name);
    }
    snapshots().take(name.value(), home.collectionFolder(name), folder, before, now);
  }

  /// Makes a collection of a folder that [#snapshot] has made.
  ///
  /// @throws FileAlreadyExistsException if there is a collection of that name, be it that somebody makes it meanwhile
  /// @throws IOException if the folder holds no snapshot, or one that is damaged
  public void restore(CollectionName name, Path folder) throws IOException {
    open.forget(name);
    requireNew(name);
    snapshots()
        .restore(
            folder,
            home.collectionFolder(name),
            step ->
                open.making(
                    name,
                    () -> {
                      requireNew(name);
                      step.take();
                    }));
  }

  private void requireNew(CollectionName name) throws IOException {
    if (exists(name)) {
      throw new FileAlreadyExistsException(
          ("there is a collection \"%1$s\" already; restore under another name, or delete it first: doppel "
              + "collections delete %1$s")
              .formatted(name));
    }
  }

  private Snapshots snapshots() {
    return new Snapshots(
        catalog
            .copies()
            .orElseThrow(() ->
                new Bounds.Violation(
                    "index",
                    "collections in a cluster are no files that a snapshot could hold: copy one into a folder"
                        + " (doppel copy), or take snapshots of the cluster")));
  }

  /// The collections that were asked for so far.
  public List<DocumentCollection> opened() {
    return open.all();
  }

  /// What was done for a collection goes with it.
  private void left(CollectionName name) throws IOException {
    jobs.forget(name.value());
    candidates.discard(name.value());
  }

  /// Stops jobs, and closes collections and model: all of them, also where closing one fails. What was not committed is
  /// lost.
  @Override
  public void close() throws IOException {
    jobs.close();
    try (models;
        crossEncoders;
        cache;
        candidates;
        catalog) {
      open.close();
    }
  }
}
