package io.doppel.api.duplicates;

import io.doppel.duplicates.mining.Mined;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.mining.CollectionMining.Known;
import io.doppel.engine.mining.NamedClusters;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// What was found in a collection, as programs see it: anew when something was decided or came in. Any thread may ask.
public final class Mining {

  /// What `MinedPairs` keep of a pair.
  private static final long BYTES_A_PAIR = 17;

  private final Mined mined;
  private final DocumentCollection collection;
  private @Nullable NamedClusters shown;
  private boolean current;
  private @Nullable MiningJson result;

  /// @param collection the one that it was found in
  public Mining(Mined mined, DocumentCollection collection) {
    this.mined = mined;
    this.collection = collection;
  }

  /// All that was found, and what has come in since, for files.
  public Mined mined() throws IOException {
    return known().mined();
  }

  private Known known() throws IOException {
    return collection.mining().known().orElseGet(() -> new Known(mined, true));
  }

  /// About how much memory it takes.
  public long bytes() {
    return BYTES_A_PAIR * mined.pairs().size();
  }

  public synchronized MiningJson result() throws IOException {
    Known known = known();
    NamedClusters now = collection.mining().clusters(known.mined());
    MiningJson told = result;
    if (told == null || !now.equals(shown) || known.current() != current) {
      told = MiningJson.of(now, known.current(), collection);
      result = told;
      shown = now;
      current = known.current();
    }
    return told;
  }
}
