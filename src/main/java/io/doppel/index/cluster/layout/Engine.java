package io.doppel.index.cluster.layout;

import io.doppel.index.cluster.rest.RestCluster;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Where the engines that keep clusters differ: in how vectors are declared and looked for, and in what a point in time
/// is called.
public enum Engine {
  /// From version 9 on.
  ELASTICSEARCH {
    @Override
    Map<String, Object> vectors(int dimension) {
      return Map.of(
          "type",
          "dense_vector",
          "dims",
          dimension,
          // Of unit vectors the cosine, without the engine's own normalizing.
          "similarity",
          "dot_product",
          "index_options",
          Map.of("type", "hnsw", "m", CONNECTIONS, "ef_construction", BUILD_WIDTH));
    }

    @Override
    Map<String, Object> settings() {
      return Map.of();
    }

    @Override
    public Map<String, Object> near(float[] vector, int limit, int width, Map<String, Object> filter) {
      return Map.of(
          "knn",
          Map.of(
              "field",
              IndexFields.VECTOR,
              "query_vector",
              vector,
              "k",
              limit,
              "num_candidates",
              width,
              "filter",
              filter));
    }

    @Override
    public String openView(RestCluster cluster, String index, String keepAlive) throws IOException {
      return cluster
          .send("POST", "/%s/_pit?keep_alive=%s&allow_partial_search_results=false".formatted(index, keepAlive))
          .path("id")
          .asString();
    }

    @Override
    public JsonNode closeView(RestCluster cluster, String view) throws IOException {
      return cluster.send("DELETE", "/_pit", Map.of("id", view));
    }
  },
  /// From version 3 on, with its plugin for vectors.
  OPENSEARCH {
    @Override
    Map<String, Object> vectors(int dimension) {
      return Map.of(
          "type",
          "knn_vector",
          "dimension",
          dimension,
          "method",
          Map.of(
              "name",
              "hnsw",
              "engine",
              "lucene",
              "space_type",
              "innerproduct",
              "parameters",
              Map.of("m", CONNECTIONS, "ef_construction", BUILD_WIDTH)));
    }

    @Override
    Map<String, Object> settings() {
      return Map.of("knn", true);
    }

    @Override
    public Map<String, Object> near(float[] vector, int limit, int width, Map<String, Object> filter) {
      return Map.of(
          "query",
          Map.of(
              "nested",
              Map.of(
                  "path",
                  IndexFields.PASSAGES,
                  "score_mode",
                  "max",
                  "query",
                  Map.of(
                      "knn",
                      Map.of(
                          IndexFields.VECTOR,
                          Map.of("vector", vector, "k", width, "filter", filter))))));
    }

    @Override
    public String openView(RestCluster cluster, String index, String keepAlive) throws IOException {
      return cluster
          .send(
              "POST",
              "/%s/_search/point_in_time?keep_alive=%s&allow_partial_pit_creation=false".formatted(index, keepAlive))
          .path("pit_id")
          .asString();
    }

    @Override
    public JsonNode closeView(RestCluster cluster, String view) throws IOException {
      return cluster.send("DELETE", "/_search/point_in_time", Map.of("pit_id", List.of(view)));
    }
  };

  /// Of a node of the graph, and how wide the walk is that finds them: as in a local index.
  private static final int CONNECTIONS = 16;

  private static final int BUILD_WIDTH = 100;

  private static final String PRODUCT = "X-elastic-product";

  /// The engine of a cluster, which its answers tell.
  public static Engine of(RestCluster cluster) throws IOException {
    Optional<String> product = cluster.header(PRODUCT);
    return product.isPresent() ? ELASTICSEARCH : OPENSEARCH;
  }

  /// The type of the field of vectors.
  abstract Map<String, Object> vectors(int dimension);

  /// Settings of an index that has vectors.
  abstract Map<String, Object> settings();

  /// The part of a search that finds the documents with the passages nearest to `vector`.
  ///
  /// @param limit how many documents are wanted
  /// @param width how many candidates a walk through the graph keeps, at least `limit`
  public abstract Map<String, Object> near(float[] vector, int limit, int width, Map<String, Object> filter);

  /// Opens a point in time.
  ///
  /// @return its name
  public abstract String openView(RestCluster cluster, String index, String keepAlive) throws IOException;

  /// Gives a point in time up.
  public abstract JsonNode closeView(RestCluster cluster, String view) throws IOException;

  /// What an index is made with.
  ///
  /// @param aliases other names for it
  /// @param about what its mapping carries of Doppel's own
  public Map<String, Object> index(List<String> aliases, int dimension, Map<String, ?> about) {
    Map<String, Object> settings = new HashMap<>(settings());
    settings.putAll(IndexFields.SETTINGS);
    Map<String, Object> names = new HashMap<>();
    aliases.forEach(alias -> names.put(alias, Map.of()));
    return Map.of(
        "aliases",
        names,
        "settings",
        Map.of("index", settings),
        "mappings",
        IndexFields.mapping(vectors(dimension), about));
  }
}
