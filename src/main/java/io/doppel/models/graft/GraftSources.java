package io.doppel.models.graft;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What a graft is learned from.
///
/// @param files pairs of sentences, the model's own language first, see [ParallelSentences#read]
/// @param weights how often a pair of a file is trained by, where that is not 1: twice as often for 2
/// @param apart files with texts that nothing may be learned from; see there, too
/// @param scored files with pairs of texts of the other language, and how much people found them alike: an id, a score
///     and two texts a line, tabulators between; what has no translation among the pairs of sentences is left out
public record GraftSources(List<Path> files, Map<Path, Double> weights, List<Path> apart, List<Path> scored) {

  public GraftSources {
    files = List.copyOf(files);
    weights = Map.copyOf(weights);
    apart = List.copyOf(apart);
    scored = List.copyOf(scored);
    weights.forEach((file, weight) -> {
      if (!(weight >= 0 && weight <= 1000)) {
        throw new IllegalArgumentException("weight of %s must be 0 to 1000, got %s".formatted(file, weight));
      }
    });
    for (Path file : weights.keySet()) {
      if (!files.contains(file)) {
        throw new IllegalArgumentException("weight is of %s, which is none of the files of pairs".formatted(file));
      }
    }
  }

  /// Files that all count alike.
  public static GraftSources of(List<Path> files) {
    return new GraftSources(files, Map.of(), List.of(), List.of());
  }

  double weight(Path file) {
    return weights.getOrDefault(file, 1.0);
  }
}
