package io.doppel.bench.task;

import io.doppel.bench.Timed;
import io.doppel.duplicates.judgement.Judge;
import io.doppel.duplicates.mining.MinedPairs;
import io.doppel.duplicates.mining.Miner;
import io.doppel.engine.Catalogs;
import io.doppel.index.IndexView;
import io.doppel.index.PassageIndex;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Measures how the time to find all duplicates grows with their number, in both ways that [Miner] knows, on the first
/// passages of an index, and beyond their number on near copies of them. Inference has no part in it.
///
/// @param index the passages, each taken as a document of its own; one at least
/// @param judge what judges the pairs, as the product does
/// @param threshold the least cosine of a pair
public record MiningBenchmark(PassageIndex index, Optional<Judge> judge, float threshold) {

  /// @param passages how many
  /// @param exact whether to compare each with each as well, which grows with the square
  /// @param scratch an empty folder; an index is made in it
  public MiningSpeed measure(int passages, boolean exact, Path scratch) throws IOException {
    try (PassageIndex part = Catalogs.in(scratch).create("bench", index.passport())) {
      try (IndexView view = index.view()) {
        NearCopies.fill(part, view, passages);
      }
      part.upkeep().orElseThrow().compact();
      Timed<MinedPairs> near = Timed.of(() -> mine(part, 0));
      Set<Long> found = keys(near.value());
      if (!exact) {
        return new MiningSpeed(passages, near.run(), null, found.size(), null);
      }
      Timed<MinedPairs> all = Timed.of(() -> mine(part, Integer.MAX_VALUE));
      Set<Long> wanted = keys(all.value());
      long right = wanted.stream().filter(found::contains).count();
      return new MiningSpeed(
          passages, near.run(), all.run(), wanted.size(), wanted.isEmpty() ? 1.0 : (double) right / wanted.size());
    }
  }

  private MinedPairs mine(PassageIndex part, int exactPassages) throws IOException {
    return new Miner(part, judge, exactPassages).mine(threshold, done -> {}, () -> false).pairs();
  }

  /// The pairs, each as one number; documents have their numbers in the order in which they were read.
  private static Set<Long> keys(MinedPairs pairs) {
    Set<Long> keys = new HashSet<>();
    for (int i = 0; i < pairs.size(); i++) {
      MinedPairs.Pair pair = pairs.get(i);
      long one = number(pairs.id(pair.first()));
      long other = number(pairs.id(pair.second()));
      keys.add(Math.min(one, other) << 32 | Math.max(one, other));
    }
    return keys;
  }

  private static long number(String id) {
    return Long.parseLong(id.substring(1));
  }
}
