package io.doppel.server.body;

import io.doppel.api.Json;
import io.doppel.text.Bounds;
import io.doppel.text.CodePoints;
import io.doppel.text.Document;
import io.doppel.text.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// A document as it came over HTTP, or why it is none.
///
/// @param id its id, null if it has none that can be read
/// @param document the document, empty if it is rejected
/// @param error why it is rejected, null if it is not
public record PostedDocument(@Nullable String id, Optional<Document> document, @Nullable String error) {

  private static final int MAX_DOCUMENTS = 10_000;
  private static final List<String> MEMBERS = List.of("fields", "id", "text", "title");

  /// The shape of a whole JSON body.
  record Batch(@Nullable List<JsonNode> documents) {}

  /// The documents of `{"documents":[…]}`.
  public static List<PostedDocument> array(byte[] body) {
    List<JsonNode> nodes =
        Bodies.required(
            "documents", JsonReader.value(JsonReader.tree(body), Batch.class).documents());
    Bounds.check("documents", nodes.size(), 1, MAX_DOCUMENTS);
    return nodes.stream().map(PostedDocument::of).toList();
  }

  /// The documents of a body with one JSON object a line; blank lines are passed over.
  public static List<PostedDocument> lines(byte[] body) {
    List<PostedDocument> posted = new ArrayList<>();
    int number = 0;
    for (int start = 0; start < body.length && posted.size() <= MAX_DOCUMENTS; ) {
      int end = start;
      while (end < body.length && body[end] != '\n') {
        end++;
      }
      number++;
      line(Arrays.copyOfRange(body, start, end), number).ifPresent(posted::add);
      start = end + 1;
    }
    Bounds.check("documents", posted.size(), 1, MAX_DOCUMENTS);
    return posted;
  }

  private static Optional<PostedDocument> line(byte[] bytes, int number) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    int invalid = Utf8.firstInvalid(bytes, bytes.length, text);
    if (invalid >= 0) {
      return Optional.of(rejected(Utf8.fault("line " + number, bytes[invalid], invalid)));
    }
    String line = number == 1 && text.startsWith(JsonReader.BYTE_ORDER_MARK) ? text.substring(1) : text;
    if (line.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(of(Json.MAPPER.readTree(line)));
    } catch (JacksonException e) {
      return Optional.of(rejected("line %d is not valid JSON: %s".formatted(number, JsonReader.reason(e))));
    }
  }

  private static PostedDocument rejected(String error) {
    return new PostedDocument(null, Optional.empty(), error);
  }

  private static PostedDocument of(JsonNode node) {
    String id = node.path("id").asString(null);
    try {
      JsonReader.requireUnicode(node);
      Document document = document(node);
      return new PostedDocument(document.id(), Optional.of(document), null);
    } catch (IllegalArgumentException e) {
      boolean readable = id != null && !CodePoints.hasLoneSurrogate(id);
      return new PostedDocument(readable ? id : null, Optional.empty(), String.valueOf(e.getMessage()));
    }
  }

  private static Document document(JsonNode node) {
    if (!node.isObject()) {
      throw new IllegalArgumentException("a document must be an object, got " + JsonReader.named(node));
    }
    for (String name : node.propertyNames()) {
      if (!MEMBERS.contains(name)) {
        throw new IllegalArgumentException(JsonReader.unknownField(name, MEMBERS));
      }
    }
    return new Document(
            Bodies.required("id", string(node, "id")),
            Bodies.or(string(node, "title"), ""),
            Bodies.or(string(node, "text"), ""),
            fields(node.path("fields")))
        .admitted();
  }

  private static @Nullable String string(JsonNode node, String name) {
    JsonNode value = node.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isString()) {
      throw new IllegalArgumentException("%s must be a string, got %s".formatted(name, JsonReader.named(value)));
    }
    return value.asString();
  }

  private static Map<String, String> fields(JsonNode node) {
    if (node.isMissingNode() || node.isNull()) {
      return Map.of();
    }
    if (!node.isObject()) {
      throw new IllegalArgumentException("fields must be an object, got " + JsonReader.named(node));
    }
    Map<String, String> fields = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (!field.getValue().isString()) {
        throw new IllegalArgumentException(
            "fields must be texts, %s is %s".formatted(field.getKey(), JsonReader.named(field.getValue())));
      }
      fields.put(field.getKey(), field.getValue().asString());
    }
    return fields;
  }
}
