package io.doppel.engine.indexing;

import io.doppel.encoder.Encoder;
import io.doppel.index.IndexView;
import io.doppel.index.PassageIndex;
import java.io.IOException;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// How much of the text in an index the model cannot read, by a sample. Looked at once for each state of the index.
/// Thread-safe.
public final class StoredLegibility {

  private static final int LOOKED_AT = 200;

  private final PassageIndex index;
  private final Encoder encoder;
  private volatile @Nullable Looked looked;

  private record Looked(String generation, Optional<Illegibility> illegibility) {}

  public StoredLegibility(PassageIndex index, Encoder encoder) {
    this.index = index;
    this.encoder = encoder;
  }

  /// Empty if there is no text.
  public Optional<Illegibility> illegibility() throws IOException {
    try (IndexView view = index.view()) {
      String generation = view.generation();
      Looked known = looked;
      if (known == null || !known.generation().equals(generation)) {
        known = new Looked(generation, look(view));
        looked = known;
      }
      return known.illegibility();
    }
  }

  private Optional<Illegibility> look(IndexView view) throws IOException {
    LegibilitySample sample = new LegibilitySample();
    view.sampleDocuments(LOOKED_AT, new Random(LOOKED_AT), (document, _) -> sample.add(encoder, document.text()));
    return sample.illegibility();
  }
}
