package io.doppel.server.route.duplicates;

import io.doppel.duplicates.mining.Decided;
import io.doppel.duplicates.mining.Mined;
import io.doppel.engine.DocumentCollection;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// What was found in a collection, as programs see it: anew when something was decided. Any thread may ask.
final class Mining {

  private final Mined mined;
  private @Nullable Decided decided;
  private @Nullable MiningResult result;

  Mining(Mined mined) {
    this.mined = mined;
  }

  /// All that was found, for files.
  Mined mined() {
    return mined;
  }

  /// @param collection the one that it was found in
  synchronized MiningResult result(DocumentCollection collection) throws IOException {
    Decided now = collection.decisions().decided();
    MiningResult known = result;
    if (known == null || !now.equals(decided)) {
      known = MiningResult.of(mined, now, collection);
      result = known;
      decided = now;
    }
    return known;
  }
}
