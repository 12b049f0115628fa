package io.doppel.api.examination;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.doppel.api.duplicates.PairJson;
import io.doppel.engine.quality.CollectionExamination;
import io.doppel.examination.Drift;
import io.doppel.examination.ExaminationReport;
import io.doppel.examination.Kept;
import io.doppel.examination.Slice;
import io.doppel.learn.statistic.MeanInterval;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// How a model does on the texts of a collection, as programs see it. `texts` are how many of the `documents` were
/// looked at, `cut` are properties of which only the most frequent values are told. `guarded` are pairs that the model
/// takes for duplicates and guards hold apart, found around `looked` documents; `truncated` says that there are more.
/// `alarm` is missing where none was asked for.
public record ExaminationJson(
    long documents,
    int texts,
    long seed,
    List<MeasureJson> measures,
    List<String> cut,
    List<PairJson> guarded,
    int looked,
    boolean truncated,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean alarm,
    String examinedAt) {

  private static final long BYTES_A_FIGURE = 300;

  /// A measured value. `task` is `robustness`, `slices` or `drift`, `subject` what it was measured of; `low` and `high`
  /// bound the 95 % interval and are missing where there is none. Figures of few texts are `small`.
  public record MeasureJson(
      String task,
      String subject,
      String measure,
      double value,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double low,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double high,
      int texts,
      boolean small) {}

  public static ExaminationJson of(CollectionExamination examination) {
    ExaminationReport report = examination.report();
    OptionalDouble alarm = report.query().alarm();
    return new ExaminationJson(
        report.documents(),
        report.texts(),
        report.query().seed(),
        measures(report),
        report.cut(),
        examination.guarded().pairs().stream().map(pair -> PairJson.of(pair, Optional.empty())).toList(),
        examination.looked(),
        examination.guarded().truncated(),
        alarm.isPresent() ? report.alarms() : null,
        examination.at().truncatedTo(ChronoUnit.SECONDS).toString());
  }

  /// About how much memory an examination takes.
  public static long bytes(CollectionExamination examination) {
    long pairs =
        examination.guarded().pairs().stream()
            .mapToLong(pair -> (long) pair.first().text().length() + pair.second().text().length())
            .sum();
    ExaminationReport report = examination.report();
    return BYTES_A_FIGURE * (report.kept().size() + report.slices().size()) + Character.BYTES * pairs;
  }

  private static List<MeasureJson> measures(ExaminationReport report) {
    Measures measures = new Measures(new ArrayList<>());
    for (Kept kept : report.kept()) {
      Subject subject = new Subject("robustness", kept.perturbation().toString(), kept.texts());
      measures.add(subject, "similarity", kept.similarity());
      measures.add(subject, "standard_similarity", kept.standard());
      measures.add(subject, "standard_similarity_p05", kept.low());
      measures.add(subject, "recall@1", kept.recall());
    }
    for (Slice slice : report.slices()) {
      Subject subject = new Subject("slices", slice.property() + "=" + slice.value(), slice.texts());
      slice.standard().ifPresent(value -> measures.add(subject, "standard_similarity", value));
      slice.recall().ifPresent(value -> measures.add(subject, "recall@1", value));
      slice.density().ifPresent(value -> measures.add(subject, "nearest_standard_similarity", value));
      measures.add(subject, "legibility", slice.legibility());
    }
    report.drift().ifPresent(drift -> add(drift, report.texts(), measures));
    return measures.list();
  }

  private static void add(Drift drift, int stored, Measures measures) {
    Subject fresh = new Subject("drift", "new", drift.texts());
    measures.add(fresh, "nearest_similarity", drift.nearest());
    measures.add(new Subject("drift", "stored", stored), "nearest_similarity", drift.nearestStored());
    measures.add(new Subject("drift", "stored", stored), "nearest_similarity_p05", drift.threshold());
    measures.add(fresh, "rejected_share", drift.rejected());
    measures.add(fresh, "energy_coefficient", drift.coefficient());
    measures.add(fresh, "p_value", drift.pValue());
  }

  private record Subject(String task, String name, int texts) {}

  private record Measures(List<MeasureJson> list) {

    void add(Subject subject, String measure, double value) {
      add(subject, measure, value, null, null);
    }

    void add(Subject subject, String measure, MeanInterval value) {
      add(subject, measure, value.mean(), value.low(), value.high());
    }

    private void add(Subject of, String measure, double value, @Nullable Double low, @Nullable Double high) {
      list.add(
          new MeasureJson(of.task, of.name, measure, value, low, high, of.texts, of.texts < Slice.SMALL));
    }
  }
}
