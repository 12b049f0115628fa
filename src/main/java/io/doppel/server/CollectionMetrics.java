package io.doppel.server;

import io.doppel.api.CollectionJson;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.index.failure.IndexClosedException;
import io.doppel.index.upkeep.Footprint;
import io.doppel.index.upkeep.Upkeep;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.logging.Level;
import java.util.logging.Logger;

/// What is told of collections: in which state they are, how much is in them, how far they are, what of the disk they
/// take.
final class CollectionMetrics {

  private static final Logger LOG = Logger.getLogger(CollectionMetrics.class.getName());

  private static final List<String> STATES = List.of("ready", "indexing", "opening", "failed");

  /// One look is enough for all that one scrape tells.
  private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

  private final Doppel doppel;

  /// Guarded by `this`, as is its time.
  private List<CollectionJson> seen = List.of();

  private long seenAt = System.nanoTime() - FRESH_NANOS;

  CollectionMetrics(Doppel doppel) {
    this.doppel = doppel;
  }

  void register(PrometheusRegistry registry) {
    gauge("doppel_collections", "Collections by their state: ready, indexing, opening or failed.", "state")
        .callback(gauge -> STATES.forEach(state -> gauge.call(count(state), state)))
        .register(registry);
    tell(registry, "doppel_collection_documents", "Documents of a collection.", CollectionJson::documents);
    gauge("doppel_collection_indexing_documents", "Documents taken of those that are being indexed.", "collection")
        .callback(gauge ->
            look().forEach(each ->
                Optional.ofNullable(each.indexing())
                    .ifPresent(indexing -> gauge.call((double) indexing.done(), each.name()))))
        .register(registry);
    gauge("doppel_collection_disk_bytes", "What the index of an open collection takes of the disk.", "collection")
        .callback(gauge -> doppel.opened().forEach(collection -> tellDisk(gauge, collection)))
        .register(registry);
  }

  private void tell(PrometheusRegistry registry, String name, String help, ToDoubleFunction<CollectionJson> value) {
    gauge(name, help, "collection")
        .callback(gauge ->
            look().stream()
                .filter(each -> each.model() != null)
                .forEach(each -> gauge.call(value.applyAsDouble(each), each.name())))
        .register(registry);
  }

  private static GaugeWithCallback.Builder gauge(String name, String help, String label) {
    return GaugeWithCallback.builder().name(name).help(help).labelNames(label);
  }

  private double count(String state) {
    return look().stream().filter(each -> each.state().equals(state)).count();
  }

  private static void tellDisk(GaugeWithCallback.Callback gauge, DocumentCollection collection) {
    try {
      Optional<Footprint> footprint = footprint(collection);
      footprint.ifPresent(found -> gauge.call((double) found.diskBytes(), collection.name().value()));
    } catch (IndexClosedException e) {
      // It was deleted just now, and is none to tell of.
    } catch (IOException e) {
      LOG.log(Level.INFO, e, () -> "collection \"%s\" could not be measured".formatted(collection.name()));
    }
  }

  private static Optional<Footprint> footprint(DocumentCollection collection) throws IOException {
    Optional<Upkeep> upkeep = collection.index().upkeep();
    return upkeep.isPresent() ? Optional.of(upkeep.get().footprint()) : Optional.empty();
  }

  private synchronized List<CollectionJson> look() {
    if (System.nanoTime() - seenAt >= FRESH_NANOS) {
      try {
        seen = CollectionJson.allNow(doppel);
      } catch (IOException e) {
        // Where they are kept nobody answers; what else there is to tell is told.
        seen = List.of();
        LOG.log(Level.INFO, e, () -> "the collections could not be counted");
      }
      seenAt = System.nanoTime();
    }
    return seen;
  }
}
