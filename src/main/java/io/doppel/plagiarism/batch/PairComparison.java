package io.doppel.plagiarism.batch;

import io.doppel.plagiarism.Exempt;
import io.doppel.plagiarism.LeftOut;
import io.doppel.plagiarism.Plagiarism;
import io.doppel.plagiarism.alignment.Alignment;
import io.doppel.plagiarism.alignment.Case;
import io.doppel.plagiarism.assessment.Assessment;
import io.doppel.plagiarism.assessment.Assessments;
import io.doppel.plagiarism.assessment.CaseContent;
import io.doppel.plagiarism.assessment.Sketch;
import io.doppel.plagiarism.exclusion.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Says of what two texts have in common what counts: on neither side left out, unless somebody has said otherwise.
///
/// @param first the text that is here
/// @param second the other one
/// @param said what people said about cases; null for nothing
record PairComparison(Text first, Text second, @Nullable Assessments said) {

  /// One of both.
  ///
  /// @param collection the archive it is from, empty for none
  /// @param exempt what of it does not count
  record Text(String collection, ComparedText compared, Exempt exempt) {

    private SimilarPair.Side side(List<Case> counted, List<Case> accepted, List<Case> withLeftOut) {
      return new SimilarPair.Side(
          collection,
          compared.id(),
          compared.document().title(),
          compared.hash(),
          exempt.coverage(counted, accepted),
          Plagiarism.coverage(compared.text(), withLeftOut),
          compared.disguised());
    }
  }

  SimilarPair of(Alignment aligned, boolean sameAuthor) throws IOException {
    List<Case> found = aligned.cases();
    List<Optional<Reason>> reasons = reasons(found, sameAuthor && first.compared.isBySameAuthor(second.compared));
    Map<Case, Assessment> assessments = assessments(found);
    List<Case> counted = new ArrayList<>();
    List<LeftOut> leftOut = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      Case one = found.get(i);
      Optional.ofNullable(assessments.get(one))
          .map(Reason::of)
          .orElse(reasons.get(i))
          .ifPresentOrElse(why -> leftOut.add(new LeftOut(one, why)), () -> counted.add(one));
    }
    List<Case> accepted = counted.stream().filter(assessments::containsKey).toList();
    return new SimilarPair(
        first.side(counted, accepted, found),
        second.side(turned(counted), turned(accepted), turned(found)),
        counted,
        leftOut,
        assessments,
        aligned.truncated());
  }

  private List<Optional<Reason>> reasons(List<Case> found, boolean bySameAuthor) throws IOException {
    if (bySameAuthor) {
      return Collections.nCopies(found.size(), Optional.of(Reason.AUTHOR));
    }
    List<Optional<Reason>> here = first.exempt.reasons(found, second.compared.document());
    List<Case> open = IntStream.range(0, found.size()).filter(i -> here.get(i).isEmpty()).mapToObj(found::get).toList();
    Iterator<Optional<Reason>> there = second.exempt.reasons(turned(open), first.compared.document()).iterator();
    return here.stream().map(why -> why.or(there::next)).toList();
  }

  private Map<Case, Assessment> assessments(List<Case> found) {
    Map<Case, Assessment> known = new HashMap<>();
    if (said != null && !said.all().isEmpty()) {
      for (Case one : found) {
        Sketch here = Sketch.of(one.here().of(first.compared.text()));
        Sketch there = Sketch.of(one.there().of(second.compared.text()));
        said.find(new CaseContent(first.compared.sketch(), here, there))
            .or(() -> said.find(new CaseContent(second.compared.sketch(), there, here)))
            .ifPresent(each -> known.put(one, each));
      }
    }
    return known;
  }

  private List<Case> turned(List<Case> cases) {
    return cases.stream().map(this::turned).toList();
  }

  /// The case as the other text sees it.
  private Case turned(Case found) {
    return new Case(
        first.compared.id(), found.there(), found.here(), found.kind(), found.similarity(), found.evidence());
  }
}
