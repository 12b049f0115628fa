package io.doppel.language;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Function;

/// The words of the texts that were read last, for whoever holds each text against many. Bounded by the words;
/// thread-safe.
final class RecentWords {

  /// Some 30 MB.
  private static final int MAX_WORDS = 100_000;

  private final SequencedMap<String, Words> kept = new LinkedHashMap<>(16, .75f, true);
  private int words;

  Words get(String text, Function<String, Words> reading) {
    synchronized (kept) {
      Words known = kept.get(text);
      if (known != null) {
        return known;
      }
    }
    Words read = reading.apply(text);
    synchronized (kept) {
      if (kept.put(text, read) == null) {
        words += weight(read);
      }
      while (words > MAX_WORDS) {
        words -= weight(kept.pollFirstEntry().getValue());
      }
    }
    return read;
  }

  private static int weight(Words read) {
    return 1 + read.list().size();
  }
}
