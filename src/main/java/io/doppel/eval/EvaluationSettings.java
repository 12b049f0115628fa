package io.doppel.eval;

import io.doppel.duplicates.calibration.SecondJudge;
import io.doppel.eval.task.EvaluatedSearch;
import io.doppel.text.Bounds;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What of the tasks is measured, and how.
///
/// @param limit the most pairs, test texts or queries of a task, at least 1; of PAN corpora, pairs of each class
/// @param modes the ways to search, for retrieval
/// @param compare two of them whose difference gets a confidence interval, or none
/// @param detections the folder where detected plagiarism is written as PAN XML
/// @param collections where collections are: in a cluster, retrieval is measured there; see
///     [io.doppel.engine.scratch.ScratchPlace#beside]
/// @param secondJudge the cross-encoder of the tasks that need one
public record EvaluationSettings(
    int limit,
    List<EvaluatedSearch> modes,
    List<EvaluatedSearch> compare,
    Optional<Path> detections,
    URI collections,
    Optional<SecondJudge> secondJudge) {

  /// In folders.
  private static final URI FOLDER = URI.create("file:/");

  /// Measures with collections in a folder, and without a second judge.
  public EvaluationSettings(
      int limit, List<EvaluatedSearch> modes, List<EvaluatedSearch> compare, Optional<Path> detections) {
    this(limit, modes, compare, detections, FOLDER, Optional.empty());
  }

  public EvaluationSettings {
    if (modes.isEmpty()) {
      throw new Bounds.Violation("mode", "mode must name at least 1 way to search");
    }
    Bounds.check("limit", limit, 1, Integer.MAX_VALUE);
    modes = modes.stream().distinct().toList();
    compare = List.copyOf(compare);
    if (!compare.isEmpty() && (compare.size() != 2 || !modes.containsAll(compare))) {
      throw new Bounds.Violation(
          "compare", "compare must name 2 of the modes %s, got %s".formatted(modes, compare));
    }
  }

  /// The most of a task, which may have a limit of its own.
  int limit(Task task) {
    return Math.min(limit, task.limit());
  }

  /// Whether all of a task is measured, so that the values can be compared with others.
  public boolean isWhole(Task task) {
    return limit(task) == Integer.MAX_VALUE;
  }

  /// Everything.
  public static EvaluationSettings standard() {
    return new EvaluationSettings(Integer.MAX_VALUE, List.of(EvaluatedSearch.values()), List.of(), Optional.empty());
  }
}
