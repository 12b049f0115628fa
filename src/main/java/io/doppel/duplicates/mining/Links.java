package io.doppel.duplicates.mining;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Documents that were decided to be the same, as groups with a document as their head each, and groups that were
/// decided to be apart. A document that nobody decided about is a group of its own.
final class Links {

  private final Map<Integer, Integer> heads = new HashMap<>();
  private final Map<Integer, List<Integer>> members = new HashMap<>();

  /// By the heads of groups.
  private final Map<Integer, Set<Integer>> apart = new HashMap<>();

  private Links() {}

  /// What was decided about documents among these pairs.
  static Links of(MinedPairs pairs, Decided decided) {
    Set<String> named = new HashSet<>();
    Stream.concat(decided.same().stream(), decided.apart().stream())
        .forEach(
            pair -> {
              named.add(pair.one());
              named.add(pair.other());
            });
    Map<String, Integer> numbers = new HashMap<>();
    for (int i = 0; i < pairs.documents() && !named.isEmpty(); i++) {
      if (named.contains(pairs.id(i))) {
        numbers.put(pairs.id(i), i);
      }
    }
    Links links = new Links();
    for (Decided.Pair pair : decided.apart()) {
      if (numbers.containsKey(pair.one()) && numbers.containsKey(pair.other())) {
        links.part(numbers.get(pair.one()), numbers.get(pair.other()));
      }
    }
    for (Decided.Pair pair : decided.same()) {
      if (numbers.containsKey(pair.one()) && numbers.containsKey(pair.other())) {
        links.join(links.head(numbers.get(pair.one())), links.head(numbers.get(pair.other())));
      }
    }
    return links;
  }

  /// The document that stands for the group of this one.
  int head(int document) {
    return heads.getOrDefault(document, document);
  }

  /// The documents of a group, by its head.
  List<Integer> members(int head) {
    return members.getOrDefault(head, List.of(head));
  }

  /// The heads of the groups of more than one document.
  Set<Integer> groups() {
    return members.keySet();
  }

  /// Whether two groups, by their heads, must not be in one cluster.
  boolean apart(int one, int other) {
    return apart.getOrDefault(one, Set.of()).contains(other);
  }

  /// Whether a group must not be in one cluster with some of these.
  boolean apartFromAny(int head, BitSet heads) {
    return apart.getOrDefault(head, Set.of()).stream().anyMatch(heads::get);
  }

  private void part(int one, int other) {
    apart.computeIfAbsent(one, _ -> new HashSet<>()).add(other);
    apart.computeIfAbsent(other, _ -> new HashSet<>()).add(one);
  }

  private void join(int one, int other) {
    if (one == other || apart(one, other)) {
      return;
    }
    boolean larger = members(one).size() >= members(other).size();
    int into = larger ? one : other;
    int from = larger ? other : one;
    List<Integer> all = new ArrayList<>(members(into));
    for (int member : members(from)) {
      heads.put(member, into);
      all.add(member);
    }
    members.remove(from);
    members.put(into, all);
    for (int far : Set.copyOf(apart.getOrDefault(from, Set.of()))) {
      apart.getOrDefault(far, new HashSet<>()).remove(from);
      part(into, far);
    }
    apart.remove(from);
  }
}
