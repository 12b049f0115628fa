package io.doppel.server;

import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.engine.archive.SnapshotClock;
import io.doppel.index.audit.Recall;
import io.doppel.index.audit.RecallAudit;
import io.doppel.index.failure.IndexClosedException;
import io.doppel.index.upkeep.Calls;
import io.doppel.server.access.Access;
import io.doppel.server.access.Role;
import io.doppel.server.compute.Computing;
import io.doppel.server.trail.AuditTrail;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.router.Endpoint;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import java.util.logging.Level;
import java.util.logging.Logger;

/// What the server tells Prometheus, in base units: how long requests took, how large the open collections are, and
/// what came of the last audit and the last examination of each.
final class Metrics {

  private static final Logger LOG = Logger.getLogger(Metrics.class.getName());

  private static final double MILLIS_PER_SECOND = 1000;

  /// Every other one is one label, since whoever asks may think of ever more names.
  private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  /// Seconds; a search takes milliseconds, a plagiarism check of a long text some seconds.
  private static final double[] DURATIONS = {.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30};

  /// Waits for what happens: how long that takes says nothing.
  private static final String EVENTS = "/v1/events";

  /// Where routes are counted, so that a request is seen while it is under way.
  private static final String COUNTED = "doppel.counted";

  private final Doppel doppel;
  private final AtomicInteger active = new AtomicInteger();
  private final AtomicInteger streams = new AtomicInteger();
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Histogram requests =
      Histogram.builder()
          .name("http_server_request_duration_seconds")
          .help("How long requests took, by their route and the status of the answer.")
          .labelNames("method", "route", "status")
          .classicOnly()
          .classicUpperBounds(DURATIONS)
          .register(registry);

  Metrics(Doppel doppel, Computing computing, AuditTrail trail, SnapshotClock snapshots) {
    this.doppel = doppel;
    gauge("http_server_active_requests", "Requests that are being answered, but for streams of events.")
        .callback(gauge -> gauge.call(active.get()))
        .register(registry);
    gauge("doppel_event_streams", "Listeners to events.")
        .callback(gauge -> gauge.call(streams.get()))
        .register(registry);
    new ServerMetrics(doppel, computing, trail, snapshots).register(registry);
    new CollectionMetrics(doppel).register(registry);
    gauge("doppel_collection_passages", "Passages of an open collection.")
        .labelNames("collection")
        .callback(gauge -> doppel.opened().forEach(collection -> tellPassages(gauge, collection)))
        .register(registry);
    recall(
        "doppel_audit_recall_ratio",
        "Part of the nearest passages that a search finds, by the last audit of stored passages or asked questions.",
        Recall::value);
    recall("doppel_audit_recall_low_ratio", "The lower end of its 95 % confidence interval.", Recall::low);
    recall("doppel_audit_queries", "How many queries the last audit asked.", Recall::queries);
    gauge("doppel_audit_promise_ratio", "The recall that a collection promises.")
        .labelNames("collection")
        .callback(gauge ->
            doppel
                .opened()
                .forEach(collection ->
                    collection
                        .quality()
                        .lastAudit()
                        .ifPresent(report ->
                            gauge.call(report.audit().promise(), collection.name().value()))))
        .register(registry);
    calls("doppel_index_calls_total", "Calls of the cluster that keeps the collections, by kind.", Calls::count);
    calls("doppel_index_call_failures_total", "Those that were not answered, or with an error.", Calls::failed);
    calls("doppel_index_call_seconds_total", "How long all of them took together.", Calls::seconds);
    new ExaminationMetrics(doppel, registry).register();
  }

  private static GaugeWithCallback.Builder gauge(String name, String help) {
    return GaugeWithCallback.builder().name(name).help(help);
  }

  private void calls(String name, String help, ToDoubleFunction<Calls> value) {
    CounterWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames("call")
        .callback(counter -> doppel.calls().forEach((call, calls) -> counter.call(value.applyAsDouble(calls), call)))
        .register(registry);
  }

  private void recall(String name, String help, ToDoubleFunction<Recall> value) {
    gauge(name, help)
        .labelNames("collection", "queries")
        .callback(gauge ->
            doppel
                .opened()
                .forEach(collection ->
                    collection
                        .quality()
                        .lastAudit()
                        .ifPresent(
                            report -> tell(gauge, collection.name().value(), report, value))))
        .register(registry);
  }

  private static void tell(
      GaugeWithCallback.Callback gauge, String collection, RecallAudit.Report report, ToDoubleFunction<Recall> value) {
    gauge.call(value.applyAsDouble(report.stored()), collection, "stored");
    report.asked().ifPresent(asked -> gauge.call(value.applyAsDouble(asked), collection, "asked"));
  }

  private static void tellPassages(GaugeWithCallback.Callback gauge, DocumentCollection collection) {
    try {
      gauge.call((double) collection.passages(), collection.name().value());
    } catch (IndexClosedException e) {
      // It was deleted just now, and is none to tell of.
    } catch (IOException e) {
      // One whose index cannot be read takes nothing away from what is told of the others.
      LOG.log(Level.INFO, e, () -> "collection \"%s\" could not be counted".formatted(collection.name()));
    }
  }

  void register(JavalinConfig config) {
    config.routes.before(
        ctx -> {
          AtomicInteger counted = ctx.path().equals(EVENTS) ? streams : active;
          counted.incrementAndGet();
          ctx.attribute(COUNTED, counted);
        });
    config.routes.get("/metrics", this::metrics, Role.READ);
    config.routes.head("/metrics", this::metrics, Role.READ);
  }

  void took(Context ctx, float milliseconds) {
    AtomicInteger counted = ctx.attribute(COUNTED);
    if (counted != null) {
      counted.decrementAndGet();
    }
    Endpoint endpoint = ctx.endpoints().matchedHttpEndpoint();
    if (endpoint != null && endpoint.path.equals(EVENTS) && ctx.status().isSuccess()) {
      return;
    }
    requests
        .labelValues(
            METHODS.contains(ctx.method().name()) ? ctx.method().name() : "other",
            endpoint == null ? withoutRoute(ctx) : endpoint.path,
            Integer.toString(ctx.statusCode()))
        .observe(milliseconds / MILLIS_PER_SECOND);
  }

  /// What no route answered: a file of the page, an address that is none, or a request that was refused as it came.
  private static String withoutRoute(Context ctx) {
    return switch (ctx.status()) {
      case OK, NOT_MODIFIED, PARTIAL_CONTENT -> "page";
      case NOT_FOUND -> "unknown";
      default -> "refused";
    };
  }

  private void metrics(Context ctx) throws IOException {
    Access.of(ctx).requireAll();
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create().write(text, registry.scrape());
    ctx.contentType(PrometheusTextFormatWriter.CONTENT_TYPE).result(text.toByteArray());
  }
}
