package io.doppel.plagiarism;

import io.doppel.plagiarism.alignment.Case;
import io.doppel.plagiarism.assessment.Assessment;
import io.doppel.plagiarism.assessment.Assessments;
import io.doppel.plagiarism.assessment.CaseContent;
import io.doppel.plagiarism.assessment.Sketch;
import io.doppel.plagiarism.citation.CitedAs;
import io.doppel.plagiarism.exclusion.Reason;
import io.doppel.text.disguise.Disguise;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What of a text was found elsewhere.
///
/// @param coverage how much it is
/// @param sources where it comes from, the one that covers most first; also those whose cases are all left out
/// @param cases in the order of the suspicious text
/// @param leftOut cases that do not count, in the order of the suspicious text
/// @param truncated whether a limit left something out: the text has more chunks than are looked up, or more documents
///     came into question than are compared, or more of its units are like those of one document than are looked at
/// @param disguises where letters of the text are exchanged or hidden, in its order; it was read as people read it
/// @param citations how the text says where cases of both kinds are from; of those that it neither quotes nor cites,
///     nothing
/// @param assessments what people said about cases of both kinds
public record PlagiarismAnswer(
    Coverage coverage, List<Source> sources, List<Case> cases, List<LeftOut> leftOut, boolean truncated,
    List<Disguise> disguises, Map<Case, CitedAs> citations, Map<Case, Assessment> assessments) {

  public PlagiarismAnswer {
    sources = List.copyOf(sources);
    cases = List.copyOf(cases);
    leftOut = List.copyOf(leftOut);
    disguises = List.copyOf(disguises);
    citations = Map.copyOf(citations);
    assessments = Map.copyOf(assessments);
  }

  /// One that nobody has said anything about.
  ///
  /// @param text the suspicious text
  static PlagiarismAnswer of(
      String text,
      List<Source> sources,
      List<Case> cases,
      List<LeftOut> leftOut,
      boolean truncated,
      List<Disguise> disguises,
      Map<Case, CitedAs> citations) {
    return of(text, sources, cases, leftOut, truncated, disguises, citations, Map.of());
  }

  private static PlagiarismAnswer of(
      String text,
      List<Source> sources,
      List<Case> cases,
      List<LeftOut> leftOut,
      boolean truncated,
      List<Disguise> disguises,
      Map<Case, CitedAs> citations,
      Map<Case, Assessment> assessments) {
    Map<String, List<Case>> bySource = cases.stream().collect(Collectors.groupingBy(Case::source));
    return new PlagiarismAnswer(
        Coverage.of(text, cases, leftOut),
        sources.stream()
            .map(source -> source.with(text, bySource.getOrDefault(source.id(), List.of())))
            .sorted(Comparator.comparingDouble(Source::coverage).reversed().thenComparing(Source::id))
            .toList(),
        cases.stream().sorted(Case.IN_ORDER).toList(),
        leftOut.stream().sorted(Comparator.comparing(LeftOut::found, Case.IN_ORDER)).toList(),
        truncated,
        disguises,
        citations,
        assessments);
  }

  /// The same with what people have said about its cases by now, which counts for more than what was asked to be left
  /// out.
  ///
  /// @param text the suspicious text
  public PlagiarismAnswer assessed(String text, Assessments known) {
    if (known.all().isEmpty() && assessments.isEmpty()) {
      return this;
    }
    Map<String, String> texts = sources.stream().collect(Collectors.toMap(Source::id, Source::text));
    Sketch whole = Sketch.of(text);
    Map<Case, Assessment> said = new HashMap<>();
    List<Case> counted = new ArrayList<>();
    List<LeftOut> notCounted = new ArrayList<>();
    Map<Case, Reason> reasons =
        leftOut.stream().collect(Collectors.toMap(LeftOut::found, LeftOut::reason, (one, _) -> one));
    Stream.concat(cases.stream(), leftOut.stream().map(LeftOut::found))
        .forEach(
            found -> {
              String there = Objects.requireNonNull(texts.get(found.source()), "every case has its source");
              Optional<Assessment> one =
                  known.find(
                      new CaseContent(whole, Sketch.of(found.here().of(text)), Sketch.of(found.there().of(there))));
              one.ifPresent(each -> said.put(found, each));
              one.map(Reason::of)
                  .orElse(Optional.ofNullable(reasons.get(found)).filter(why -> why != Reason.ASSESSMENT))
                  .ifPresentOrElse(why -> notCounted.add(new LeftOut(found, why)), () -> counted.add(found));
            });
    return of(text, sources, counted, notCounted, truncated, disguises, citations, said);
  }
}
