package io.doppel.api;

import io.doppel.plagiarism.PlagiarismAnswer;
import io.doppel.plagiarism.Source;
import io.doppel.text.CodePoints;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What a plagiarism check found, as programs see it.
public record PlagiarismJson(double coverage, List<SourceJson> sources, List<CaseJson> cases, boolean truncated) {

  /// A source with its whole text, so that both sides can be shown.
  public record SourceJson(String id, String title, String text, double coverage, int cases) {}

  /// @param suspicious the text that was checked
  public static PlagiarismJson of(PlagiarismAnswer answer, String suspicious) {
    CodePoints here = CodePoints.of(suspicious);
    Map<String, CodePoints> there =
        answer.sources().stream().collect(Collectors.toMap(Source::id, source -> CodePoints.of(source.text())));
    Function<String, CodePoints> offsets = id -> Objects.requireNonNull(there.get(id), "every case has its source");
    return new PlagiarismJson(
        answer.coverage(),
        answer.sources().stream()
            .map(source -> new SourceJson(source.id(), source.title(), source.text(), source.coverage(), source.cases()))
            .toList(),
        answer.cases().stream().map(found -> CaseJson.of(found, here, offsets.apply(found.source()))).toList(),
        answer.truncated());
  }
}
