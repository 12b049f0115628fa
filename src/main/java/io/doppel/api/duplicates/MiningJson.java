package io.doppel.api.duplicates;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.doppel.duplicates.mining.Cluster;
import io.doppel.duplicates.mining.Mined;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.mining.NamedClusters;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What was found. Of the pairs `duplicates` are called so, and `possible` ones are more likely so than not.
/// `superfluous` documents are in a cluster whose representative is another one; `exact` ones have the very text of
/// another one. `templates` are groups of documents that differ in some values only, `boilerplate` is so many lines and
/// sentences that many documents have. It is `current` unless so much came in since that somebody should look again.
/// The `warning` is there where the calibration was learned with another model.
public record MiningJson(
    int documents,
    int pairs,
    int duplicates,
    int possible,
    int clusters,
    long superfluous,
    long exact,
    int templates,
    int boilerplate,
    boolean truncated,
    boolean current,
    List<ClusterJson> largest,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String warning) {

  /// More clusters than these are for files: `doppel duplicates --all`.
  private static final int MAX_CLUSTERS = 100;

  static MiningJson of(NamedClusters named, boolean current, DocumentCollection collection) throws IOException {
    Mined mined = named.mined();
    List<Cluster> clusters = named.clusters();
    List<Integer> largest = IntStream.range(0, Math.min(MAX_CLUSTERS, clusters.size())).boxed().toList();
    return new MiningJson(
        mined.pairs().documents(),
        mined.pairs().size(),
        mined.duplicates(),
        mined.possible(),
        clusters.size(),
        clusters.stream().mapToLong(cluster -> cluster.size() - 1L).sum(),
        mined.exact(),
        mined.templates().size(),
        mined.boilerplate().size(),
        mined.pairs().truncated(),
        current,
        ClusterJson.of(named, largest, collection.index()),
        collection.duplicates().warning().orElse(null));
  }
}
