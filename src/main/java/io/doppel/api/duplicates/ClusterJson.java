package io.doppel.api.duplicates;

import io.doppel.duplicates.mining.Cluster;
import io.doppel.duplicates.mining.Mined;
import io.doppel.index.PassageIndex;
import io.doppel.text.Document;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A cluster of duplicates as programs see it.
///
/// @param size how many documents it has, the representative among them
/// @param others the first of the others
public record ClusterJson(MemberJson representative, int size, List<MemberJson> others) {

  private static final int MAX_OTHERS = 20;

  /// A document, with what stands for it where one text is wanted.
  public record MemberJson(String id, String text) {}

  /// The largest clusters.
  ///
  /// @param found clusters of what was mined, the largest first
  /// @param limit the most of them
  public static List<ClusterJson> largest(List<Cluster> found, Mined mined, PassageIndex index, int limit)
      throws IOException {
    List<ClusterJson> clusters = new ArrayList<>();
    for (Cluster cluster : found.subList(0, Math.min(limit, found.size()))) {
      List<MemberJson> others = new ArrayList<>();
      for (int other : cluster.others().subList(0, Math.min(MAX_OTHERS, cluster.others().size()))) {
        others.add(member(mined.pairs().id(other), index));
      }
      clusters.add(new ClusterJson(member(mined.pairs().id(cluster.representative()), index), cluster.size(), others));
    }
    return clusters;
  }

  private static MemberJson member(String id, PassageIndex index) throws IOException {
    Optional<Document> document = index.document(id);
    return new MemberJson(id, document.map(PairJson::shown).orElse(""));
  }
}
