package io.doppel.api.duplicates;

import io.doppel.duplicates.mining.Decided;
import io.doppel.duplicates.mining.Mined;
import io.doppel.engine.DocumentCollection;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// What was found in a collection, as programs see it: anew when something was decided. Any thread may ask.
public final class Mining {

  /// What `MinedPairs` keep of a pair.
  private static final long BYTES_A_PAIR = 16;

  private final Mined mined;
  private final DocumentCollection collection;
  private @Nullable Decided decided;
  private @Nullable MiningJson result;

  /// @param collection the one that it was found in
  public Mining(Mined mined, DocumentCollection collection) {
    this.mined = mined;
    this.collection = collection;
  }

  /// All that was found, for files.
  public Mined mined() {
    return mined;
  }

  /// About how much memory it takes.
  public long bytes() {
    return BYTES_A_PAIR * mined.pairs().size();
  }

  public synchronized MiningJson result() throws IOException {
    Decided now = collection.decisions().decided();
    MiningJson known = result;
    if (known == null || !now.equals(decided)) {
      known = MiningJson.of(mined, now, collection);
      result = known;
      decided = now;
    }
    return known;
  }
}
