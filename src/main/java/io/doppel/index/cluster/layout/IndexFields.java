package io.doppel.index.cluster.layout;

import java.util.List;
import java.util.Map;

/// The fields of an index: one document of the engine a document of Doppel, its passages nested in it, so that it is
/// replaced whole or not at all.
public final class IndexFields {

  public static final String ID = "id";
  public static final String HASH = "hash";

  /// Metadata as terms, see [FactTerms].
  public static final String FACTS = "facts";

  /// The names of the metadata fields.
  public static final String NAMES = "names";

  public static final String FINGERPRINTS = "fingerprints";

  /// How many passages a document has.
  public static final String COUNT = "count";

  /// Three numbers of 24 bits made of all that a document has, whose sums name the state of an index: doubles add
  /// 2^29 of them without an error.
  public static final List<String> STATES = List.of("state1", "state2", "state3");

  public static final String PASSAGES = "passages";
  public static final String VECTOR = "passages.vector";

  /// The words of title and passage, as Doppel cuts them, with blanks between.
  public static final String WORDS = "passages.words";

  /// How many words that are, each form counted.
  public static final String SIZE = "passages.size";

  /// Of one document.
  public static final int MAX_PASSAGES = 100_000;

  // What is only stored. The vector in float32 is here, whatever the engine makes of the one that it searches.
  static final String TITLE = "title";
  static final String TEXT = "text";
  static final String FIELDS = "fields";
  static final String START = "start";
  static final String LENGTH = "length";
  static final String FLOATS = "floats";

  /// How many words title and passage have, of which one may stand there in several forms.
  static final String POSITIONS = "positions";

  private static final Map<String, Object> KEYWORD = Map.of("type", "keyword");
  private static final Map<String, Object> INTEGER = Map.of("type", "integer", "index", false);

  /// What is published shows when somebody says so, and not before. The number of shards and copies is the operator's,
  /// by a template.
  static final Map<String, Object> SETTINGS =
      Map.of(
          "refresh_interval",
          "-1",
          "mapping.nested_objects.limit",
          MAX_PASSAGES,
          // Only to choose candidates: scores are computed by the book, see WordStatistics.
          "similarity",
          Map.of("words", Map.of("type", "BM25", "k1", 1.5, "b", 0.75)));

  private IndexFields() {}

  static Map<String, Object> mapping(Map<String, Object> vectors, Map<String, ?> about) {
    Map<String, Object> passage =
        Map.of(
            "vector",
            vectors,
            "words",
            Map.of("type", "text", "analyzer", "whitespace", "index_options", "freqs", "similarity", "words"),
            "size",
            INTEGER);
    return Map.of(
        "dynamic",
        false,
        "_meta",
        about,
        "_source",
        Map.of("excludes", List.of(VECTOR)),
        "properties",
        Map.of(
            ID,
            KEYWORD,
            HASH,
            Map.of("type", "keyword", "index", false),
            FACTS,
            KEYWORD,
            NAMES,
            KEYWORD,
            FINGERPRINTS,
            Map.of("type", "long"),
            COUNT,
            INTEGER,
            STATES.get(0),
            INTEGER,
            STATES.get(1),
            INTEGER,
            STATES.get(2),
            INTEGER,
            PASSAGES,
            Map.of("type", "nested", "dynamic", false, "properties", passage)));
  }
}
