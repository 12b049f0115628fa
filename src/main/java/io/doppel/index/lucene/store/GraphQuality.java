package io.doppel.index.lucene.store;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// How much of what is nearest the graph of each segment finds. Clusters of texts that are nearly the same make a graph
/// fall to pieces: a node's neighbours are chosen to differ from each other, so that hardly any of its twins is among
/// them. Such a graph looks like any other, so each one is tried once, when it is written. One that finds too little
/// is walked wider, if that helps; segments that no walk does justice to, or that were not tried, are scored whole.
///
/// @param trials by the segment's name
/// @param believing whether graphs that were not tried are believed to find enough: those of an index that is older
///     than the trials are
public record GraphQuality(Map<String, Trial> trials, boolean believing) {

  /// No graph was tried yet.
  public static final GraphQuality UNTRIED = new GraphQuality(Map.of(), false);

  /// How much wider a walk goes where there is no graph to rely on: not at all.
  public static final int NO_WALK = 0;

  private static final GraphQuality UNTOLD = new GraphQuality(Map.of(), true);

  /// What searches by a graph have to find of the ten nearest. Good graphs give .98 and more, broken ones less than .9;
  /// whole ones of vectors that are hard for a graph lie between.
  private static final double ENOUGH = .95;

  private static final String RECALLS = "graph_recalls";
  private static final String WIDENINGS = "graph_widenings";

  public GraphQuality {
    trials = Map.copyOf(trials);
  }

  /// What the trial of a graph showed.
  ///
  /// @param recall the share of the ten nearest that walks of the standard width find, 0 to 1
  /// @param widening how many times as wide as elsewhere walks have to be to find enough; [#NO_WALK] if none do
  public record Trial(double recall, int widening) {

    /// Whether this share of the ten nearest is enough.
    public static boolean isEnough(double recall) {
      return recall >= ENOUGH;
    }
  }

  /// Reads what [#toMap()] wrote. Graphs that failed before wider walks were tried are to be tried again.
  static GraphQuality of(Map<String, String> userData) {
    String written = userData.get(RECALLS);
    if (written == null) {
      return UNTOLD;
    }
    Map<String, String> widenings = numbers(userData.getOrDefault(WIDENINGS, ""));
    Map<String, Trial> trials = new TreeMap<>();
    numbers(written)
        .forEach(
            (segment, number) -> {
              double recall = Double.parseDouble(number);
              String widening = Trial.isEnough(recall) ? "1" : widenings.get(segment);
              if (widening != null) {
                trials.put(segment, new Trial(recall, Integer.parseInt(widening)));
              }
            });
    return new GraphQuality(trials, false);
  }

  private static Map<String, String> numbers(String written) {
    return Arrays.stream(written.split(" "))
        .filter(each -> !each.isEmpty())
        .map(each -> each.split("="))
        .collect(Collectors.toMap(each -> each[0], each -> each[1]));
  }

  Map<String, String> toMap() {
    return believing
        ? Map.of()
        : Map.of(RECALLS, written(Trial::recall), WIDENINGS, written(Trial::widening));
  }

  private String written(Function<Trial, Number> part) {
    return new TreeMap<>(trials)
        .entrySet().stream()
            .map(each -> each.getKey() + "=" + part.apply(each.getValue()))
            .collect(Collectors.joining(" "));
  }

  /// Whether it is known what the graph of this segment finds, or taken for granted.
  public boolean isKnown(String segment) {
    return believing || trials.containsKey(segment);
  }

  /// How many times as wide as usual the graph of this segment has to be walked; [#NO_WALK] if it is not to be relied
  /// on.
  public int widening(String segment) {
    Trial trial = trials.get(segment);
    if (trial == null) {
      return believing ? 1 : NO_WALK;
    }
    return trial.widening();
  }
}
