package io.doppel.index.lucene.store;

import io.doppel.index.Passport;
import io.doppel.index.upkeep.IndexSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// What every commit of an index says about it, kept as the commit's user data.
///
/// @param passport what the index is bound to
/// @param settings how its vectors are stored and searched
/// @param graphs how far the graphs of its segments are to be relied on
/// @param birth drawn when the index was made: another one of the same name has another
public record CommitData(Passport passport, IndexSettings settings, GraphQuality graphs, String birth) {

  private static final String BIRTH = "birth";

  /// Of an index that is made now.
  public static CommitData of(Passport passport, IndexSettings settings) {
    return new CommitData(passport, settings, GraphQuality.UNTRIED, newBirth());
  }

  /// Reads what [#toMap()] wrote.
  ///
  /// @throws IllegalArgumentException if it holds no passport, or settings that cannot be
  public static CommitData of(Map<String, String> userData) {
    return new CommitData(
        Passport.of(userData),
        IndexSettings.of(userData),
        GraphQuality.of(userData),
        birth(userData));
  }

  /// When and where the index was made; empty for one older than this mark.
  public static String birth(Map<String, String> userData) {
    return userData.getOrDefault(BIRTH, "");
  }

  /// The same with another birth.
  static Map<String, String> bornNow(Map<String, String> userData) {
    Map<String, String> map = new LinkedHashMap<>(userData);
    map.put(BIRTH, newBirth());
    return map;
  }

  private static String newBirth() {
    return UUID.randomUUID().toString();
  }

  public CommitData with(IndexSettings others) {
    return new CommitData(passport, others, graphs, birth);
  }

  public CommitData with(GraphQuality others) {
    return new CommitData(passport, settings, others, birth);
  }

  public Map<String, String> toMap() {
    Map<String, String> map = new LinkedHashMap<>(passport.toMap());
    map.putAll(settings.toMap());
    map.putAll(graphs.toMap());
    map.put(BIRTH, birth);
    return map;
  }
}
