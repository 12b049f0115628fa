package io.doppel.eval.task;

import io.doppel.eval.data.PanCorpus.Part;
import io.doppel.eval.data.PanPair;
import io.doppel.eval.measure.PanCase;
import io.doppel.eval.measure.Plagdet;
import io.doppel.plagiarism.alignment.AlignmentSettings;
import io.doppel.plagiarism.alignment.Case;
import io.doppel.plagiarism.alignment.TextAlignment;
import io.doppel.plagiarism.reading.Reading;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// What the product's own text alignment detects in pairs of documents, held against the annotations: overall and for
/// each class of obfuscation.
final class Alignments {

  private static final TextAlignment ALIGNMENT = new TextAlignment(AlignmentSettings.standard());

  private final Map<PanPair, List<PanCase>> detections;

  Alignments(Map<PanPair, List<PanCase>> detections) {
    this.detections = detections;
  }

  /// The cases of a pair, in code points as PAN counts.
  static List<PanCase> of(PanPair pair, Reading here, Reading there) {
    List<PanCase> cases = new ArrayList<>();
    for (Case found : ALIGNMENT.align(here, there).cases()) {
      cases.add(
          new PanCase(
              pair.suspicious(),
              pair.source(),
              here.text().codePointCount(0, found.here().start()),
              here.text().codePointCount(found.here().start(), found.here().end()),
              there.text().codePointCount(0, found.there().start()),
              there.text().codePointCount(found.there().start(), found.there().end())));
    }
    return cases;
  }

  /// The detections of all pairs.
  List<PanCase> all() {
    return all(detections.values());
  }

  void score(List<Part> parts, Scores scores) {
    add("", parts.stream().flatMap(part -> part.cases().stream()).distinct().toList(), all(), scores);
    for (Part part : parts.size() > 1 ? parts : List.<Part>of()) {
      List<PanCase> found = all(part.pairs().stream().map(this::of).toList());
      if (part.cases().isEmpty()) {
        scores.add("false detections " + part.name(), found.size());
        long accused = part.pairs().stream().filter(pair -> !of(pair).isEmpty()).count();
        scores.add("part of pairs with one " + part.name(), (double) accused / part.pairs().size());
      } else {
        add(" " + part.name(), part.cases(), found, scores);
      }
    }
  }

  private List<PanCase> of(PanPair pair) {
    return detections.getOrDefault(pair, List.of());
  }

  private static void add(String suffix, List<PanCase> cases, List<PanCase> detections, Scores scores) {
    Plagdet score = Plagdet.of(cases, detections);
    scores.add("plagdet" + suffix, score.plagdet());
    scores.add("precision" + suffix, score.precision());
    scores.add("recall" + suffix, score.recall());
    scores.add("granularity" + suffix, score.granularity());
  }

  private static List<PanCase> all(Collection<List<PanCase>> lists) {
    return lists.stream().flatMap(List::stream).toList();
  }
}
