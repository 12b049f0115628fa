package io.doppel.index;

import io.doppel.encoder.Embedding;
import io.doppel.index.hit.Hits;
import io.doppel.index.query.Effort;
import java.io.IOException;
import java.util.List;

/// Searches by a graph whose width the caller chooses: for a backend that has such a graph, to hold what it finds
/// against exact search. Valid as long as its view is open; thread-safe.
public interface GraphWalk {

  /// As [Effort#APPROXIMATE], with a walk of this width instead of the one that the settings say; one answer for each
  /// query.
  ///
  /// @param k 1 to 10,000
  /// @param width how many candidates the walk keeps, 1 to 10,000; at least k
  List<Hits> nearest(List<Embedding> queries, int k, int width) throws IOException;
}
