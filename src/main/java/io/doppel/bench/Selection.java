package io.doppel.bench;

import java.util.ArrayList;
import java.util.List;

/// What of too much is measured.
public final class Selection {

  private Selection() {}

  /// So many of them, at even distances, at least one.
  public static <T> List<T> evenly(List<T> all, int wanted) {
    int count = Math.clamp(wanted, 1, all.size());
    List<T> chosen = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      chosen.add(all.get((int) ((long) i * all.size() / count)));
    }
    return chosen;
  }
}
