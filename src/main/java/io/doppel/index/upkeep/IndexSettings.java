package io.doppel.index.upkeep;

import io.doppel.text.Bounds;
import java.util.Map;

/// What may be chosen for an index.
///
/// @param storage how vectors lie where the graph is walked
/// @param searchWidth how many candidates an approximate search keeps at least while it walks the graph, 10 to 10,000:
///     wider finds more and takes longer; a search for all above a similarity begins with a quarter of it
/// @param languages what its words are taken for; to be chosen while it is empty
public record IndexSettings(VectorStorage storage, int searchWidth, Languages languages) {

  public static final int MIN_WIDTH = 10;
  public static final int MAX_WIDTH = 10_000;

  /// What an index starts with.
  public static final IndexSettings STANDARD = new IndexSettings(VectorStorage.INT4, 128, Languages.AUTO);

  private static final String STORAGE = "vector_storage";
  private static final String SEARCH_WIDTH = "search_width";
  private static final String LANGUAGE = "language";
  private static final String TITLE_LANGUAGE = "title_language";

  public IndexSettings {
    Bounds.check("search_width", searchWidth, MIN_WIDTH, MAX_WIDTH);
  }

  public IndexSettings withStorage(VectorStorage other) {
    return new IndexSettings(other, searchWidth, languages);
  }

  public IndexSettings withSearchWidth(int other) {
    return new IndexSettings(storage, other, languages);
  }

  public IndexSettings withLanguages(Languages others) {
    return new IndexSettings(storage, searchWidth, others);
  }

  /// The settings as flat text, as kept in the commit of an index.
  public Map<String, String> toMap() {
    return Map.of(
        STORAGE,
        storage.toString(),
        SEARCH_WIDTH,
        Integer.toString(searchWidth),
        LANGUAGE,
        languages.text().toString(),
        TITLE_LANGUAGE,
        languages.title().toString());
  }

  /// Reads what [#toMap()] wrote; what is missing is standard, other keys are ignored.
  public static IndexSettings of(Map<String, String> map) {
    return new IndexSettings(
        VectorStorage.of(map.getOrDefault(STORAGE, STANDARD.storage.toString())),
        Integer.parseInt(map.getOrDefault(SEARCH_WIDTH, Integer.toString(STANDARD.searchWidth))),
        STANDARD.languages.changed(map.get(LANGUAGE), map.get(TITLE_LANGUAGE)));
  }
}
