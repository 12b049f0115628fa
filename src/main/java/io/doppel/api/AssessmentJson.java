package io.doppel.api;

import io.doppel.plagiarism.assessment.Assessment;

/// What somebody said about a case, as programs see it: `accepted`, `cited`, `common` or `false`. `this_text` and
/// `source_text` are the beginnings of both passages.
public record AssessmentJson(
    String id,
    long version,
    String ruling,
    String note,
    String by,
    String at,
    String source,
    String thisText,
    String sourceText) {

  public static AssessmentJson of(Assessment said) {
    return new AssessmentJson(
        Long.toString(said.id()),
        said.version(),
        CaseJson.lower(said.ruling()),
        said.note(),
        said.by(),
        said.at().toString(),
        said.passages().source(),
        said.passages().here(),
        said.passages().there());
  }
}
