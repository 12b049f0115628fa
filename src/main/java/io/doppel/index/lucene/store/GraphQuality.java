package io.doppel.index.lucene.store;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// How much of what is nearest the graph of each segment finds. Clusters of texts that are nearly the same make a graph
/// fall to pieces: a node's neighbours are chosen to differ from each other, so that hardly any of its twins is among
/// them. Such a graph looks like any other, so each one is tried once, when it is written. Segments whose graph fails,
/// or was not tried yet, are scored whole.
///
/// @param recalls by the segment's name
/// @param believing whether graphs that were not tried are believed to find enough: those of an index that is older
///     than the trials are
public record GraphQuality(Map<String, Double> recalls, boolean believing) {

  /// No graph was tried yet.
  public static final GraphQuality UNTRIED = new GraphQuality(Map.of(), false);

  private static final GraphQuality UNTOLD = new GraphQuality(Map.of(), true);

  /// What searches by a graph have to find of the ten nearest. Good graphs give .98 and more, broken ones less than .9.
  private static final double ENOUGH = .95;

  private static final String KEY = "graph_recalls";

  public GraphQuality {
    recalls = Map.copyOf(recalls);
  }

  /// Reads what [#toMap()] wrote.
  static GraphQuality of(Map<String, String> userData) {
    String written = userData.get(KEY);
    if (written == null) {
      return UNTOLD;
    }
    return new GraphQuality(
        Arrays.stream(written.split(" "))
            .filter(each -> !each.isEmpty())
            .map(each -> each.split("="))
            .collect(Collectors.toMap(each -> each[0], each -> Double.valueOf(each[1]))),
        false);
  }

  Map<String, String> toMap() {
    return believing
        ? Map.of()
        : Map.of(
            KEY,
            new TreeMap<>(recalls)
                .entrySet().stream()
                    .map(each -> each.getKey() + "=" + each.getValue())
                    .collect(Collectors.joining(" ")));
  }

  /// Whether the graph of this segment finds enough.
  public boolean isReliable(String segment) {
    Double recall = recalls.get(segment);
    return recall == null ? believing : recall >= ENOUGH;
  }
}
