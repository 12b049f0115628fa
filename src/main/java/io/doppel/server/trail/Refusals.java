package io.doppel.server.trail;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes few lines of many refusals: the first of a kind is a line of its own, those that follow within a minute are
/// counted, and the count is a line once the minute is over. A key that may do little could push what others did out of
/// the audit log otherwise, by asking for what it may not. Not thread-safe.
final class Refusals {

  static final Duration TOGETHER = Duration.ofMinutes(1);

  /// There are as many as keys, routes and statuses together; beyond it, all minutes end early.
  private static final int MOST_KINDS = 1_000;

  private record Kind(String who, String action, @Nullable Integer status) {
    static Kind of(TrailEntry entry) {
      return new Kind(entry.who(), entry.action(), entry.status());
    }
  }

  /// @param since when the first came, which is written
  /// @param last of those that are not; null where there is none
  private record Counted(Instant since, @Nullable TrailEntry last, int times) {
    Counted and(TrailEntry entry) {
      return new Counted(since, entry, times + 1);
    }
  }

  private final Map<Kind, Counted> kinds = new LinkedHashMap<>();

  /// What is to be written now that this happened, in order.
  List<TrailEntry> and(TrailEntry entry) {
    List<TrailEntry> lines = over(kinds.size() < MOST_KINDS ? entry.time() : Instant.MAX);
    if (!entry.isRefused()) {
      lines.add(entry);
      return lines;
    }
    Kind kind = Kind.of(entry);
    Counted counted = kinds.get(kind);
    if (counted == null) {
      lines.add(entry);
      kinds.put(kind, new Counted(entry.time(), null, 0));
    } else {
      kinds.put(kind, counted.and(entry));
    }
    return lines;
  }

  /// What was counted and whose minute is over by a time; [Instant#MAX] for all.
  List<TrailEntry> over(Instant now) {
    List<TrailEntry> lines = new ArrayList<>();
    kinds.values().removeIf(
        counted -> {
          if (now.isBefore(counted.since().plus(TOGETHER))) {
            return false;
          }
          if (counted.last() != null) {
            lines.add(counted.last().last(counted.times()));
          }
          return true;
        });
    return lines;
  }
}
