package io.doppel.index.cluster.search;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/// The first of what comes along in any order, and no more than that at any time. One thread at a time.
final class Best<T> {

  private final int most;
  private final Comparator<T> order;
  private final PriorityQueue<T> held;

  /// @param most how many are kept
  /// @param order the first come first
  Best(int most, Comparator<T> order) {
    this.most = most;
    this.order = order;
    this.held = new PriorityQueue<>(order.reversed());
  }

  void add(T one) {
    T last = held.size() < most ? null : held.peek();
    if (last == null || order.compare(one, last) < 0) {
      held.add(one);
      if (held.size() > most) {
        held.remove();
      }
    }
  }

  List<T> inOrder() {
    return held.stream().sorted(order).toList();
  }
}
