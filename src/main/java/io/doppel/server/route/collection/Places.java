package io.doppel.server.route.collection;

import java.util.HashMap;
import java.util.Map;

/// Places that are few, of which each key may have a part. Thread-safe.
final class Places {

  private final int all;
  private final int ofOne;

  /// How many each key has; guarded by `this`, as what follows.
  private final Map<String, Integer> taken = new HashMap<>();

  private int together;

  /// @param all how many there are
  /// @param ofOne how many of them one key may have
  Places(int all, int ofOne) {
    this.all = all;
    this.ofOne = ofOne;
  }

  /// Takes one, if there is one left.
  ///
  /// @param key its name; empty where nobody needs one, and then all may be taken
  synchronized boolean take(String key) {
    int own = taken.getOrDefault(key, 0);
    if (together == all || (!key.isEmpty() && own == ofOne)) {
      return false;
    }
    taken.put(key, own + 1);
    together++;
    return true;
  }

  synchronized void leave(String key) {
    taken.computeIfPresent(key, (_, own) -> own == 1 ? null : own - 1);
    together--;
  }

  /// Whether nobody has one.
  synchronized boolean areFree() {
    return together == 0;
  }
}
