package io.doppel.duplicates.mining;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.PriorityQueue;

/// Clusters of duplicates. To be a duplicate is not transitive: a chain of near pairs ends at texts that have nothing to do
/// with each other. So connected components are split into stars (Aslam, Pelekhov and Rus, 2004, "The Star Clustering
/// Algorithm"): again and again the document with the most duplicates among those that are left, of equals the first, becomes
/// a representative, and its duplicates become its cluster. A component in which all are near one of them stays whole; nobody
/// is in a cluster with a representative that it is no duplicate of.
final class Stars {

  private Stars() {}

  /// @param documents how many there are
  /// @param pairs the duplicates among them
  /// @param edges how many of the pairs to go by, the first ones
  /// @return the largest clusters first, of equals the one with the lesser representative
  static List<Cluster> of(int documents, MinedPairs pairs, int edges) {
    Graph graph = new Graph(documents, pairs, edges);
    BitSet taken = new BitSet(documents);
    List<Cluster> clusters = new ArrayList<>();
    // Documents by how many of their duplicates are left; a count may be out of date, and is looked at again then.
    PriorityQueue<long[]> queue =
        new PriorityQueue<>((a, b) -> a[0] != b[0] ? Long.compare(b[0], a[0]) : Long.compare(a[1], b[1]));
    for (int i = 0; i < documents; i++) {
      if (graph.degree(i) > 0) {
        queue.add(new long[] {graph.degree(i), i});
      }
    }
    while (!queue.isEmpty()) {
      long[] next = queue.remove();
      int center = (int) next[1];
      if (taken.get(center)) {
        continue;
      }
      List<Integer> left = graph.neighbours(center).stream().filter(one -> !taken.get(one)).sorted().toList();
      if (left.size() < next[0]) {
        if (!left.isEmpty()) {
          queue.add(new long[] {left.size(), center});
        }
        continue;
      }
      taken.set(center);
      left.forEach(taken::set);
      clusters.add(new Cluster(center, left));
    }
    clusters.sort((a, b) -> a.size() != b.size() ? b.size() - a.size() : a.representative() - b.representative());
    return clusters;
  }

  /// Who is paired with whom, in two arrays.
  private static final class Graph {

    private final int[] starts;
    private final int[] ends;

    Graph(int documents, MinedPairs pairs, int edges) {
      starts = new int[documents + 1];
      for (int edge = 0; edge < edges; edge++) {
        starts[pairs.get(edge).first() + 1]++;
        starts[pairs.get(edge).second() + 1]++;
      }
      for (int i = 0; i < documents; i++) {
        starts[i + 1] += starts[i];
      }
      ends = new int[2 * edges];
      int[] free = starts.clone();
      for (int edge = 0; edge < edges; edge++) {
        MinedPairs.Pair pair = pairs.get(edge);
        ends[free[pair.first()]++] = pair.second();
        ends[free[pair.second()]++] = pair.first();
      }
    }

    int degree(int document) {
      return starts[document + 1] - starts[document];
    }

    List<Integer> neighbours(int document) {
      List<Integer> neighbours = new ArrayList<>(degree(document));
      for (int i = starts[document]; i < starts[document + 1]; i++) {
        neighbours.add(ends[i]);
      }
      return neighbours;
    }
  }
}
