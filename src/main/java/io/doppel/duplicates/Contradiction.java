package io.doppel.duplicates;

import io.doppel.duplicates.mining.Decided;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Decisions that cannot all hold: two documents are apart, and by way of others they are the same.
///
/// @param path documents by their ids, at least three: each is decided to be the same as the next, the first and the
///     last to be apart. No shorter path leads from one to the other
public record Contradiction(List<String> path) {

  public Contradiction {
    path = List.copyOf(path);
  }

  /// All contradictions of what was decided, in the order of the pairs that are apart. Takes time in proportion to the
  /// decisions for each of those pairs whose documents are the same by way of others.
  public static List<Contradiction> of(Decided decided) {
    Map<String, List<String>> same = new LinkedHashMap<>();
    for (Decided.Pair pair : decided.same()) {
      same.computeIfAbsent(pair.one(), _ -> new ArrayList<>()).add(pair.other());
      same.computeIfAbsent(pair.other(), _ -> new ArrayList<>()).add(pair.one());
    }
    Map<String, Integer> groups = groups(same);
    List<Contradiction> found = new ArrayList<>();
    for (Decided.Pair pair : decided.apart()) {
      Integer group = groups.get(pair.one());
      if (group != null && group.equals(groups.get(pair.other()))) {
        found.add(new Contradiction(path(same, pair.one(), pair.other())));
      }
    }
    return found;
  }

  /// A number for each document, the same for those that are the same by way of others.
  private static Map<String, Integer> groups(Map<String, List<String>> same) {
    Map<String, Integer> groups = new HashMap<>();
    for (String start : same.keySet()) {
      if (!groups.containsKey(start)) {
        int group = groups.size();
        reached(same, start).keySet().forEach(each -> groups.put(each, group));
      }
    }
    return groups;
  }

  private static List<String> path(Map<String, List<String>> same, String from, String to) {
    Map<String, String> before = reached(same, from);
    List<String> path = new ArrayList<>(List.of(to));
    while (!path.getLast().equals(from)) {
      path.add(before.getOrDefault(path.getLast(), from));
    }
    Collections.reverse(path);
    return path;
  }

  /// What can be reached, breadth first, each with where one comes from; the start comes from itself.
  private static Map<String, String> reached(Map<String, List<String>> same, String start) {
    Map<String, String> before = new HashMap<>(Map.of(start, start));
    Deque<String> unread = new ArrayDeque<>(List.of(start));
    while (!unread.isEmpty()) {
      String each = unread.remove();
      for (String next : same.getOrDefault(each, List.of())) {
        if (before.putIfAbsent(next, each) == null) {
          unread.add(next);
        }
      }
    }
    return before;
  }
}
