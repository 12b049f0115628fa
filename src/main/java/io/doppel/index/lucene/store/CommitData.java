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
/// @param birth drawn when the index was made: another one of the same name has another
public record CommitData(Passport passport, IndexSettings settings, String birth) {

  private static final String BIRTH = "birth";

  /// Of an index that is made now.
  public static CommitData of(Passport passport, IndexSettings settings) {
    return new CommitData(passport, settings, newBirth());
  }

  /// Reads what [#toMap()] wrote.
  ///
  /// @throws IllegalArgumentException if it holds no passport, or settings that cannot be
  public static CommitData of(Map<String, String> userData) {
    return new CommitData(Passport.of(userData), IndexSettings.of(userData), birth(userData));
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
    return new CommitData(passport, others, birth);
  }

  public Map<String, String> toMap() {
    Map<String, String> map = new LinkedHashMap<>(passport.toMap());
    map.putAll(settings.toMap());
    map.put(BIRTH, birth);
    return map;
  }
}
