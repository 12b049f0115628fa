package io.doppel.examination;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/// Draws some of many things that come by, by their ids: the same ones in whatever order they come. Holds no more than
/// those. For one thread.
///
/// @param <T> what is drawn
public final class Draw<T> {

  private record Ticket<T>(long number, T thing) {}

  private final int count;
  private final long seed;
  private final PriorityQueue<Ticket<T>> lowest =
      new PriorityQueue<>(Comparator.comparingLong((Ticket<T> ticket) -> ticket.number).reversed());
  private long seen;

  /// @param count the most that are drawn, at least 1
  /// @param seed decides which
  public Draw(int count, long seed) {
    this.count = count;
    this.seed = seed;
  }

  /// One comes by.
  public void offer(String id, T thing) {
    seen++;
    lowest.add(new Ticket<>(new SplittableRandom(31 * seed + id.hashCode()).nextLong(), thing));
    if (lowest.size() > count) {
      lowest.remove();
    }
  }

  /// How many came by.
  public long seen() {
    return seen;
  }

  /// Those that are drawn, in random order.
  public List<T> drawn() {
    List<Ticket<T>> tickets = new ArrayList<>(lowest);
    tickets.sort(Comparator.comparingLong(Ticket::number));
    return tickets.stream().map(Ticket::thing).toList();
  }
}
