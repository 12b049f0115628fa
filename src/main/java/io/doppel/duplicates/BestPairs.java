package io.doppel.duplicates;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// The most similar pairs offered so far, each once, in bounded memory. Not thread-safe.
final class BestPairs {

  /// A pair of document ids, the lesser first.
  record Entry(String first, String second, float similarity) {}

  private record Key(String first, String second) {}

  private static final Comparator<Entry> MOST_SIMILAR_FIRST =
      Comparator.<Entry>comparingDouble(Entry::similarity)
          .reversed()
          .thenComparing(Entry::first)
          .thenComparing(Entry::second);

  private final int limit;
  private final TreeSet<Entry> entries = new TreeSet<>(MOST_SIMILAR_FIRST);
  private final Map<Key, Entry> byKey = new HashMap<>();

  BestPairs(int limit) {
    this.limit = limit;
  }

  /// Offers two documents in any order; a document is no pair with itself, and of a pair that comes again the
  /// higher similarity counts.
  ///
  /// @return whether some pair had to be left out for it
  boolean offer(String one, String other, float similarity) {
    int order = one.compareTo(other);
    if (order == 0) {
      return false;
    }
    Key key = order < 0 ? new Key(one, other) : new Key(other, one);
    Entry known = byKey.get(key);
    if (known != null) {
      if (known.similarity() >= similarity) {
        return false;
      }
      entries.remove(known);
    }
    Entry entry = new Entry(key.first(), key.second(), similarity);
    entries.add(entry);
    byKey.put(key, entry);
    if (entries.size() <= limit) {
      return false;
    }
    Entry worst = entries.removeLast();
    byKey.remove(new Key(worst.first(), worst.second()));
    return true;
  }

  /// The pairs, most similar first.
  List<Entry> sorted() {
    return new ArrayList<>(entries);
  }
}
