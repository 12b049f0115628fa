package io.doppel.api.duplicates;

import io.doppel.api.Numbers;
import io.doppel.duplicates.Decisions;
import io.doppel.duplicates.mining.Cluster;
import io.doppel.engine.mining.NamedClusters;
import io.doppel.index.IndexView;
import io.doppel.index.PassageIndex;
import io.doppel.index.ReadingPace;
import io.doppel.text.CodePoints;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A cluster of duplicates as programs see it.
///
/// @param id stays when documents come and go
/// @param size how many documents it has, the representative among them
/// @param probability the least of the representative and another one; null where nothing was judged
/// @param newest when one of the documents was first seen as it is, the latest
/// @param decided whether people called all of its documents the same
/// @param others the first of the others
public record ClusterJson(
    String id,
    MemberJson representative,
    int size,
    @Nullable Double probability,
    String newest,
    boolean decided,
    List<MemberJson> others) {

  private static final int MAX_OTHERS = 20;

  /// A document, with what stands for it where one text is wanted, or its first [Decisions#MAX_TEXT] letters.
  ///
  /// @param since when it was first seen as it is
  public record MemberJson(String id, String title, String text, Map<String, String> fields, String since) {}

  /// Some clusters, without documents that were deleted since they were found.
  ///
  /// @param places of those that are wanted
  public static List<ClusterJson> of(NamedClusters named, List<Integer> places, PassageIndex index) throws IOException {
    return of(named, places, index, MAX_OTHERS);
  }

  /// @param most the most others of a cluster
  public static List<ClusterJson> of(NamedClusters named, List<Integer> places, PassageIndex index, int most)
      throws IOException {
    List<ClusterJson> clusters = new ArrayList<>();
    List<Cluster> wanted = places.stream().map(named.clusters()::get).toList();
    Set<Integer> decided = named.decided(places);
    float[] certainties = named.mined().certainties(wanted);
    try (IndexView view = index.view()) {
      for (int i = 0; i < wanted.size(); i++) {
        List<String> all = named.documents(places.get(i));
        List<String> ids = all.subList(0, Math.min(most + 1, all.size()));
        List<MemberJson> members = members(view, ids, named.mined().since(wanted.get(i)));
        if (members.size() > 1) {
          clusters.add(
              new ClusterJson(
                  named.ids().get(places.get(i)),
                  members.getFirst(),
                  all.size() - (ids.size() - members.size()),
                  Numbers.orNull(certainties[i]),
                  named.mined().newest(wanted.get(i)).toString(),
                  decided.contains(places.get(i)),
                  members.subList(1, members.size())));
        }
      }
    }
    return clusters;
  }

  private static List<MemberJson> members(IndexView view, List<String> ids, Map<String, Instant> since)
      throws IOException {
    List<MemberJson> members = new ArrayList<>();
    ReadingPace.read(
        view,
        ids,
        one ->
            members.add(
                new MemberJson(
                    one.id(),
                    one.title(),
                    CodePoints.beginning(one.shown(), Decisions.MAX_TEXT),
                    one.fields(),
                    Objects.requireNonNull(since.get(one.id())).toString())));
    return members;
  }
}
