package io.doppel.language;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;

/// The words of the texts that were read last, for whoever holds each text against many. Bounded by the words and by
/// the length of the texts; thread-safe.
final class RecentWords {

  /// Some 30 MB.
  private static final int MAX_WORDS = 100_000;

  /// So many letters weigh as much as a word: a text may have no boundaries between its words.
  private static final int LETTERS_OF_A_WORD = 20;

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
        words += weight(text, read);
      }
      while (words > MAX_WORDS) {
        Map.Entry<String, Words> oldest = kept.pollFirstEntry();
        words -= weight(oldest.getKey(), oldest.getValue());
      }
    }
    return read;
  }

  private static int weight(String text, Words read) {
    return 1 + read.list().size() + text.length() / LETTERS_OF_A_WORD;
  }
}
