package io.doppel.engine.quality;

import io.doppel.duplicates.GuardedPairs;
import io.doppel.duplicates.PairAnswer;
import io.doppel.duplicates.PairQuery;
import io.doppel.duplicates.judgement.Judge;
import io.doppel.encoder.Encoder;
import io.doppel.examination.Examination;
import io.doppel.examination.ExaminationQuery;
import io.doppel.examination.ExaminationReport;
import io.doppel.index.IndexView;
import io.doppel.index.PassageIndex;
import io.doppel.text.Document;
import io.doppel.text.PassageSplitter;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.DoubleConsumer;

/// Examines a collection: what the task tells of its texts, and the pairs that guards hold apart.
record Examiner(PassageIndex index, Encoder encoder, PassageSplitter splitter, Optional<Judge> judge) {

  private static final int MAX_PAIRS = 20;

  /// For pairs nothing is embedded, so that more documents are looked at.
  private static final int TIMES_AS_MANY = 10;

  /// The part of the time that the task takes, about.
  private static final double TASK = .9;

  CollectionExamination examine(ExaminationQuery query, List<Document> fresh, DoubleConsumer progress)
      throws IOException {
    try (IndexView view = index.view()) {
      ExaminationReport report =
          Examination.of(view, encoder, splitter, query, fresh, part -> progress.accept(TASK * part));
      int looked = (int) Math.min(view.documents(), (long) TIMES_AS_MANY * query.sample());
      PairAnswer guarded =
          judge.isEmpty()
              ? new PairAnswer(List.of(), false)
              : new GuardedPairs(view, judge.get(), PairQuery.defaultThreshold(encoder.scale()))
                  .find(
                      looked,
                      MAX_PAIRS,
                      new SplittableRandom(query.seed()),
                      part -> progress.accept(TASK + (1 - TASK) * part));
      return new CollectionExamination(report, guarded, looked, Instant.now());
    }
  }
}
