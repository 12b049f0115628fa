package io.doppel.api.report;

import io.doppel.api.Json;
import io.doppel.api.report.print.PrintedPage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// A page that shows what it holds as JSON, in words that it holds as JSON too.
final class PageWithData {

  private static final String LANGUAGE = "REPORT_LANGUAGE";
  private static final String SHARED = "REPORT_SHARED";
  private static final String WORDS = "REPORT_WORDS";
  private static final String PLACE = "REPORT_AS_JSON";

  private PageWithData() {}

  /// The template of that resource, with a report in its place. What the report holds is put in last, so that nothing
  /// in it is taken for a place.
  static String filled(String resource, Object report, ReportLanguage language) {
    return resource(resource)
        .replace(SHARED, resource("/report/shared.js"))
        .replace(LANGUAGE, language.code())
        .replace(WORDS, words(language).strip())
        .replace(PLACE, embedded(report));
  }

  /// What reports say for themselves, as a JSON object of texts by their names.
  static String words(ReportLanguage language) {
    return resource("/report/words.%s.json".formatted(language.code()));
  }

  /// How a report looks on paper, as CSS.
  static String printStyle() {
    return resource("/report/print.css").replace("@fonts", PrintedPage.FONTS);
  }

  /// Nothing in the JSON can end the script element, or begin a comment, that holds it.
  private static String embedded(Object report) {
    return Json.line(report).replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029");
  }

  private static String resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(
            PageWithData.class.getResourceAsStream(name), () -> "the jar holds " + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read", e);
    }
  }
}
