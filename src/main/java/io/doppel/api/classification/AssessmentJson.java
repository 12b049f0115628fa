package io.doppel.api.classification;

import io.doppel.api.Numbers;
import io.doppel.classification.Assessment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How good a classifier is on labelled texts, as programs see it; null where there is nothing to tell from.
public record AssessmentJson(
    String head,
    int texts,
    @Nullable Double accuracy,
    @Nullable Double macroF1,
    @Nullable Double rejected,
    int none,
    @Nullable Double noneRejected,
    @Nullable Double auroc,
    @Nullable Double fpr95,
    CutoffJson cutoff,
    List<MistakeJson> confused) {

  /// Texts of one label that got another one.
  public record MistakeJson(String label, String taken, int texts) {}

  public static AssessmentJson of(Assessment assessment) {
    return new AssessmentJson(
        assessment.head().value(),
        assessment.texts(),
        Numbers.orNull(assessment.accuracy()),
        Numbers.orNull(assessment.macroF1()),
        Numbers.orNull(assessment.rejected()),
        assessment.none(),
        Numbers.orNull(assessment.noneRejected()),
        Numbers.orNull(assessment.auroc()),
        Numbers.orNull(assessment.fpr95()),
        CutoffJson.of(assessment.cutoff()),
        assessment.worst().stream()
            .map(each -> new MistakeJson(each.label(), each.taken(), each.texts()))
            .toList());
  }
}
