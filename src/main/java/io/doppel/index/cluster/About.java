package io.doppel.index.cluster;

import io.doppel.index.Passport;
import io.doppel.index.cluster.rest.RestCluster;
import io.doppel.index.failure.DamagedIndexException;
import io.doppel.index.upkeep.IndexSettings;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// What an index is called, and what its mapping carries of Doppel's own.
///
/// @param index its names
/// @param passport what the index is bound to
/// @param settings what was chosen for it
record About(IndexName index, Passport passport, IndexSettings settings) {

  /// The version of the names and fields that this program reads and writes.
  private static final int LAYOUT = 2;

  private static final String LAYOUT_KEY = "layout";
  private static final String PASSPORT = "passport";
  private static final String SETTINGS = "settings";

  Map<String, Object> toMap() {
    return Map.of(LAYOUT_KEY, LAYOUT, PASSPORT, passport.toMap(), SETTINGS, settings.toMap());
  }

  /// Reads that of an index.
  ///
  /// @param name the name of the collection
  /// @param index the name in the cluster, or another name
  /// @throws DamagedIndexException if it is no index of Doppel, or of a version that this program does not know
  static About read(RestCluster cluster, String name, String index) throws IOException {
    Map.Entry<String, JsonNode> found =
        cluster.send("GET", "/%s/_mapping".formatted(index)).properties().stream()
            .findFirst()
            .orElseThrow(cluster::noCluster);
    JsonNode about = found.getValue().path("mappings").path("_meta");
    int layout = about.path(LAYOUT_KEY).asInt(0);
    if (layout != LAYOUT) {
      throw new DamagedIndexException(
          name, new IOException("its layout is %d, and this program knows %d".formatted(layout, LAYOUT)));
    }
    try {
      Passport passport = Passport.of(map(about.path(PASSPORT)));
      return new About(
          IndexName.of(found.getKey(), passport), passport, IndexSettings.of(map(about.path(SETTINGS))));
    } catch (IllegalArgumentException e) {
      throw new DamagedIndexException(name, e);
    }
  }

  private static Map<String, String> map(JsonNode json) {
    Map<String, String> map = new HashMap<>();
    json.properties().forEach(each -> map.put(each.getKey(), each.getValue().asString("")));
    return map;
  }

  /// The same with other settings.
  About with(IndexSettings other) {
    return new About(index, passport, other);
  }

  void write(RestCluster cluster) throws IOException {
    cluster.send("PUT", "/%s/_mapping".formatted(index.reading()), Map.of("_meta", toMap()));
  }
}
