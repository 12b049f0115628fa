package io.doppel.duplicates.mining;

import java.util.List;

/// What people decided about pairs of documents, which counts for more than what was judged.
///
/// @param same pairs that are to be in one cluster
/// @param apart pairs that are not; where both are asked for by way of others, documents stay apart
public record Decided(List<Pair> same, List<Pair> apart) {

  /// Nobody decided anything.
  public static final Decided NOTHING = new Decided(List.of(), List.of());

  public Decided {
    same = List.copyOf(same);
    apart = List.copyOf(apart);
  }

  /// Two documents by their ids, in any order.
  public record Pair(String one, String other) {}
}
