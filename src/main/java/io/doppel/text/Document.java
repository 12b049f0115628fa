package io.doppel.text;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// A text as its owner knows it: an id, a title (may be empty), the text, and metadata.
///
/// @param id unique within a collection, 1 to [#MAX_ID] UTF-16 units of well-formed Unicode, no control characters
/// @param title shown and embedded with every passage; empty where there is none
/// @param text what is split into passages; offsets point into it and are never changed
/// @param fields metadata by name, in the order of the source; values are text, nested JSON is kept as JSON. Of one
///     that [comes in](#admitted()) at most [#MAX_FIELDS], with names and values of at most [#MAX_NAME] and
///     [#MAX_VALUE] UTF-16 units, together [#MAX_METADATA]: every passage carries them all
public record Document(String id, String title, String text, Map<String, String> fields) {

  /// The longest id, in UTF-16 units.
  public static final int MAX_ID = 512;

  /// The most metadata fields.
  public static final int MAX_FIELDS = 1_000;

  /// The longest name of one, in UTF-16 units.
  public static final int MAX_NAME = 256;

  /// The longest value, in UTF-16 units.
  public static final int MAX_VALUE = 32_768;

  /// The most that names and values have together, in UTF-16 units.
  public static final int MAX_METADATA = 131_072;

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
    fields.forEach((name, value) -> {
      if (value == null) {
        throw new IllegalArgumentException("fields must be texts, %s is null".formatted(name));
      }
    });
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /// This document, if it may come into a collection. What is in one came when fewer bounds were known, maybe, and is
  /// read all the same.
  ///
  /// @throws IllegalArgumentException with a sentence that names the value and the bound: if the id is a name of a
  ///     folder, `.` or `..`, which no address can end with; or if there is more metadata than told above
  public Document admitted() {
    if (id.equals(".") || id.equals("..")) {
      throw new IllegalArgumentException(
          "id must not be \".\" or \"..\", which have no address of their own, got \"%s\"".formatted(id));
    }
    if (fields.size() > MAX_FIELDS) {
      throw tooMuch("fields", "", MAX_FIELDS, fields.size());
    }
    int all = 0;
    for (Map.Entry<String, String> field : fields.entrySet()) {
      String name = field.getKey();
      if (name.length() > MAX_NAME) {
        throw tooMuch("names of fields", " characters long", MAX_NAME, name.length());
      }
      if (field.getValue().length() > MAX_VALUE) {
        throw tooMuch("fields." + name, " characters long", MAX_VALUE, field.getValue().length());
      }
      all += name.length() + field.getValue().length();
    }
    if (all > MAX_METADATA) {
      throw tooMuch("fields", " characters long together", MAX_METADATA, all);
    }
    return this;
  }

  private static IllegalArgumentException tooMuch(String what, String bound, int most, int got) {
    return new IllegalArgumentException(
        String.format(Locale.ROOT, "%s must be at most %,d%s, got %,d", what, most, bound, got));
  }

  /// What stands for it where one text is wanted: its text, or the title where it has none.
  public String shown() {
    return text.isBlank() ? title : text;
  }

  /// A document without a title and metadata.
  public static Document of(String id, String text) {
    return new Document(id, "", text, Map.of());
  }
}
