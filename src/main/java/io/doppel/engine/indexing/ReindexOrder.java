package io.doppel.engine.indexing;

import io.doppel.index.upkeep.IndexSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// How a collection is to be made anew, as data, so that another process can go on with it.
///
/// @param model the name of the model that makes it; without one see [io.doppel.engine.Rebuilds#reindex]
/// @param language whose endings words lose; without one as before
/// @param titleLanguage the same of titles
public record ReindexOrder(Optional<String> model, Optional<String> language, Optional<String> titleLanguage) {

  /// With the model and the settings that it has.
  public static final ReindexOrder AS_BEFORE = of(null, null, null);

  private static final String MODEL = "model";
  private static final String LANGUAGE = "language";
  private static final String TITLE_LANGUAGE = "title_language";

  /// The same of what may be missing.
  public static ReindexOrder of(@Nullable String model, @Nullable String language, @Nullable String titleLanguage) {
    return new ReindexOrder(
        Optional.ofNullable(model), Optional.ofNullable(language), Optional.ofNullable(titleLanguage));
  }

  /// Reads what [#text()] wrote; empty if that is something else.
  public static Optional<ReindexOrder> read(String text) {
    try {
      JsonNode json = JsonMapper.shared().readTree(text);
      return json.isObject()
          ? Optional.of(
              of(
                  json.path(MODEL).asString(null),
                  json.path(LANGUAGE).asString(null),
                  json.path(TITLE_LANGUAGE).asString(null)))
          : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  /// The same by another model.
  public ReindexOrder by(String other) {
    return new ReindexOrder(Optional.of(other), language, titleLanguage);
  }

  /// The settings of the new index.
  ///
  /// @param before those of the old one
  /// @throws io.doppel.text.Bounds.Violation if a language is not known
  public IndexSettings changed(IndexSettings before) {
    return before.withLanguages(before.languages().changed(language.orElse(null), titleLanguage.orElse(null)));
  }

  /// As it is kept for others.
  public String text() {
    Map<String, String> said = new LinkedHashMap<>();
    model.ifPresent(value -> said.put(MODEL, value));
    language.ifPresent(value -> said.put(LANGUAGE, value));
    titleLanguage.ifPresent(value -> said.put(TITLE_LANGUAGE, value));
    return JsonMapper.shared().writeValueAsString(said);
  }
}
