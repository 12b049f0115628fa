package io.doppel.duplicates.mining;

import io.doppel.work.Cancellation;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/// Clusters of duplicates. To be a duplicate is not transitive: a chain of near pairs ends at texts that have nothing
/// to do with each other. So connected components are split into stars (Aslam, Pelekhov and Rus, 2004, "The Star
/// Clustering Algorithm"): again and again the document with the most duplicates among those that are left, of equals
/// the first, becomes a representative, and its duplicates become its cluster. A component in which all are near one of
/// them stays whole; nobody is in a cluster with a representative that it is no duplicate of.
///
/// What people decided goes before: documents that are the same go together as one, and of two that are apart, the one
/// that is less probably a duplicate of the representative is left for another cluster.
final class Stars {

  private final Links links;
  private final Graph graph;

  /// The groups that are in a cluster, by their heads.
  private final BitSet taken = new BitSet();

  private Stars(Links links, Graph graph) {
    this.links = links;
    this.graph = graph;
  }

  /// @param pairs the duplicates, the most probable first
  /// @param edges how many of the pairs to go by, the first ones
  /// @return the largest clusters first, of equals the one with the lesser representative
  static List<Cluster> of(MinedPairs pairs, int edges, Links links) {
    return new Stars(links, new Graph(pairs, edges, links)).clusters(pairs.documents());
  }

  private List<Cluster> clusters(int documents) {
    List<Cluster> clusters = new ArrayList<>();
    // Groups by how many of their duplicates are left; a count may be out of date, and is looked at again then.
    PriorityQueue<long[]> queue =
        new PriorityQueue<>((a, b) -> a[0] != b[0] ? Long.compare(b[0], a[0]) : Long.compare(a[1], b[1]));
    for (int i = 0; i < documents; i++) {
      if (links.head(i) == i && (graph.degree(i) > 0 || links.groups().contains(i))) {
        queue.add(new long[] {graph.degree(i), i});
      }
    }
    while (!queue.isEmpty()) {
      Cancellation.check();
      long[] next = queue.remove();
      int center = (int) next[1];
      if (taken.get(center)) {
        continue;
      }
      List<Integer> left = left(center);
      if (left.size() < next[0]) {
        queue.add(new long[] {left.size(), center});
        continue;
      }
      taken.set(center);
      left.forEach(taken::set);
      if (!left.isEmpty() || links.members(center).size() > 1) {
        clusters.add(cluster(center, left));
      }
    }
    clusters.sort((a, b) -> a.size() != b.size() ? b.size() - a.size() : a.representative() - b.representative());
    return clusters;
  }

  /// The duplicates of a group that are in no cluster yet and may be in one with each other.
  private List<Integer> left(int center) {
    List<Integer> left = new ArrayList<>();
    BitSet chosen = new BitSet();
    for (int one : graph.neighbours(center)) {
      if (!taken.get(one) && !chosen.get(one) && !links.apartFromAny(one, chosen)) {
        chosen.set(one);
        left.add(one);
      }
    }
    return left;
  }

  private Cluster cluster(int center, List<Integer> others) {
    int representative = links.members(center).stream().max((a, b) -> better(a, b)).orElseThrow();
    List<Integer> rest =
        Stream.concat(Stream.of(center), others.stream())
            .flatMap(group -> links.members(group).stream())
            .filter(document -> document != representative)
            .sorted()
            .toList();
    return new Cluster(representative, rest);
  }

  /// Which of two documents that are the same has more duplicates, and of equals is the first.
  private int better(int one, int other) {
    int byPairs = Integer.compare(graph.pairs(one), graph.pairs(other));
    return byPairs != 0 ? byPairs : Integer.compare(other, one);
  }

  /// Which groups are duplicates, in two arrays.
  private static final class Graph {

    private final int[] starts;
    private final int[] ends;
    private final int[] pairs;

    Graph(MinedPairs found, int edges, Links links) {
      int documents = found.documents();
      starts = new int[documents + 1];
      pairs = new int[documents];
      int[] from = new int[edges];
      int[] to = new int[edges];
      int size = 0;
      for (int edge = 0; edge < edges; edge++) {
        MinedPairs.Pair pair = found.get(edge);
        pairs[pair.first()]++;
        pairs[pair.second()]++;
        int one = links.head(pair.first());
        int other = links.head(pair.second());
        if (one != other && !links.apart(one, other)) {
          from[size] = one;
          to[size] = other;
          size++;
          starts[one + 1]++;
          starts[other + 1]++;
        }
      }
      for (int i = 0; i < documents; i++) {
        starts[i + 1] += starts[i];
      }
      ends = new int[2 * size];
      int[] free = starts.clone();
      for (int edge = 0; edge < size; edge++) {
        ends[free[from[edge]]++] = to[edge];
        ends[free[to[edge]]++] = from[edge];
      }
    }

    /// How many duplicates a document has.
    int pairs(int document) {
      return pairs[document];
    }

    /// How many duplicates a group has at most.
    int degree(int group) {
      return starts[group + 1] - starts[group];
    }

    /// The duplicates of a group, the most probable first; one may be there more than once.
    List<Integer> neighbours(int group) {
      List<Integer> neighbours = new ArrayList<>(degree(group));
      for (int i = starts[group]; i < starts[group + 1]; i++) {
        neighbours.add(ends[i]);
      }
      return neighbours;
    }
  }
}
