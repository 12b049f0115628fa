package io.doppel.duplicates.mining;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Groups of documents that are made after one template: each of one template with another one of its group. Single
/// link, for a value in the place of another one leaves the template as it is.
final class TemplateGroups {

  private TemplateGroups() {}

  /// The largest first, of equals the one with the lesser number; in each group, the document first that most others
  /// are of one template with.
  static List<List<Integer>> of(MinedPairs pairs) {
    int[] heads = new int[pairs.documents()];
    int[] degrees = new int[pairs.documents()];
    for (int i = 0; i < heads.length; i++) {
      heads[i] = i;
    }
    for (int place = 0; place < pairs.size(); place++) {
      MinedPairs.Pair pair = pairs.get(place);
      if (pair.template()) {
        degrees[pair.first()]++;
        degrees[pair.second()]++;
        int one = head(heads, pair.first());
        int other = head(heads, pair.second());
        heads[Math.max(one, other)] = Math.min(one, other);
      }
    }
    Map<Integer, List<Integer>> groups = new HashMap<>();
    for (int i = 0; i < heads.length; i++) {
      if (degrees[i] > 0) {
        groups.computeIfAbsent(head(heads, i), _ -> new ArrayList<>()).add(i);
      }
    }
    Comparator<Integer> mostFirst = Comparator.comparingInt(document -> -degrees[document]);
    return groups.values().stream()
        .map(group -> group.stream().sorted(mostFirst.thenComparing(Comparator.naturalOrder())).toList())
        .sorted(Comparator.<List<Integer>>comparingInt(group -> -group.size()).thenComparing(List::getFirst))
        .toList();
  }

  private static int head(int[] heads, int document) {
    int head = document;
    while (heads[head] != head) {
      heads[head] = heads[heads[head]];
      head = heads[head];
    }
    return head;
  }
}
