package io.doppel.index.lucene.store;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// How much of what is nearest the graph of each segment finds. Clusters of texts that are nearly the same make a graph fall to
/// pieces: a node's neighbours are chosen to differ from each other, so that hardly any of its twins is among them. Such a graph
/// looks like any other, so each one is tried once, when it is written. Segments whose graph fails are scored whole.
///
/// @param recalls by the segment's name
public record GraphQuality(Map<String, Double> recalls) {

  public static final GraphQuality UNKNOWN = new GraphQuality(Map.of());

  /// What searches by a graph have to find of the ten nearest. Good graphs give .98 and more, broken ones less than .9.
  private static final double ENOUGH = .95;

  private static final String KEY = "graph_recalls";

  public GraphQuality {
    recalls = Map.copyOf(recalls);
  }

  /// Reads what [#toMap()] wrote.
  static GraphQuality of(Map<String, String> userData) {
    String written = userData.getOrDefault(KEY, "");
    return written.isEmpty()
        ? UNKNOWN
        : new GraphQuality(
            Arrays.stream(written.split(" "))
                .map(each -> each.split("="))
                .collect(Collectors.toMap(each -> each[0], each -> Double.valueOf(each[1]))));
  }

  Map<String, String> toMap() {
    String written =
        new TreeMap<>(recalls)
            .entrySet().stream().map(each -> each.getKey() + "=" + each.getValue()).collect(Collectors.joining(" "));
    return written.isEmpty() ? Map.of() : Map.of(KEY, written);
  }

  /// Whether the graph of this segment finds enough; one that was not tried is believed to.
  public boolean isReliable(String segment) {
    return recalls.getOrDefault(segment, 1.0) >= ENOUGH;
  }
}
