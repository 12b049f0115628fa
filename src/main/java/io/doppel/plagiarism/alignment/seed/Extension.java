package io.doppel.plagiarism.alignment.seed;

import io.doppel.work.Cancellation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;

/// Joins seeds into passages: two seeds belong together if no more than `gap` units lie between them or between
/// neighbours that lead from one to the other, in both texts (Sanchez-Perez et al., 2014).
public final class Extension {

  private Extension() {}

  /// The groups of seeds; a seed is in exactly one.
  public static List<List<Seed>> groups(List<Seed> seeds, int gap) {
    List<List<Seed>> groups = new ArrayList<>();
    if (!seeds.isEmpty()) {
      divide(seeds, gap, groups);
    }
    return groups;
  }

  /// Divides along one text, then along the other, until no group falls apart any more.
  private static void divide(List<Seed> seeds, int gap, List<List<Seed>> groups) {
    Cancellation.check();
    List<List<Seed>> byHere = runs(seeds, Seed::here, gap);
    for (List<Seed> run : byHere) {
      List<List<Seed>> byThere = runs(run, Seed::there, gap);
      if (byHere.size() == 1 && byThere.size() == 1) {
        groups.add(run);
      } else {
        byThere.forEach(part -> divide(part, gap, groups));
      }
    }
  }

  private static List<List<Seed>> runs(List<Seed> seeds, ToIntFunction<Seed> side, int gap) {
    List<Seed> sorted = new ArrayList<>(seeds);
    sorted.sort(Comparator.comparingInt(side).thenComparingInt(Seed::here).thenComparingInt(Seed::there));
    List<List<Seed>> runs = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= sorted.size(); i++) {
      if (i == sorted.size() || side.applyAsInt(sorted.get(i)) - side.applyAsInt(sorted.get(i - 1)) > gap + 1) {
        runs.add(sorted.subList(from, i));
        from = i;
      }
    }
    return runs;
  }
}
