package io.doppel.framework;

import io.doppel.text.Document;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Metadata of any kind as the fields of a [Document], which are texts. Each value stays a field by its own name, so
/// that filters and facets find it; what kinds the values have that are no texts is kept in a field of its own.
public final class TypedFields {

  /// The field that tells kinds: a JSON object of names and kinds.
  public static final String KINDS = "metadata_kinds";

  private static final JsonMapper MAPPER = JsonMapper.shared();

  private TypedFields() {}

  private enum Kind {
    BOOLEAN,
    INTEGER,
    LONG,
    FLOAT,
    DOUBLE,
    UUID,
    JSON;

    static Kind of(Object value) {
      return switch (value) {
        case Boolean _ -> BOOLEAN;
        case Integer _ -> INTEGER;
        case Long _ -> LONG;
        case Float _ -> FLOAT;
        case Double _ -> DOUBLE;
        case java.util.UUID _ -> UUID;
        default -> JSON;
      };
    }

    String write(Object value) {
      return this == JSON ? MAPPER.writeValueAsString(value) : value.toString();
    }

    /// @return null for that of JSON
    @Nullable Object read(String text) {
      return switch (this) {
        case BOOLEAN -> text.equals("true") || text.equals("false") ? Boolean.valueOf(text) : text;
        case INTEGER -> Integer.valueOf(text);
        case LONG -> Long.valueOf(text);
        case FLOAT -> Float.valueOf(text);
        case DOUBLE -> Double.valueOf(text);
        case UUID -> java.util.UUID.fromString(text);
        case JSON -> MAPPER.readValue(text, Object.class);
      };
    }
  }

  /// The fields of metadata: texts as they are, numbers, truth values and UUIDs as they are written, all else as JSON.
  ///
  /// @throws IllegalArgumentException if a name is [#KINDS]
  public static Map<String, String> of(Map<String, ?> metadata) {
    Map<String, String> fields = new LinkedHashMap<>();
    Map<String, String> kinds = new LinkedHashMap<>();
    metadata.forEach(
        (name, value) -> {
          if (name.equals(KINDS)) {
            throw new IllegalArgumentException("metadata must not be named \"%s\"".formatted(KINDS));
          }
          if (value instanceof String text) {
            fields.put(name, text);
          } else {
            Kind kind = Kind.of(value);
            fields.put(name, kind.write(value));
            kinds.put(name, kind.name().toLowerCase(Locale.ROOT));
          }
        });
    if (!kinds.isEmpty()) {
      fields.put(KINDS, MAPPER.writeValueAsString(kinds));
    }
    return fields;
  }

  /// The metadata that [#of] made these fields of; fields of other origin are texts, whatever they say of kinds.
  public static Map<String, Object> read(Map<String, String> fields) {
    Map<String, Object> metadata = new LinkedHashMap<>(fields);
    String told = fields.get(KINDS);
    if (told != null) {
      kinds(told)
          .ifPresent(
              kinds -> {
                metadata.remove(KINDS);
                kinds.forEachEntry(
                    (name, kind) -> {
                      String text = fields.get(name);
                      if (text != null && !name.equals(KINDS)) {
                        metadata.put(name, read(text, kind));
                      }
                    });
              });
    }
    return metadata;
  }

  private static Optional<JsonNode> kinds(String told) {
    try {
      return Optional.of(MAPPER.readTree(told)).filter(JsonNode::isObject);
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private static Object read(String text, JsonNode kind) {
    try {
      Object value = Kind.valueOf(kind.asString().toUpperCase(Locale.ROOT)).read(text);
      return value == null ? text : value;
    } catch (JacksonException | IllegalArgumentException e) {
      return text;
    }
  }
}
