package io.doppel.api.report;

import io.doppel.api.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// A page that shows what it holds as JSON.
final class Template {

  private static final String PLACE = "REPORT_AS_JSON";

  private Template() {}

  /// The template of that resource, with a report in its place.
  static String filled(String resource, Object report) {
    // Nothing in the JSON can end the script element, or begin a comment, that holds it.
    String json = Json.line(report).replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029");
    try (InputStream in =
        Objects.requireNonNull(Template.class.getResourceAsStream(resource), "the jar holds the template")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace(PLACE, json);
    } catch (IOException e) {
      throw new UncheckedIOException("the template cannot be read", e);
    }
  }
}
