package io.doppel.cli.task;

import io.doppel.api.AssessmentJson;
import io.doppel.api.Json;
import io.doppel.cli.terminal.Output;
import io.doppel.cli.terminal.Table;
import io.doppel.plagiarism.LeftOut;
import io.doppel.plagiarism.PlagiarismAnswer;
import io.doppel.plagiarism.Source;
import io.doppel.plagiarism.alignment.Case;
import io.doppel.plagiarism.assessment.Assessment;
import io.doppel.plagiarism.assessment.Assessments;
import io.doppel.plagiarism.assessment.CaseContent;
import io.doppel.plagiarism.assessment.Ruling;
import io.doppel.plagiarism.assessment.Sketch;
import io.doppel.text.Bounds;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What people say about cases of a collection, for the command `plagiarism`.
record CaseAssessments(Assessments known) {

  /// What was found, with what is said of it; what is said here is kept.
  ///
  /// @param rulings by the number of a case in the answer, from 1
  /// @throws Bounds.Violation if there is no case of such a number; then nothing is kept
  PlagiarismAnswer with(PlagiarismAnswer found, String text, Map<Integer, Ruling> rulings, String note)
      throws IOException {
    PlagiarismAnswer before = found.assessed(text, known);
    List<Case> numbered =
        Stream.concat(before.cases().stream(), before.leftOut().stream().map(LeftOut::found)).toList();
    for (int number : rulings.keySet()) {
      if (number < 1 || number > numbered.size()) {
        throw new Bounds.Violation(
            "assess", "--assess must name a case from 1 to %d, got %d".formatted(numbered.size(), number));
      }
    }
    for (Map.Entry<Integer, Ruling> each : rulings.entrySet()) {
      Case one = numbered.get(each.getKey() - 1);
      String there =
          before.sources().stream()
              .filter(source -> source.id().equals(one.source()))
              .map(Source::text)
              .findFirst()
              .orElseThrow();
      String passage = one.here().of(text);
      String original = one.there().of(there);
      // Of the same passage in two documents, what was just said of the one is said of the other, too.
      Optional<Assessment> present =
          known.find(new CaseContent(Sketch.of(text), Sketch.of(passage), Sketch.of(original)));
      known.assess(
          new Assessments.Assessed(text, passage, one.source(), original),
          each.getValue(),
          note,
          System.getProperty("user.name", ""),
          Instant.now(),
          present.map(Assessment::version).orElse(0L));
    }
    return found.assessed(text, known);
  }

  void retract(long id) throws IOException {
    long version =
        known.all().stream()
            .filter(each -> each.id() == id)
            .map(Assessment::version)
            .findFirst()
            .orElseThrow(
                () -> new Bounds.Violation("retract", "--retract must be the id of an assessment, got " + id));
    known.retract(id, version);
  }

  void print(Output output) {
    List<AssessmentJson> all = known.all().stream().map(AssessmentJson::of).toList();
    if (output.json()) {
      all.forEach(said -> output.out().println(Json.line(said)));
      return;
    }
    if (all.isEmpty()) {
      output.out().println("Nothing was said about any case.");
      return;
    }
    Table table = output.table(List.of("id", "ruling", "by", "at", "source", "passage, and note"), 2, 8, 4, 20, 6);
    for (AssessmentJson said : all) {
      table.add(
          said.id(),
          said.ruling(),
          said.by(),
          said.at(),
          said.source(),
          (said.thisText() + (said.note().isEmpty() ? "" : " [" + said.note() + "]")).replaceAll("\\s+", " "));
    }
    table.print(output.out());
  }
}
