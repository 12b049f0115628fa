package io.doppel.server.trace;

import io.doppel.server.compute.Computing;
import io.doppel.server.log.RequestId;
import io.doppel.server.log.TraceCollector;
import io.doppel.work.Timing;
import io.javalin.http.Context;
import io.javalin.router.Endpoint;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Sends a trace of each request to a collector, by OTLP over HTTP: a span of the request by its route, and in it one
/// of each part that its [Timing] tells. They are made once the request is over and sent in the background; what cannot
/// be sent holds nobody up, and is dropped after a while. A `traceparent` that a request came with is gone on from.
///
/// Spans hold routes, statuses and ids of requests, and neither paths nor texts. Thread-safe.
public final class Traces implements AutoCloseable {

  /// What waits for what happens, for as long as somebody listens.
  private static final Set<String> LASTING = Set.of("/v1/events");

  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
  private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
  private static final AttributeKey<String> REQUEST = AttributeKey.stringKey("doppel.request_id");
  private static final int SERVER_ERROR = 500;

  private static final Duration SEND_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration LAST_SENDING = Duration.ofSeconds(2);

  private static final TextMapGetter<Context> HEADERS =
      (ctx, name) -> ctx == null ? null : ctx.header(name);

  private final SdkTracerProvider provider;
  private final Tracer tracer;

  private Traces(TraceCollector collector) {
    String address = collector.address().toString().replaceFirst("/+$", "") + "/v1/traces";
    this.provider =
        SdkTracerProvider.builder()
            .setResource(
                Resource.getDefault()
                    .merge(
                        Resource.create(
                            Attributes.of(
                                AttributeKey.stringKey("service.name"), "doppel",
                                AttributeKey.stringKey("service.version"), version()))))
            // Whoever asks does not decide what is seen of it.
            .setSampler(Sampler.alwaysOn())
            .addSpanProcessor(
                BatchSpanProcessor.builder(
                        OtlpHttpSpanExporter.builder()
                            .setEndpoint(address)
                            .setHeaders(collector::headers)
                            .setTimeout(SEND_TIMEOUT)
                            .build())
                    .build())
            .build();
    this.tracer = provider.get("io.doppel.server");
  }

  /// Sends to a collector; empty sends nothing.
  public static Optional<Traces> to(Optional<TraceCollector> collector) {
    return collector.map(Traces::new);
  }

  /// Takes up a request that is over now.
  ///
  /// @param milliseconds what it took
  public void took(Context ctx, float milliseconds) {
    Endpoint endpoint = ctx.endpoints().matchedHttpEndpoint();
    if (endpoint != null && LASTING.contains(endpoint.path)) {
      return;
    }
    Instant end = Instant.now();
    long endNanos = System.nanoTime();
    String method = ctx.method().name();
    Span whole =
        tracer
            .spanBuilder(endpoint == null ? method : method + " " + endpoint.path)
            .setSpanKind(SpanKind.SERVER)
            .setParent(
                W3CTraceContextPropagator.getInstance()
                    .extract(io.opentelemetry.context.Context.root(), ctx, HEADERS))
            .setAttribute(METHOD, method)
            .setAttribute(STATUS, (long) ctx.statusCode())
            .setAttribute(REQUEST, RequestId.of(ctx))
            .setStartTimestamp(end.minusNanos((long) (milliseconds * TimeUnit.MILLISECONDS.toNanos(1))))
            .startSpan();
    if (endpoint != null) {
      whole.setAttribute(ROUTE, endpoint.path);
    }
    if (ctx.statusCode() >= SERVER_ERROR) {
      whole.setStatus(StatusCode.ERROR);
    }
    Computing.timing(ctx).ifPresent(timing -> addParts(whole, timing.parts(), end, endNanos));
    whole.end(end);
  }

  private void addParts(Span whole, List<Timing.Part> parts, Instant end, long endNanos) {
    // The last one of each depth: what comes next and deeper is a part of it.
    List<Span> within = new ArrayList<>(List.of(whole));
    for (Timing.Part part : parts) {
      while (within.size() > part.depth() + 1) {
        within.removeLast();
      }
      Span span =
          tracer
              .spanBuilder(part.name())
              .setParent(io.opentelemetry.context.Context.root().with(within.getLast()))
              .setStartTimestamp(end.minusNanos(endNanos - part.begin()))
              .startSpan();
      span.end(end.minusNanos(endNanos - part.end()));
      within.add(span);
    }
  }

  /// Sends what was not sent yet, unless that takes long.
  @Override
  public void close() {
    var ignored = provider.shutdown().join(LAST_SENDING.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static String version() {
    return Optional.ofNullable(Traces.class.getPackage().getImplementationVersion()).orElse("dev");
  }
}
