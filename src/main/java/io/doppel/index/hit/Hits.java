package io.doppel.index.hit;

import java.util.List;

/// What an index found, best first; ties are in order of document id (by code points), then offset.
///
/// @param list the hits
/// @param truncated whether more would have qualified than the limit let through
public record Hits(List<Hit> list, boolean truncated) {

  public Hits {
    list = List.copyOf(list);
  }
}
