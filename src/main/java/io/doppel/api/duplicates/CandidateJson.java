package io.doppel.api.duplicates;

import io.doppel.api.HitJson.SpanJson;
import io.doppel.duplicates.DuplicateAnswer.Candidate;
import io.doppel.duplicates.guard.Comparison;
import io.doppel.duplicates.guard.WordDifference;
import io.doppel.language.term.Language;
import io.doppel.language.term.SharedWords;
import io.doppel.text.CodePoints;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A possible duplicate as programs see it. `probability` and `verdict` are null where no calibration is known for the
/// model; `shared`, `only_here` and `only_there` are words of the text that was asked and of the candidate; `marks` is
/// where words of the first stand in the second. `template` is where both differ if they are made after one template,
/// `shares` is null where both are a single passage, `first_probability` is the one before a second judge was asked,
/// null where it was not.
public record CandidateJson(
    int rank,
    String id,
    String title,
    String text,
    float similarity,
    @Nullable Double probability,
    @Nullable String verdict,
    @Nullable Double firstProbability,
    List<GuardJson> guards,
    List<FieldJson> template,
    @Nullable SharesJson shares,
    List<String> shared,
    List<String> onlyHere,
    List<String> onlyThere,
    List<SpanJson> marks,
    Map<String, String> fields) {

  /// @param asked the text that was checked
  public static CandidateJson of(String asked, Candidate candidate) {
    WordDifference words = Comparison.of(asked, candidate.passage()).difference();
    return new CandidateJson(
        candidate.rank(),
        candidate.document().id(),
        candidate.document().title(),
        candidate.document().text(),
        candidate.similarity(),
        JudgementJson.probability(candidate.judgement()),
        JudgementJson.verdict(candidate.judgement()),
        JudgementJson.firstProbability(candidate.judgement()),
        GuardJson.of(candidate.judgement()),
        FieldJson.of(candidate.judgement()),
        SharesJson.of(candidate.judgement()),
        words.shared(),
        words.onlyHere(),
        words.onlyThere(),
        marks(asked, candidate.document().text()),
        candidate.document().fields());
  }

  private static List<SpanJson> marks(String asked, String text) {
    CodePoints points = CodePoints.of(text);
    return SharedWords.find(Language.AUTO, asked, text).stream()
        .map(word -> new SpanJson(points.at(word.start()), points.at(word.end())))
        .toList();
  }
}
