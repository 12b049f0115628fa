package io.doppel.bench.index;

import io.doppel.bench.peer.PeerRow;
import io.doppel.encoder.Embedding;
import io.doppel.engine.Catalogs;
import io.doppel.file.TemporaryFolder;
import io.doppel.index.IndexView;
import io.doppel.index.PassageIndex;
import io.doppel.index.Passport;
import java.io.IOException;
import java.util.List;

/// Doppel's own index as it comes, with vectors of half a byte. A search ends with passages read from the disk, one of
/// the others with numbers.
final class DoppelContestant extends LocalContestant {

  private final Passport passport;
  private final TemporaryFolder folder = TemporaryFolder.of("doppel-peers-");
  private final PassageIndex index;

  DoppelContestant(Passport passport) throws IOException {
    this.passport = passport;
    this.index = Catalogs.in(folder.path()).create("peer", passport);
  }

  @Override
  public String name() {
    return "Doppel";
  }

  @Override
  public String version() {
    return PeerRow.HERE;
  }

  @Override
  public String settings() {
    return "M 32, 100 candidates";
  }

  @Override
  void build(List<Embedding> embeddings) throws IOException {
    new GrowthBenchmark(embeddings, passport, 1, K).fill(index, embeddings.size());
    index.upkeep().orElseThrow().compact();
  }

  @Override
  int[] nearest(Embedding query, int width) throws IOException {
    try (IndexView view = index.view()) {
      return view.graph().orElseThrow().nearest(List.of(query), K, width).getFirst().list().stream()
          .mapToInt(hit -> Integer.parseInt(hit.passage().documentId().substring(1)))
          .toArray();
    }
  }

  @Override
  public void close() throws IOException {
    index.close();
    folder.close();
  }
}
