package io.doppel.server;

import java.math.BigDecimal;
import java.util.List;
import java.util.SplittableRandom;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Values by the schemas of the API, some as they should be and some as they should not.
final class HostileValues {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private static final List<String> TEXTS =
      List.of(
          "the dog",
          "A ship is on the big sea.",
          "오늘 서울 날씨 좋다",
          "😀",
          "",
          " ",
          "\u200b\u200d\ufeff",
          "a\u0000b",
          "\ud83d",
          "\udc00x",
          "\r\n\t\u0085\u2028",
          "e\u0301",
          "../../etc/passwd",
          "%00",
          "%",
          "\\",
          "-1",
          "1e400",
          "NaN",
          "null",
          "2024-06-31",
          "9007199254740993",
          "<script>",
          "=1+1",
          "\u202eabc",
          "dog ".repeat(400));

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-1",
          "1",
          "-0.0",
          "2147483648",
          "-9223372036854775809",
          "1e308",
          "1e400",
          "-1e400",
          "1e-400",
          "1e999999999",
          "0.1",
          "99999999999999999999",
          "0.30000000000000004");

  private final SplittableRandom random;
  private final OpenApi api;

  HostileValues(OpenApi api, SplittableRandom random) {
    this.api = api;
    this.random = random;
  }

  boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  String text() {
    return oneIn(200) ? any(TEXTS).concat("a").repeat(20_000) : any(TEXTS);
  }

  /// A value of a schema, or one time in thirty whatever else.
  JsonNode of(JsonNode given, int depth) {
    JsonNode schema = api.resolve(given);
    if (oneIn(30)) {
      return whatever(depth);
    }
    if (schema.has("enum")) {
      return any(schema.path("enum").valueStream().toList());
    }
    if (schema.has("anyOf")) {
      // Deep filters would never end.
      List<JsonNode> choices = schema.path("anyOf").valueStream().toList();
      return depth > 6 ? JSON.nullNode() : of(any(choices), depth + 1);
    }
    JsonNode type = schema.path("type");
    return switch (type.isArray() ? any(type.valueStream().toList()).asString() : type.asString("")) {
      case "object" -> object(schema, depth);
      case "array" -> array(schema, depth);
      case "string" -> JSON.stringNode(text());
      case "integer" -> oneIn(8) ? number() : JSON.numberNode(within(schema));
      case "number" -> oneIn(8) ? number() : JSON.numberNode(random.nextInt(-10, 11) / 10.0);
      case "boolean" -> JSON.booleanNode(random.nextBoolean());
      default -> JSON.nullNode();
    };
  }

  private long within(JsonNode schema) {
    long low = schema.path("minimum").asLong(0);
    long high = Math.min(schema.path("maximum").asLong(20), low + 100);
    return oneIn(10) ? high + 1 : random.nextLong(low, high + 1);
  }

  private JsonNode number() {
    return JSON.numberNode(new BigDecimal(any(NUMBERS)));
  }

  private ObjectNode object(JsonNode schema, int depth) {
    ObjectNode object = JSON.objectNode();
    List<String> required = schema.path("required").valueStream().map(JsonNode::asString).toList();
    for (String name : schema.path("properties").propertyNames()) {
      if (required.contains(name) ? !oneIn(30) : oneIn(3)) {
        object.set(name, of(schema.path("properties").path(name), depth + 1));
      }
    }
    if (schema.path("additionalProperties").isObject()) {
      for (int i = random.nextInt(3); i > 0; i--) {
        object.set(text(), of(schema.path("additionalProperties"), depth + 1));
      }
    }
    return oneIn(40) ? object.put(text(), text()) : object;
  }

  private ArrayNode array(JsonNode schema, int depth) {
    ArrayNode array = JSON.arrayNode();
    int most = Math.min(schema.path("maxItems").asInt(5), 5);
    for (int i = oneIn(10) ? 0 : 1 + random.nextInt(most); i > 0; i--) {
      array.add(of(schema.path("items"), depth + 1));
    }
    return array;
  }

  private JsonNode whatever(int depth) {
    return switch (random.nextInt(9)) {
      case 0 -> JSON.nullNode();
      case 1 -> JSON.stringNode(text());
      case 2 -> number();
      case 3 -> JSON.booleanNode(true);
      case 4 -> JSON.arrayNode();
      case 5 -> JSON.objectNode();
      case 6 -> nested(random.nextInt(2, 40));
      default -> depth > 6 ? JSON.nullNode() : JSON.objectNode().set(text(), whatever(depth + 1));
    };
  }

  private static JsonNode nested(int depth) {
    JsonNode inner = JSON.numberNode(1);
    for (int i = 0; i < depth; i++) {
      inner = JSON.arrayNode().add(inner);
    }
    return inner;
  }
}
