package io.doppel.api.duplicates;

import io.doppel.duplicates.mining.Cluster;
import io.doppel.duplicates.mining.Mined;
import io.doppel.index.IndexView;
import io.doppel.index.PassageIndex;
import io.doppel.text.Document;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
    try (IndexView view = index.view()) {
      for (Cluster cluster : found.subList(0, Math.min(limit, found.size()))) {
        List<Integer> others = cluster.others().subList(0, Math.min(MAX_OTHERS, cluster.others().size()));
        List<String> ids =
            Stream.concat(Stream.of(cluster.representative()), others.stream())
                .map(number -> mined.pairs().id(number))
                .toList();
        Map<String, Document> documents = view.documents(ids);
        List<MemberJson> members = ids.stream().map(id -> new MemberJson(id, shown(documents.get(id)))).toList();
        clusters.add(new ClusterJson(members.getFirst(), cluster.size(), members.subList(1, members.size())));
      }
    }
    return clusters;
  }

  private static String shown(@Nullable Document document) {
    return document == null ? "" : PairJson.shown(document);
  }
}
