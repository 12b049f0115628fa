package io.doppel.server;

import io.doppel.api.Json;
import io.doppel.text.Bounds;
import io.doppel.text.Document;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
record PostedDocument(@Nullable String id, Optional<Document> document, @Nullable String error) {

  private static final int MAX_DOCUMENTS = 10_000;

  /// The shape of one document in the body.
  record Shape(
      @Nullable String id, @Nullable String title, @Nullable String text, @Nullable Map<String, String> fields) {}

  /// The shape of a whole JSON body.
  record Batch(@Nullable List<JsonNode> documents) {}

  /// The documents of `{"documents":[…]}`.
  static List<PostedDocument> array(byte[] body) {
    List<JsonNode> nodes = Bodies.required("documents", Json.MAPPER.readValue(body, Batch.class).documents());
    Bounds.check("documents", nodes.size(), 1, MAX_DOCUMENTS);
    return nodes.stream().map(PostedDocument::of).toList();
  }

  /// The documents of a body with one JSON object a line; blank lines are passed over.
  static List<PostedDocument> lines(byte[] body) {
    List<PostedDocument> posted = new ArrayList<>();
    new String(body, StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.isBlank())
        .limit(MAX_DOCUMENTS + 1L)
        .forEach(line -> posted.add(ofLine(line)));
    Bounds.check("documents", posted.size(), 1, MAX_DOCUMENTS);
    return posted;
  }

  private static PostedDocument ofLine(String line) {
    try {
      return of(Json.MAPPER.readTree(line));
    } catch (JacksonException e) {
      return new PostedDocument(null, Optional.empty(), "the line is not JSON: " + firstLine(e));
    }
  }

  private static PostedDocument of(JsonNode node) {
    String id = node.path("id").asString(null);
    try {
      Shape shape = Json.MAPPER.treeToValue(node, Shape.class);
      if (shape == null) {
        return new PostedDocument(null, Optional.empty(), "a document must be an object, got null");
      }
      Document document =
          new Document(
              Bodies.required("id", shape.id()),
              Bodies.or(shape.title(), ""),
              Bodies.or(shape.text(), ""),
              Bodies.or(shape.fields(), Map.of()));
      return new PostedDocument(document.id(), Optional.of(document), null);
    } catch (JacksonException e) {
      return new PostedDocument(id, Optional.empty(), firstLine(e));
    } catch (IllegalArgumentException e) {
      return new PostedDocument(id, Optional.empty(), String.valueOf(e.getMessage()));
    }
  }

  private static String firstLine(JacksonException e) {
    return e.getOriginalMessage().lines().findFirst().orElse("unreadable");
  }
}
