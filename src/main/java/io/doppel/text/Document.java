package io.doppel.text;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// A text as its owner knows it: an id, a title (may be empty), the text, and metadata.
///
/// @param id unique within a collection, 1 to [#MAX_ID] UTF-16 units of well-formed Unicode, no control characters
/// @param title shown and embedded with every passage; empty where there is none
/// @param text what is split into passages; offsets point into it and are never changed
/// @param fields metadata by name, in the order of the source; values are text, nested JSON is kept as JSON
public record Document(String id, String title, String text, Map<String, String> fields) {

  /// The longest id, in UTF-16 units.
  public static final int MAX_ID = 512;

  public Document {
    if (id.isEmpty() || id.length() > MAX_ID) {
      throw new IllegalArgumentException(
          "id must be 1 to %d characters long, got %d".formatted(MAX_ID, id.length()));
    }
    if (id.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("id must not contain control characters");
    }
    if (CodePoints.hasLoneSurrogate(id)) {
      throw new IllegalArgumentException("id must be well-formed Unicode, got half of a surrogate pair");
    }
    if (CodePoints.isBlank(title) && CodePoints.isBlank(text)) {
      throw new IllegalArgumentException("title and text are both empty");
    }
    for (Map.Entry<String, String> field : fields.entrySet()) {
      if (field.getValue() == null) {
        throw new IllegalArgumentException("fields must be texts, %s is null".formatted(field.getKey()));
      }
    }
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /// A document without a title and metadata.
  public static Document of(String id, String text) {
    return new Document(id, "", text, Map.of());
  }
}
