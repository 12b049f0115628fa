package io.doppel.bench.task;

import io.doppel.bench.Timed;
import io.doppel.duplicates.calibration.Calibration;
import io.doppel.duplicates.mining.MinedPairs;
import io.doppel.duplicates.mining.Miner;
import io.doppel.engine.Catalogs;
import io.doppel.index.EmbeddedDocument;
import io.doppel.index.IndexView;
import io.doppel.index.PassageIndex;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Measures how the time to find all duplicates grows with their number, in both ways that [Miner] knows, on the first
/// passages of an index. Inference has no part in it.
///
/// @param index the passages, each taken as a document of its own
/// @param calibration what judges the pairs, as the product does
/// @param threshold the least cosine of a pair
public record MiningBenchmark(PassageIndex index, Optional<Calibration> calibration, float threshold) {

  /// @param passages how many
  /// @param exact whether to compare each with each as well, which grows with the square
  /// @param scratch an empty folder; an index is made in it
  public MiningSpeed measure(int passages, boolean exact, Path scratch) throws IOException {
    try (PassageIndex part = Catalogs.in(scratch).create("bench", index.passport())) {
      fill(part, passages);
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

  private void fill(PassageIndex part, int passages) throws IOException {
    List<EmbeddedDocument> batch = new ArrayList<>();
    try (IndexView view = index.view()) {
      view.scan(document -> {
        for (int i = 0; i < document.passages().size() && batch.size() < passages; i++) {
          String text = document.passages().get(i).text();
          Document one = new Document("p%07d".formatted(batch.size()), "", text, Map.of());
          batch.add(
              new EmbeddedDocument(
                  one,
                  List.of(new Passage(one.id(), 0, text)),
                  List.of(document.embeddings().get(i))));
        }
      });
    }
    for (int from = 0; from < batch.size(); from += PassageIndex.MAX_HITS) {
      part.put(batch.subList(from, Math.min(from + PassageIndex.MAX_HITS, batch.size())));
    }
    part.publish();
  }

  private MinedPairs mine(PassageIndex part, int exactPassages) throws IOException {
    return new Miner(part, calibration, exactPassages).mine(threshold, done -> {}, () -> false).pairs();
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
