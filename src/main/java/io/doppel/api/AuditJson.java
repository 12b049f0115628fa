package io.doppel.api;

import io.doppel.engine.Advice;
import io.doppel.engine.CollectionName;
import io.doppel.index.audit.Recall;
import io.doppel.index.audit.RecallAudit;
import org.jspecify.annotations.Nullable;

/// What came of an audit. `asked` is null where nothing was asked yet, `advice` where the promise is kept.
public record AuditJson(
    String collection,
    long passages,
    int k,
    double promise,
    boolean kept,
    RecallJson stored,
    @Nullable RecallJson asked,
    String vectorStorage,
    int searchWidth,
    @Nullable String advice,
    double seconds) {

  /// `low` and `high` bound the 95 % confidence interval.
  public record RecallJson(int queries, double recall, double low, double high) {

    static RecallJson of(Recall recall) {
      return new RecallJson(recall.queries(), recall.value(), recall.low(), recall.high());
    }
  }

  public static AuditJson of(CollectionName collection, RecallAudit.Report report) {
    return new AuditJson(
        collection.value(),
        report.passages(),
        report.audit().k(),
        report.audit().promise(),
        report.kept(),
        RecallJson.of(report.stored()),
        report.asked().map(RecallJson::of).orElse(null),
        report.settings().storage().toString(),
        report.settings().searchWidth(),
        Advice.of(report, collection).orElse(null),
        report.seconds());
  }
}
