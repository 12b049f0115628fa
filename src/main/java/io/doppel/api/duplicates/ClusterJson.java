package io.doppel.api.duplicates;

import io.doppel.api.Numbers;
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
/// @param probability the least of the representative and another one; null where nothing was judged
/// @param others the first of the others
public record ClusterJson(
    MemberJson representative, int size, @Nullable Double probability, List<MemberJson> others) {

  private static final int MAX_OTHERS = 20;

  /// A document, with what stands for it where one text is wanted.
  public record MemberJson(String id, String text) {}

  /// The largest clusters, without documents that were deleted since they were found.
  ///
  /// @param found clusters of what was mined, the largest first
  /// @param limit the most of them
  public static List<ClusterJson> largest(List<Cluster> found, Mined mined, PassageIndex index, int limit)
      throws IOException {
    List<ClusterJson> clusters = new ArrayList<>();
    try (IndexView view = index.view()) {
      List<Cluster> first = found.subList(0, Math.min(limit, found.size()));
      float[] certainties = mined.certainties(first);
      for (int i = 0; i < first.size(); i++) {
        Cluster cluster = first.get(i);
        List<Integer> others = cluster.others().subList(0, Math.min(MAX_OTHERS, cluster.others().size()));
        List<String> ids =
            Stream.concat(Stream.of(cluster.representative()), others.stream())
                .map(number -> mined.pairs().id(number))
                .toList();
        Map<String, Document> documents = view.documents(ids);
        List<MemberJson> members =
            documents.entrySet().stream()
                .map(one -> new MemberJson(one.getKey(), PairJson.shown(one.getValue())))
                .toList();
        int size = cluster.size() - (ids.size() - members.size());
        if (members.size() > 1) {
          Double probability = Numbers.orNull(certainties[i]);
          clusters.add(
              new ClusterJson(members.getFirst(), size, probability, members.subList(1, members.size())));
        }
      }
    }
    return clusters;
  }
}
