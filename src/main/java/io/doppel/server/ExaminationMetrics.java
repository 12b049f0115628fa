package io.doppel.server;

import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.engine.quality.CollectionExamination;
import io.doppel.examination.Drift;
import io.doppel.examination.Kept;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.ToDoubleFunction;

/// What the server tells Prometheus of the last examination of each open collection.
record ExaminationMetrics(Doppel doppel, PrometheusRegistry registry) {

  private static final double MILLIS_PER_SECOND = 1000;

  void register() {
    kept(
        "doppel_examination_standard_similarity",
        "Mean cosine of a text and the changed text, on the standard scale, by the last examination.",
        kept -> kept.standard().mean());
    kept(
        "doppel_examination_recall_ratio",
        "Part of the changed texts that are no nearer to any other document.",
        kept -> kept.recall().mean());
    drift(
        "doppel_examination_nearest_similarity",
        "Mean cosine of new texts with the nearest document.",
        drift -> drift.nearest().mean());
    drift(
        "doppel_examination_stored_nearest_similarity",
        "The same of the collection's own texts.",
        drift -> drift.nearestStored().mean());
    drift(
        "doppel_examination_rejected_ratio",
        "Part of the new texts that are further off than .95 of the collection's own; .05 if nothing has changed.",
        drift -> drift.rejected().mean());
    drift(
        "doppel_examination_energy_coefficient",
        "How much the distributions of new and of stored texts differ, 0 to 1.",
        Drift::coefficient);
    drift(
        "doppel_examination_drift_p_value",
        "Whether that may be chance: the p-value of the two-sample test.",
        Drift::pValue);
    gauge("doppel_examination_timestamp_seconds", "When the last examination ended.")
        .labelNames("collection")
        .callback(
            gauge ->
                each((collection, last) ->
                    gauge.call(last.at().toEpochMilli() / MILLIS_PER_SECOND, collection.name().value())))
        .register(registry);
  }

  private interface Teller {
    void tell(DocumentCollection collection, CollectionExamination last);
  }

  private void each(Teller teller) {
    doppel
        .opened()
        .forEach(collection -> collection.quality().lastExamination().ifPresent(last -> teller.tell(collection, last)));
  }

  private void kept(String name, String help, ToDoubleFunction<Kept> value) {
    gauge(name, help)
        .labelNames("collection", "change")
        .callback(
            gauge ->
                each((collection, last) ->
                    last.report()
                        .kept()
                        .forEach(
                            kept ->
                                gauge.call(
                                    value.applyAsDouble(kept),
                                    collection.name().value(),
                                    kept.perturbation().toString()))))
        .register(registry);
  }

  private void drift(String name, String help, ToDoubleFunction<Drift> value) {
    gauge(name, help)
        .labelNames("collection")
        .callback(
            gauge ->
                each((collection, last) ->
                    last.report()
                        .drift()
                        .ifPresent(drift -> gauge.call(value.applyAsDouble(drift), collection.name().value()))))
        .register(registry);
  }

  private static GaugeWithCallback.Builder gauge(String name, String help) {
    return GaugeWithCallback.builder().name(name).help(help);
  }
}
