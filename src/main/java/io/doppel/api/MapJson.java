package io.doppel.api;

import io.doppel.projection.CollectionMap;
import java.util.List;
import java.util.Map;

/// A collection as points in the plane, as programs see it.
public record MapJson(long documents, double preserved, List<PointJson> points) {

  /// A document in the plane; `x` and `y` are -1 to 1, with four decimals.
  public record PointJson(
      String id,
      String title,
      String beginning,
      List<String> topics,
      Map<String, String> fields,
      double x,
      double y) {}

  /// Where a text stands, and the documents nearest to it.
  public record PlaceJson(double x, double y, List<NeighbourJson> nearest) {

    public static PlaceJson of(CollectionMap.Place place) {
      return new PlaceJson(
          rounded(place.x()),
          rounded(place.y()),
          place.nearest().stream().map(each -> new NeighbourJson(each.point().id(), each.similarity())).toList());
    }
  }

  public record NeighbourJson(String id, float similarity) {}

  public static MapJson of(CollectionMap map) {
    return new MapJson(
        map.documents(),
        rounded(map.preserved()),
        map.points().stream()
            .map(point ->
                new PointJson(
                    point.id(),
                    point.title(),
                    point.beginning(),
                    point.topics(),
                    point.fields(),
                    rounded(point.x()),
                    rounded(point.y())))
            .toList());
  }

  private static double rounded(double value) {
    return Math.round(value * 1e4) / 1e4;
  }
}
