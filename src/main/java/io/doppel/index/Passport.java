package io.doppel.index;

import io.doppel.encoder.EncoderFingerprint;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What a collection is bound to. Vectors of two passports never meet in one index.
///
/// @param format version of the index layout, [#FORMAT]
/// @param encoder the encoder whose space the vectors live in
/// @param splitter how documents are cut into passages, e.g. `sentences`
/// @param analysis how texts are cut into words, [#ANALYSIS]
public record Passport(int format, EncoderFingerprint encoder, String splitter, String analysis) {

  /// The version that this program reads and writes.
  public static final int FORMAT = 3;

  /// How this program cuts texts into words. Words of two analyses would miss each other.
  public static final String ANALYSIS = "words-1";

  public static Passport of(EncoderFingerprint encoder, String splitter) {
    return new Passport(FORMAT, encoder, splitter, ANALYSIS);
  }

  /// The passport as flat text, as kept in the commit of an index.
  public Map<String, String> toMap() {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("format", Integer.toString(format));
    map.put("model", encoder.model());
    map.put("model_sha256", encoder.modelSha256());
    map.put("tokenizer_sha256", encoder.tokenizerSha256());
    map.put("pooling", encoder.pooling());
    map.put("prompts", encoder.prompts());
    map.put("max_tokens", Integer.toString(encoder.maxTokens()));
    map.put("dimension", Integer.toString(encoder.dimension()));
    map.put("splitter", splitter);
    map.put("analysis", analysis);
    return map;
  }

  /// Reads what [#toMap()] wrote; other keys are ignored.
  ///
  /// @throws IllegalArgumentException if a key is missing or no number where one is due
  public static Passport of(Map<String, String> map) {
    EncoderFingerprint encoder =
        new EncoderFingerprint(
            value(map, "model"),
            value(map, "model_sha256"),
            value(map, "tokenizer_sha256"),
            value(map, "pooling"),
            value(map, "prompts"),
            Integer.parseInt(value(map, "max_tokens")),
            Integer.parseInt(value(map, "dimension")));
    return new Passport(
        Integer.parseInt(value(map, "format")),
        encoder,
        value(map, "splitter"),
        value(map, "analysis"));
  }

  /// A sentence part that names what differs, such as `pooling is mean, not cls`; empty when an index with this
  /// passport may be opened with the `wanted` one. The model's name is for people and may differ.
  public Optional<String> difference(Passport wanted) {
    Map<String, String> mine = toMap();
    StringBuilder parts = new StringBuilder();
    wanted
        .toMap()
        .forEach(
            (key, value) -> {
              String own = mine.getOrDefault(key, "");
              if (!key.equals("model") && !own.equals(value)) {
                parts.append(parts.isEmpty() ? "" : ", ");
                parts.append("%s is %s, not %s".formatted(key, shown(own), shown(value)));
              }
            });
    return parts.isEmpty() ? Optional.empty() : Optional.of(parts.toString());
  }

  private static String shown(String value) {
    return value.isEmpty() ? "none" : value.length() == 64 ? value.substring(0, 12) + "…" : value;
  }

  private static String value(Map<String, String> map, String key) {
    String value = map.get(key);
    if (value == null) {
      throw new IllegalArgumentException("the passport has no " + key);
    }
    return value;
  }
}
