package io.doppel.bench.index;

import io.doppel.bench.Run;
import io.doppel.encoder.Embedding;
import io.doppel.engine.Catalogs;
import io.doppel.index.EmbeddedDocument;
import io.doppel.index.IndexView;
import io.doppel.index.PassageIndex;
import io.doppel.index.Passport;
import io.doppel.index.upkeep.Upkeep;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Measures what an index costs as it grows: to build, to keep, to search. The embeddings are those of a collection,
/// and beyond their number copies of them, each turned aside at random, so that they crowd where the collection does.
/// Texts are as short as can be.
///
/// @param embeddings of the collection, at least one
/// @param passport of the collection
/// @param queries how many searches are held against exact ones
/// @param k how many of the nearest are asked for
public record GrowthBenchmark(List<Embedding> embeddings, Passport passport, int queries, int k) {

  /// As near to what it was made of as the nearest passage of a large collection is.
  private static final double COPY = .8;

  private static final int BATCH = 1_000;

  public GrowthBenchmark {
    embeddings = List.copyOf(embeddings);
  }

  /// With all embeddings of an index, which are held in memory.
  public static GrowthBenchmark of(PassageIndex index, int queries, int k) throws IOException {
    List<Embedding> embeddings = new ArrayList<>();
    try (IndexView view = index.view()) {
      view.scan(document -> embeddings.addAll(document.embeddings()));
    }
    return new GrowthBenchmark(embeddings, index.passport(), queries, k);
  }

  /// @param passages of the index, at least `k`
  /// @param width of the walk
  /// @param folder an empty one; the index is made in it
  /// @param time about how long to search
  public IndexGrowth measure(int passages, int width, Path folder, Duration time) throws IOException {
    try (PassageIndex index = Catalogs.in(folder).create("bench", passport)) {
      Run filling = Run.of(() -> fill(index, passages));
      Upkeep upkeep = index.upkeep().orElseThrow();
      Run compacting = Run.of(upkeep::compact);
      try (IndexView view = index.view()) {
        SearchBenchmark benchmark = new SearchBenchmark(view, SearchBenchmark.queries(view, queries), k);
        int copies = Math.max(0, passages - embeddings.size());
        return new IndexGrowth(
            passages,
            copies,
            filling,
            compacting,
            upkeep.footprint(),
            benchmark.measure(width, time));
      }
    }
  }

  /// Puts so many into an index that is empty: documents `p00000000`, `p00000001` and so on.
  void fill(PassageIndex index, int passages) throws IOException {
    Random random = new Random(1);
    List<EmbeddedDocument> batch = new ArrayList<>();
    for (int i = 0; i < passages; i++) {
      Embedding stored = embeddings.get(i % embeddings.size());
      String id = "p%08d".formatted(i);
      batch.add(
          new EmbeddedDocument(
              new Document(id, "", id, Map.of()),
              List.of(new Passage(id, 0, id)),
              List.of(i < embeddings.size() ? stored : stored.turned(COPY, random))));
      if (batch.size() == BATCH || i == passages - 1) {
        index.put(batch);
        batch.clear();
      }
    }
    index.publish();
  }
}
