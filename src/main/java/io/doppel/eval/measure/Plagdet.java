package io.doppel.eval.measure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// How well detections align with annotated plagiarism (Potthast et al., 2010, "An Evaluation Framework for
/// Plagiarism Detection"), by characters and macro-averaged over cases, as in PAN's text alignment task.
///
/// @param precision mean over detections of the part that lies in cases, from 0 to 1
/// @param recall mean over cases of the part that lies in detections, from 0 to 1
/// @param granularity detections for each detected case, at least 1
public record Plagdet(double precision, double recall, double granularity) {

  /// Scores what was detected against what is annotated, both as sets. With neither, precision and recall are 1; with
  /// only one of them, 0.
  public static Plagdet of(List<PanCase> annotated, List<PanCase> detected) {
    List<PanCase> cases = annotated.stream().distinct().toList();
    List<PanCase> detections = detected.stream().distinct().toList();
    if (cases.isEmpty() || detections.isEmpty()) {
      double both = cases.isEmpty() && detections.isEmpty() ? 1 : 0;
      return new Plagdet(both, both, 1);
    }
    Map<Pair, List<PanCase>> casesByPair = byPair(cases);
    Map<Pair, List<PanCase>> detectionsByPair = byPair(detections);
    return new Plagdet(
        covered(detections, casesByPair), covered(cases, detectionsByPair), granularity(cases, detectionsByPair));
  }

  /// The harmonic mean of precision and recall, divided by `log₂(1 + granularity)`; 0 if both are 0.
  public double plagdet() {
    double sum = precision + recall;
    return sum == 0 ? 0 : 2 * precision * recall / sum * Math.log(2) / Math.log(1 + granularity);
  }

  private record Pair(String suspicious, String source) {}

  private static Map<Pair, List<PanCase>> byPair(List<PanCase> cases) {
    return cases.stream().collect(Collectors.groupingBy(Plagdet::pair));
  }

  private static Pair pair(PanCase one) {
    return new Pair(one.suspicious(), one.source());
  }

  /// Mean over `cases` of the part, both sides together, that the union of the overlapping `others` covers.
  private static double covered(List<PanCase> cases, Map<Pair, List<PanCase>> others) {
    double sum = 0;
    for (PanCase one : cases) {
      List<PanCase> overlapping = overlapping(one, others);
      if (!overlapping.isEmpty()) {
        long here = union(one.thisOffset(), one.thisLength(), overlapping, PanCase::thisOffset, PanCase::thisLength);
        long there =
            union(one.sourceOffset(), one.sourceLength(), overlapping, PanCase::sourceOffset, PanCase::sourceLength);
        sum += (double) (here + there) / one.length();
      }
    }
    return sum / cases.size();
  }

  private static double granularity(List<PanCase> cases, Map<Pair, List<PanCase>> detections) {
    long detected = 0;
    long overlaps = 0;
    for (PanCase one : cases) {
      int count = overlapping(one, detections).size();
      detected += count > 0 ? 1 : 0;
      overlaps += count;
    }
    return detected == 0 ? 1 : (double) overlaps / detected;
  }

  private static List<PanCase> overlapping(PanCase one, Map<Pair, List<PanCase>> others) {
    return others.getOrDefault(pair(one), List.of()).stream().filter(one::overlaps).toList();
  }

  @FunctionalInterface
  private interface Side {
    int of(PanCase one);
  }

  /// How many characters from `offset` on, `length` in all, lie in at least one of `others`.
  private static long union(int offset, int length, List<PanCase> others, Side offsets, Side lengths) {
    List<PanCase> sorted = new ArrayList<>(others);
    sorted.sort(Comparator.comparingInt(offsets::of));
    long covered = 0;
    int end = offset;
    for (PanCase other : sorted) {
      int from = Math.max(end, offsets.of(other));
      int to = Math.min(offset + length, offsets.of(other) + lengths.of(other));
      if (to > from) {
        covered += to - from;
        end = to;
      }
    }
    return covered;
  }
}
