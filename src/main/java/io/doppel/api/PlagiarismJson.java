package io.doppel.api;

import io.doppel.api.CaseJson.Places;
import io.doppel.plagiarism.PlagiarismAnswer;
import io.doppel.plagiarism.Source;
import io.doppel.plagiarism.alignment.Case;
import io.doppel.plagiarism.exclusion.Reason;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a plagiarism check found, as programs see it.
public record PlagiarismJson(
    double coverage,
    double coverageWithLeftOut,
    Map<String, Double> byKind,
    List<SourceJson> sources,
    List<CaseJson> cases,
    List<CaseJson> leftOut,
    boolean truncated,
    List<DisguiseJson> disguises) {

  /// A source with its whole text, so that both sides can be shown.
  public record SourceJson(String id, String title, String text, double coverage, int cases) {}

  /// @param suspicious the text that was checked
  public static PlagiarismJson of(PlagiarismAnswer answer, String suspicious) {
    Places here = Places.of(suspicious);
    Map<String, Places> there =
        answer.sources().stream().collect(Collectors.toMap(Source::id, source -> Places.of(source.text())));
    Function<String, Places> places = id -> Objects.requireNonNull(there.get(id), "every case has its source");
    Map<String, Double> byKind = new LinkedHashMap<>();
    answer.coverage().byKind().forEach((kind, part) -> byKind.put(CaseJson.lower(kind), part));
    return new PlagiarismJson(
        answer.coverage().counted(),
        answer.coverage().withLeftOut(),
        byKind,
        answer.sources().stream()
            .map(source ->
                new SourceJson(
                    source.id(), source.title(), source.text(), source.coverage(), source.cases()))
            .toList(),
        answer.cases().stream()
            .map(found -> of(found, null, answer, here, places.apply(found.source())))
            .toList(),
        answer.leftOut().stream()
            .map(out -> of(out.found(), out.reason(), answer, here, places.apply(out.found().source())))
            .toList(),
        answer.truncated(),
        DisguiseJson.of(answer.disguises(), here));
  }

  /// The same without the sources that were left out because the author of the text wrote them.
  ///
  /// @param suspicious the text that was checked
  public PlagiarismJson withoutOwnSources(String suspicious) {
    Set<String> own =
        leftOut.stream()
            .filter(each -> CaseJson.lower(Reason.AUTHOR).equals(each.leftOut()))
            .map(CaseJson::source)
            .collect(Collectors.toSet());
    if (own.isEmpty()) {
      return this;
    }
    List<CaseJson> others = leftOut.stream().filter(each -> !own.contains(each.source())).toList();
    Set<String> counted = cases.stream().map(CaseJson::source).collect(Collectors.toSet());
    BitSet found = new BitSet();
    Stream.concat(cases.stream(), others.stream())
        .forEach(each -> found.set(each.thisOffset(), each.thisOffset() + each.thisLength()));
    double share = (double) found.cardinality() / Math.max(1, suspicious.codePointCount(0, suspicious.length()));
    return new PlagiarismJson(
        coverage,
        Math.max(coverage, share),
        byKind,
        sources.stream().filter(each -> !own.contains(each.id()) || counted.contains(each.id())).toList(),
        cases,
        others,
        truncated,
        disguises);
  }

  private static CaseJson of(Case found, @Nullable Reason why, PlagiarismAnswer answer, Places here, Places there) {
    return CaseJson.of(found, why, answer.citations().get(found), answer.assessments().get(found), here, there);
  }
}
