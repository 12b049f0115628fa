package io.doppel.index.cluster.search;

import io.doppel.index.cluster.layout.IndexFields;
import io.doppel.index.cluster.layout.Stored;
import io.doppel.index.hit.Overlap;
import io.doppel.index.hit.Sharing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Finds the documents that share fingerprints with a text, at a point in time. Valid as long as that is open; for one
/// thread.
public final class FingerprintSearch {

  /// Fingerprints that are counted, or looked for, in one go.
  private static final int BATCH = 10_000;

  private static final int PAGE = 500;

  private final PointInTime view;

  public FingerprintSearch(PointInTime view) {
    this.view = view;
  }

  /// The documents with the highest weights; ties are in order of their ids.
  public Sharing sharing(long[] fingerprints, int limit) throws IOException {
    Map<Long, Double> weights = new LinkedHashMap<>();
    int widespread = weigh(fingerprints, weights);
    if (weights.isEmpty()) {
      return new Sharing(List.of(), widespread);
    }
    Map<String, Set<Long>> shared = shared(weights.keySet());
    List<Overlap> overlaps = new ArrayList<>();
    shared.forEach(
        (id, own) -> {
          double weight = 0;
          // In their own order, in which a local index adds them as well.
          for (Map.Entry<Long, Double> each : weights.entrySet()) {
            weight += own.contains(each.getKey()) ? each.getValue() : 0;
          }
          overlaps.add(new Overlap(id, own.size(), weight));
        });
    overlaps.sort(
        Comparator.comparingDouble(Overlap::weight)
            .reversed()
            .thenComparing(Overlap::documentId, Stored.BY_CODE_POINT));
    return new Sharing(overlaps.subList(0, Math.min(limit, overlaps.size())), widespread);
  }

  /// Tells what each fingerprint says that documents have, but not too many.
  ///
  /// @return how many of them too many have
  private int weigh(long[] fingerprints, Map<Long, Double> weights) throws IOException {
    int widespread = 0;
    for (int from = 0; from < fingerprints.length; from += BATCH) {
      long[] some = Arrays.copyOfRange(fingerprints, from, Math.min(fingerprints.length, from + BATCH));
      Map<String, Object> counts =
          Map.of("terms", Map.of("field", IndexFields.FINGERPRINTS, "include", some, "size", some.length));
      JsonNode answer = view.search(Map.of("size", 0, "track_total_hits", true, "aggs", Map.of("counts", counts)));
      double documents = answer.path("hits").path("total").path("value").asDouble();
      Map<Long, Long> with = new HashMap<>();
      for (JsonNode bucket : answer.path("aggregations").path("counts").path("buckets")) {
        with.put(bucket.path("key").asLong(), bucket.path("doc_count").asLong());
      }
      for (long each : some) {
        long count = with.getOrDefault(each, 0L);
        if (count > Overlap.MAX_DOCUMENTS) {
          widespread++;
        } else if (count > 0) {
          weights.put(each, Math.log(1 + documents / count));
        }
      }
    }
    return widespread;
  }

  /// The documents that have some of the fingerprints, with those.
  private Map<String, Set<Long>> shared(Set<Long> fingerprints) throws IOException {
    Map<String, Set<Long>> shared = new HashMap<>();
    List<Long> all = List.copyOf(fingerprints);
    for (int from = 0; from < all.size(); from += BATCH) {
      List<Long> some = all.subList(from, Math.min(all.size(), from + BATCH));
      Map<String, Object> body =
          Map.of(
              "query",
              Map.of("terms", Map.of(IndexFields.FINGERPRINTS, some)),
              "_source",
              false,
              "docvalue_fields",
              List.of(IndexFields.ID, IndexFields.COUNT, IndexFields.FINGERPRINTS));
      PointInTime.pages(
          Cursor.of(view, body, PAGE, PointInTime.PASSAGES),
          hit -> {
            Set<Long> own = new HashSet<>();
            for (JsonNode each : hit.path("fields").path(IndexFields.FINGERPRINTS)) {
              if (fingerprints.contains(each.asLong())) {
                own.add(each.asLong());
              }
            }
            shared.put(hit.path("fields").path(IndexFields.ID).path(0).asString(), own);
          });
    }
    return shared;
  }
}
