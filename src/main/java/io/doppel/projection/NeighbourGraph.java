package io.doppel.projection;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Who belongs to whose neighbourhood, and how much: the fuzzy simplicial set of UMAP (McInnes, Healy and Melville,
/// 2018, sections 3.1 and 4.1). Each pair is there once.
final class NeighbourGraph {

  private static final int SEARCH_STEPS = 64;

  /// The least width of a neighbourhood, as a part of the mean distance in it, so that copies of one text do not make
  /// it a point.
  private static final double LEAST_WIDTH = 1e-3;

  private final int[] from;
  private final int[] to;
  private final float[] weights;

  private NeighbourGraph(int edges) {
    this.from = new int[edges];
    this.to = new int[edges];
    this.weights = new float[edges];
  }

  /// One end of each edge. Not to be written to, like the others.
  int[] from() {
    return from;
  }

  /// The other end of each edge, at a greater place.
  int[] to() {
    return to;
  }

  /// Of each edge, above 0 to 1.
  float[] weights() {
    return weights;
  }

  static NeighbourGraph of(NearestNeighbours neighbours) {
    int n = neighbours.ids().length;
    List<Map<Integer, Float>> memberships = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      memberships.add(memberships(neighbours.ids()[i], neighbours.similarities()[i]));
    }
    int edges = 0;
    for (int i = 0; i < n; i++) {
      for (int j : memberships.get(i).keySet()) {
        edges += isOwner(memberships, i, j) ? 1 : 0;
      }
    }
    NeighbourGraph graph = new NeighbourGraph(edges);
    int edge = 0;
    for (int i = 0; i < n; i++) {
      for (int j : neighbours.ids()[i]) {
        if (isOwner(memberships, i, j)) {
          float here = memberships.get(i).getOrDefault(j, 0f);
          float there = memberships.get(j).getOrDefault(i, 0f);
          graph.from[edge] = Math.min(i, j);
          graph.to[edge] = Math.max(i, j);
          // Whether it is so for at least one of both, as probabilities are added.
          graph.weights[edge++] = here + there - here * there;
        }
      }
    }
    return graph;
  }

  /// Whether the edge is written down where `i` is looked at: once, also where both are neighbours of each other.
  private static boolean isOwner(List<Map<Integer, Float>> memberships, int i, int j) {
    return i < j || !memberships.get(j).containsKey(i);
  }

  /// How much each neighbour belongs to one's neighbourhood: 1 for the nearest, falling off so that all of them
  /// together weigh the logarithm of their number, wherever it is dense or sparse.
  private static Map<Integer, Float> memberships(int[] neighbours, float[] similarities) {
    int k = neighbours.length;
    double[] distances = new double[k];
    double mean = 0;
    for (int i = 0; i < k; i++) {
      distances[i] = Math.max(0, 1 - similarities[i]);
      mean += distances[i] / k;
    }
    double nearest = distances[0];
    double width = width(distances, nearest, Math.log(k + 1) / Math.log(2), LEAST_WIDTH * mean);
    Map<Integer, Float> memberships = new HashMap<>();
    for (int i = 0; i < k; i++) {
      memberships.put(neighbours[i], (float) membership(distances[i] - nearest, width));
    }
    return memberships;
  }

  private static double width(double[] distances, double nearest, double wanted, double least) {
    double low = 0;
    double high = 2;
    for (int step = 0; step < SEARCH_STEPS; step++) {
      double middle = (low + high) / 2;
      double sum = 0;
      for (double distance : distances) {
        sum += membership(distance - nearest, middle);
      }
      if (sum > wanted) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return Math.max(least, low);
  }

  private static double membership(double beyond, double width) {
    return beyond <= 0 ? 1 : width > 0 ? Math.exp(-beyond / width) : 0;
  }
}
