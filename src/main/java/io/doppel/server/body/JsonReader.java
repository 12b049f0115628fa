package io.doppel.server.body;

import io.doppel.api.Json;
import io.doppel.server.problem.RequestException;
import io.doppel.text.Bounds;
import io.doppel.text.CodePoints;
import io.doppel.text.Utf8;
import io.javalin.http.HttpStatus;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/// Reads requests from JSON, and says in sentences of its own what is wrong with JSON that holds none: those of
/// Jackson name its classes and settings, which tells a sender nothing.
final class JsonReader {

  static final String BYTE_ORDER_MARK = "\uFEFF";

  private static final String MALFORMED = "malformed_json";

  /// What Jackson adds for those who call it: where an object began, which constraint to raise, what to enable.
  private static final Pattern FOR_DEVELOPERS =
      Pattern.compile(" \\(start marker at .*|, from `[^`]*`|: enable `[^`]*` to allow");

  private JsonReader() {}

  /// The value of a whole body.
  ///
  /// @throws RequestException if it is not JSON, or a value in it is of a wrong type
  /// @throws Bounds.Violation if it has an unknown field
  static <T> T read(byte[] body, Class<T> type) {
    JsonNode tree = tree(body);
    requireUnicode(tree);
    return value(tree, type);
  }

  /// The value of a whole body that has been read.
  static <T> T value(JsonNode tree, Class<T> type) {
    T value = null;
    try {
      value = tree.isObject() ? Json.MAPPER.treeToValue(tree, type) : null;
    } catch (UnrecognizedPropertyException e) {
      throw new Bounds.Violation(e.getPropertyName(), unknownField(e.getPropertyName(), known(e)));
    } catch (JacksonException e) {
      throw mismatch(e, tree);
    }
    if (value == null) {
      throw malformed("", "the body must be an object, got " + named(tree));
    }
    return value;
  }

  /// What stands in a whole body.
  static JsonNode tree(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    int invalid = Utf8.firstInvalid(body, body.length, text);
    if (invalid >= 0) {
      throw malformed("", Utf8.fault("the body", body[invalid], invalid));
    }
    try {
      return Json.MAPPER.readTree(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
    } catch (StreamReadException e) {
      String where =
          e.getLocation() == null
              ? ""
              : " at line %d, column %d".formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
      throw malformed(pointer(e), "the body is not valid JSON%s: %s".formatted(where, reason(e)));
    } catch (JacksonException e) {
      throw malformed("", "the body is not valid JSON: " + reason(e));
    }
  }

  /// Refuses texts that hold half of a surrogate pair: JSON can escape one, but it is no Unicode, and nothing could be
  /// found, shown or stored as it was sent. Jackson refuses names that do.
  ///
  /// @throws Bounds.Violation with the place of the first of them
  static void requireUnicode(JsonNode tree) {
    requireUnicode(tree, "");
  }

  private static void requireUnicode(JsonNode node, String where) {
    if (node.isString() && CodePoints.hasLoneSurrogate(node.asString())) {
      throw new Bounds.Violation(
          where,
          "%s must be well-formed Unicode, got half of a surrogate pair"
              .formatted(where.isEmpty() ? "the text" : where));
    }
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      requireUnicode(member.getValue(), where.isEmpty() ? member.getKey() : where + "/" + member.getKey());
    }
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        requireUnicode(node.path(i), where + "/" + i);
      }
    }
  }

  /// Why something is not JSON, to be put behind a colon.
  static String reason(JacksonException e) {
    if (e instanceof MismatchedInputException) {
      return "it goes on behind its end";
    }
    String first = e.getOriginalMessage().lines().findFirst().orElse("it cannot be read");
    return FOR_DEVELOPERS.matcher(first).replaceAll("");
  }

  static String unknownField(String name, List<String> known) {
    return "unknown field \"%s\"; known are %s".formatted(name, String.join(", ", known));
  }

  /// What kind of value this is, with its article.
  static String named(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> "an object";
      case ARRAY -> "an array";
      case STRING -> "a string";
      case NUMBER -> "a number";
      case BOOLEAN -> "a boolean";
      case NULL -> "null";
      case MISSING -> "nothing";
      case BINARY, POJO -> "something else";
    };
  }

  private static RequestException mismatch(JacksonException e, JsonNode tree) {
    StringBuilder name = new StringBuilder();
    JsonNode node = tree;
    for (JacksonException.Reference step : e.getPath()) {
      if (step.getPropertyName() == null) {
        name.append('[').append(step.getIndex()).append(']');
        node = node.path(step.getIndex());
      } else {
        name.append(name.isEmpty() ? "" : ".").append(step.getPropertyName());
        node = node.path(step.getPropertyName());
      }
    }
    if (e instanceof InvalidNullException) {
      return malformed(pointer(e), name + " must not be null");
    }
    String expected =
        switch (e) {
          case MismatchedInputException mismatch -> kind(mismatch.getTargetType());
          case InputCoercionException _ -> "a whole number of 32 bits";
          default -> "something else";
        };
    String got = expected.contains("number") && node.isNumber() ? node.toString() : named(node);
    return malformed(pointer(e), "%s must be %s, got %s".formatted(name, expected, got));
  }

  private static String kind(@Nullable Class<?> type) {
    if (type == null) {
      return "something else";
    }
    if (type == Integer.class) {
      return "a whole number";
    }
    if (Number.class.isAssignableFrom(type)) {
      return "a number";
    }
    if (type == Boolean.class) {
      return "a boolean";
    }
    if (type == String.class) {
      return "a string";
    }
    return Collection.class.isAssignableFrom(type) ? "an array" : "an object";
  }

  private static List<String> known(UnrecognizedPropertyException e) {
    Collection<Object> known = e.getKnownPropertyIds();
    return known == null ? List.of() : known.stream().map(Object::toString).sorted().toList();
  }

  private static String pointer(JacksonException e) {
    StringBuilder pointer = new StringBuilder();
    for (JacksonException.Reference step : e.getPath()) {
      pointer.append('/').append(step.getPropertyName() == null ? step.getIndex() : step.getPropertyName());
    }
    return pointer.toString();
  }

  private static RequestException malformed(String pointer, String message) {
    return new RequestException(HttpStatus.BAD_REQUEST, MALFORMED, message, pointer);
  }
}
