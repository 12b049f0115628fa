package io.doppel.index.cluster;

import io.doppel.index.Passport;
import io.doppel.index.cluster.rest.RestCluster;
import io.doppel.index.failure.DamagedIndexException;
import io.doppel.index.upkeep.IndexSettings;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// What the mapping of an index carries of Doppel's own.
///
/// @param passport what the index is bound to
/// @param settings what was chosen for it
record About(Passport passport, IndexSettings settings) {

  /// The version of the fields that this program reads and writes.
  private static final int LAYOUT = 1;

  private static final String LAYOUT_KEY = "layout";
  private static final String PASSPORT = "passport";
  private static final String SETTINGS = "settings";

  Map<String, Object> toMap() {
    return Map.of(LAYOUT_KEY, LAYOUT, PASSPORT, passport.toMap(), SETTINGS, settings.toMap());
  }

  /// Reads that of an index.
  ///
  /// @param name the name of the collection
  /// @param index the name in the cluster
  /// @throws DamagedIndexException if it is no index of Doppel, or of a version that this program does not know
  static About read(RestCluster cluster, String name, String index) throws IOException {
    JsonNode mappings = cluster.send("GET", "/%s/_mapping".formatted(index));
    JsonNode about = mappings.iterator().next().path("mappings").path("_meta");
    int layout = about.path(LAYOUT_KEY).asInt(0);
    if (layout != LAYOUT) {
      throw new DamagedIndexException(
          name, new IOException("its layout is %d, and this program knows %d".formatted(layout, LAYOUT)));
    }
    try {
      return new About(Passport.of(map(about.path(PASSPORT))), IndexSettings.of(map(about.path(SETTINGS))));
    } catch (IllegalArgumentException e) {
      throw new DamagedIndexException(name, e);
    }
  }

  private static Map<String, String> map(JsonNode json) {
    Map<String, String> map = new HashMap<>();
    json.properties().forEach(each -> map.put(each.getKey(), each.getValue().asString("")));
    return map;
  }

  void write(RestCluster cluster, String index) throws IOException {
    cluster.send("PUT", "/%s/_mapping".formatted(index), Map.of("_meta", toMap()));
  }
}
