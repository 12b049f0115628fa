package io.doppel.source.file;

import io.doppel.source.Format;
import io.doppel.source.SourceRecord;
import io.doppel.text.CodePoints;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// Reads a line of [Format#JSONL]. The `id` may be an integer; a member `fields` that is an object is metadata by
/// itself, as in the JSON API.
final class JsonLine {

  private static final int MAX_DEPTH = 64;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(1000)
                  .maxNameLength(10_000)
                  .build())
          .build();

  /// Where an object began, which Jackson shows in its own way.
  private static final Pattern START_MARKER = Pattern.compile(" \\(start marker at .*\\)");

  /// What a line lacks to be a document.
  private static final class Fault extends Exception {
    private static final long serialVersionUID = 1;

    Fault(String reason) {
      super(reason, null, false, false);
    }
  }

  private JsonLine() {}

  static SourceRecord read(Lines.Line line, InputFile file) {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), line.text())) {
      Members members = new Members(json);
      members.read();
      String id = members.id == null ? members.underscoreId : members.id;
      return file.document(line.number(), id, members.title, members.text, members.fields, line.text());
    } catch (Fault e) {
      return file.rejected(line.number(), String.valueOf(e.getMessage()), line.text());
    } catch (JacksonException e) {
      int column = e.getLocation() == null ? 0 : e.getLocation().getColumnNr();
      String problem = START_MARKER.matcher(e.getOriginalMessage()).replaceAll("");
      String reason = "the line is not valid JSON at column %d: %s".formatted(column, problem);
      return file.rejected(line.number(), reason, line.text());
    }
  }

  /// The members of the object in one line.
  private static final class Members {
    private final JsonParser json;
    @Nullable String id;
    @Nullable String underscoreId;
    String title = "";
    String text = "";
    final Map<String, String> fields = new LinkedHashMap<>();

    Members(JsonParser json) {
      this.json = json;
    }

    void read() throws Fault {
      JsonToken first = json.nextToken();
      if (first != JsonToken.START_OBJECT) {
        throw new Fault("the line must be a JSON object, got " + named(first));
      }
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        if (value != JsonToken.VALUE_NULL) {
          member(name, value);
        }
      }
      if (id != null && underscoreId != null) {
        put("_id", underscoreId);
      }
      if (json.nextToken() != null) {
        throw new Fault("the line goes on behind its JSON object");
      }
    }

    private void member(String name, JsonToken value) throws Fault {
      if (name.equals("fields") && value == JsonToken.START_OBJECT) {
        nestedFields();
        return;
      }
      switch (name) {
        case "id" -> id = id(name, value);
        case "_id" -> underscoreId = id(name, value);
        case "title" -> title = string(name, value);
        case "text" -> text = string(name, value);
        default -> put(name, asText(value));
      }
    }

    private void nestedFields() throws Fault {
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        if (value != JsonToken.VALUE_NULL) {
          put(name, asText(value));
        }
      }
    }

    private void put(String name, String value) throws Fault {
      checkSurrogates(name, name);
      checkSurrogates(name, value);
      if (fields.put(name, value) != null) {
        throw new Fault("the field %s is given twice".formatted(name));
      }
    }

    private String id(String name, JsonToken value) throws Fault {
      return value == JsonToken.VALUE_NUMBER_INT ? json.getString() : string(name, value);
    }

    private String string(String name, JsonToken value) throws Fault {
      if (value != JsonToken.VALUE_STRING) {
        throw new Fault("%s must be a string, got %s".formatted(name, named(value)));
      }
      String string = json.getString();
      checkSurrogates(name, string);
      return string;
    }

    /// Strings as they are, everything else as compact JSON, numbers digit for digit.
    private String asText(JsonToken value) {
      if (value.isScalarValue()) {
        return json.getString();
      }
      StringWriter compact = new StringWriter();
      try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), compact)) {
        int depth = 0;
        for (JsonToken token = value; ; token = json.nextToken()) {
          if (token.isNumeric()) {
            out.writeNumber(json.getString());
          } else {
            out.copyCurrentEvent(json);
          }
          depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
          if (depth == 0) {
            break;
          }
        }
      }
      return compact.toString();
    }

    private static void checkSurrogates(String name, String string) throws Fault {
      if (CodePoints.hasLoneSurrogate(string)) {
        throw new Fault("%s holds half of a surrogate pair".formatted(name.equals(string) ? "a name" : name));
      }
    }

    private static String named(@Nullable JsonToken token) {
      return switch (token) {
        case null -> "nothing";
        case START_OBJECT -> "an object";
        case START_ARRAY -> "an array";
        case VALUE_STRING -> "a string";
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
        case VALUE_TRUE, VALUE_FALSE -> "a boolean";
        case VALUE_NULL -> "null";
        case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE -> token.toString();
      };
    }
  }
}
