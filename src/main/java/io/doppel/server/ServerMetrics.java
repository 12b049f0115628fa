package io.doppel.server;

import io.doppel.encoder.cache.EmbeddingCache;
import io.doppel.engine.Doppel;
import io.doppel.engine.archive.SnapshotClock;
import io.doppel.engine.job.Jobs;
import io.doppel.server.compute.Computing;
import io.doppel.server.trail.AuditTrail;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/// What is told of the process and of what it has to do: the Java machine, the threads that compute answers and who
/// waits for them, jobs, the cache of embeddings.
final class ServerMetrics {

  private static final Logger LOG = Logger.getLogger(ServerMetrics.class.getName());

  private final Doppel doppel;
  private final Computing computing;
  private final AuditTrail trail;
  private final SnapshotClock snapshots;

  ServerMetrics(Doppel doppel, Computing computing, AuditTrail trail, SnapshotClock snapshots) {
    this.doppel = doppel;
    this.computing = computing;
    this.trail = trail;
    this.snapshots = snapshots;
  }

  void register(PrometheusRegistry registry) {
    JvmMetrics.builder().register(registry);
    Info.builder()
        .name("doppel_build_info")
        .help("What runs here; always 1.")
        .labelNames("version", "model")
        .register(registry)
        .setLabelValues(
            Optional.ofNullable(ServerMetrics.class.getPackage().getImplementationVersion()).orElse("dev"),
            doppel.encoder().fingerprint().model());
    gauge("doppel_compute_waiting_requests", "Requests that wait for a thread, by what they cost.", "load")
        .callback(gauge -> computing.loads().forEach(load -> gauge.call(load.waiting(), load.name())))
        .register(registry);
    gauge("doppel_compute_active_requests", "Requests that are computed, by what they cost.", "load")
        .callback(gauge -> computing.loads().forEach(load -> gauge.call(load.active(), load.name())))
        .register(registry);
    counter("doppel_compute_refused", "Requests that were refused since too many waited, by what they cost.", "load")
        .callback(counter -> computing.loads().forEach(load ->
            counter.call((double) load.refused(), load.name())))
        .register(registry);
    gauge("doppel_jobs", "Jobs that run or wait for their turn.", "state")
        .callback(gauge -> {
          Jobs.Load load = doppel.jobs().load();
          gauge.call(load.running(), "running");
          gauge.call(load.waiting(), "waiting");
        })
        .register(registry);
    counter("doppel_jobs_ended", "Jobs that ended, by their kind and how: done, failed or cancelled.", "kind", "state")
        .callback(counter ->
            doppel
                .jobs()
                .ended()
                .forEach((end, count) ->
                    counter.call(count, end.kind(), end.state().name().toLowerCase(Locale.ROOT))))
        .register(registry);
    gauge("doppel_snapshots_whole_timestamp_seconds", "When each collection had a snapshot that was not too old, last.")
        .callback(gauge -> snapshots.lastWhole().ifPresent(at -> gauge.call(at.toEpochMilli() / 1e3)))
        .register(registry);
    counter("doppel_cache_lookups", "Texts whose embedding was looked up in the cache: hit or miss.", "result")
        .callback(counter -> {
          EmbeddingCache.Lookups lookups = doppel.cache().lookups();
          counter.call((double) lookups.hits(), "hit");
          counter.call((double) lookups.misses(), "miss");
        })
        .register(registry);
    gauge("doppel_cache_disk_bytes", "What the cache of embeddings takes of the disk.")
        .callback(this::tellCache)
        .register(registry);
    counter("doppel_audit_log_lost_entries", "Entries of the audit log that could not be written.")
        .callback(counter -> counter.call((double) trail.lost()))
        .register(registry);
  }

  private void tellCache(GaugeWithCallback.Callback gauge) {
    try {
      gauge.call((double) doppel.cache().bytes());
    } catch (IOException e) {
      LOG.log(Level.INFO, e, () -> "the cache could not be measured");
    }
  }

  private static GaugeWithCallback.Builder gauge(String name, String help, String... labels) {
    return GaugeWithCallback.builder().name(name).help(help).labelNames(labels);
  }

  private static CounterWithCallback.Builder counter(String name, String help, String... labels) {
    return CounterWithCallback.builder().name(name).help(help).labelNames(labels);
  }
}
