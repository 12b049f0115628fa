package io.doppel.engine.quality;

import io.doppel.duplicates.judgement.Judge;
import io.doppel.encoder.Embedding;
import io.doppel.encoder.Encoder;
import io.doppel.examination.ExaminationQuery;
import io.doppel.index.IndexView;
import io.doppel.index.PassageIndex;
import io.doppel.index.audit.RecallAudit;
import io.doppel.index.audit.RecentQuestions;
import io.doppel.text.Document;
import io.doppel.text.PassageSplitter;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleConsumer;

/// How well a collection answers: whether approximate search finds what exact search does, and how the model does on
/// its texts. Keeps the last report of either, in memory only. Thread-safe.
public final class CollectionQuality {

  private final PassageIndex index;
  private final Encoder encoder;
  private final PassageSplitter splitter;
  private final RecentQuestions asked;

  private volatile Optional<RecallAudit.Report> lastAudit = Optional.empty();
  private volatile Optional<CollectionExamination> lastExamination = Optional.empty();

  /// @param asked what is looked for by meaning; audits ask it again
  public CollectionQuality(PassageIndex index, Encoder encoder, PassageSplitter splitter, RecentQuestions asked) {
    this.index = index;
    this.encoder = encoder;
    this.splitter = splitter;
    this.asked = asked;
  }

  /// What was last looked for by meaning, the latest first: at most 256, kept in memory only.
  public List<Embedding> recentQuestions() {
    return asked.list();
  }

  /// Holds approximate search against exact search, and keeps the report; empty if there are no passages.
  public Optional<RecallAudit.Report> audit(RecallAudit audit) throws IOException {
    try (IndexView view = index.view()) {
      Optional<RecallAudit.Report> report = audit.of(view, asked.list());
      lastAudit = report;
      return report;
    }
  }

  /// The report of the last audit since this collection was opened.
  public Optional<RecallAudit.Report> lastAudit() {
    return lastAudit;
  }

  /// Examines how the model does on the texts of this collection, and keeps what came of it.
  ///
  /// @param judge judges the pairs that guards hold apart; without one there are none
  /// @param fresh new texts to hold against them; may be empty
  /// @param progress hears which part is done, 0 to 1
  /// @throws io.doppel.text.Bounds.Violation if there are no texts, or no document has a field that is asked for
  public CollectionExamination examine(
      ExaminationQuery query, Optional<Judge> judge, List<Document> fresh, DoubleConsumer progress)
      throws IOException {
    CollectionExamination examination =
        new Examiner(index, encoder, splitter, judge).examine(query, fresh, progress);
    lastExamination = Optional.of(examination);
    return examination;
  }

  /// The last examination since this collection was opened.
  public Optional<CollectionExamination> lastExamination() {
    return lastExamination;
  }
}
