package io.doppel.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// A description of an API in OpenAPI 3.1, and whether values are as it says. Knows as much of JSON Schema as the
/// description uses.
record OpenApi(JsonNode root) {

  private static final Set<String> KNOWN =
      Set.of(
          "type",
          "description",
          "minProperties",
          "properties",
          "required",
          "additionalProperties",
          "items",
          "enum",
          "anyOf",
          "minimum",
          "maximum",
          "minLength",
          "maxLength",
          "minItems",
          "maxItems",
          "uniqueItems",
          "default",
          "pattern");

  /// The schema of that name among the components.
  JsonNode schema(String name) {
    JsonNode schema = root.at("/components/schemas/" + name);
    if (schema.isMissingNode()) {
      throw new AssertionError("there is no schema " + name);
    }
    return schema;
  }

  JsonNode property(String schema, String property) {
    return schema(schema).at("/properties/" + property);
  }

  /// What a reference stands for; anything else stands for itself.
  JsonNode resolve(JsonNode node) {
    JsonNode reference = node.path("$ref");
    if (reference.isMissingNode()) {
      return node;
    }
    JsonNode target = root.at(reference.asString().substring(1));
    if (target.isMissingNode()) {
      throw new AssertionError("nothing is at " + reference);
    }
    return resolve(target);
  }

  /// Where a value is not as the schema says. An object must have all required members and no others than those that
  /// are named.
  List<String> faults(JsonNode value, JsonNode schema) {
    List<String> faults = new ArrayList<>();
    check(value, schema, "", faults);
    return faults;
  }

  private void check(JsonNode value, JsonNode given, String where, List<String> faults) {
    JsonNode schema = resolve(given);
    Set<String> unknown =
        schema.propertyNames().stream()
            .filter(name -> !KNOWN.contains(name))
            .collect(Collectors.toSet());
    if (!unknown.isEmpty()) {
      faults.add("%s: this test does not know %s".formatted(where, unknown));
    }
    if (schema.has("anyOf")) {
      if (schema.path("anyOf").valueStream().noneMatch(one -> faults(value, one).isEmpty())) {
        faults.add("%s: %s is none of those it may be".formatted(where, value));
      }
      return;
    }
    if (schema.isEmpty()) {
      return;
    }
    if (types(schema).noneMatch(type -> is(type, value))) {
      faults.add("%s: %s is not of type %s".formatted(where, value, schema.path("type")));
      return;
    }
    if (schema.has("enum") && schema.path("enum").valueStream().noneMatch(value::equals)) {
      faults.add("%s: %s is not in %s".formatted(where, value, schema.path("enum")));
    }
    if (value.isString() && value.asString().length() < schema.path("minLength").asInt(0)) {
      faults.add("%s: %s is too short".formatted(where, value));
    }
    if (value.isObject() && value.size() < schema.path("minProperties").asInt(0)) {
      faults.add("%s: %s has too few members".formatted(where, value));
    }
    boolean tooLittle =
        schema.has("minimum")
            && value.isNumber()
            && value.asDouble() < schema.path("minimum").asDouble();
    boolean tooMuch = schema.has("maximum") && value.isNumber() && value.asDouble() > schema.path("maximum").asDouble();
    if (tooLittle || tooMuch) {
      faults.add("%s: %s is out of its bounds".formatted(where, value));
    }
    for (int i = 0; value.isArray() && i < value.size(); i++) {
      check(value.path(i), schema.path("items"), where + "/" + i, faults);
    }
    if (value.isObject()) {
      checkMembers(value, schema, where, faults);
    }
  }

  private void checkMembers(JsonNode value, JsonNode schema, String where, List<String> faults) {
    schema.path("required").valueStream()
        .map(JsonNode::asString)
        .filter(name -> !value.has(name))
        .forEach(name -> faults.add("%s: has no %s".formatted(where, name)));
    value.propertyStream()
        .forEach(
            member -> {
              JsonNode documented = schema.path("properties").path(member.getKey());
              JsonNode other = documented.isMissingNode() ? schema.path("additionalProperties") : documented;
              if (other.isObject()) {
                check(member.getValue(), other, where + "/" + member.getKey(), faults);
              } else {
                faults.add("%s/%s is not documented".formatted(where, member.getKey()));
              }
            });
  }

  private static Stream<String> types(JsonNode schema) {
    JsonNode type = schema.path("type");
    return type.isArray() ? type.valueStream().map(JsonNode::asString) : Stream.of(type.asString(""));
  }

  private static boolean is(String type, JsonNode value) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isString();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "null" -> value.isNull();
      default -> false;
    };
  }
}
