package io.doppel.projection;

import io.doppel.text.Bounds;

/// Which documents to put into the plane: all of a collection, or so many of them drawn at random.
///
/// @param limit the most documents, 1 to 20,000
/// @param seed decides which are drawn, and the layout: the same seed gives the same map of the same state of a
///     collection
public record MapQuery(int limit, long seed) {

  public static final int MAX_LIMIT = 20_000;
  public static final int DEFAULT_LIMIT = 5_000;

  public MapQuery {
    Bounds.check("limit", limit, 1, MAX_LIMIT);
  }
}
