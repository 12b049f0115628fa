package io.doppel.api.report;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// What a report on paper says, in its language; ready to stand in XML where it says so.
///
/// @param phrases of the language
record PrintedWords(Phrases phrases) {

  /// Of a passage, in code points.
  private static final int MAX_PASSAGE = 4_000;

  /// A line of a table: the name of a term, and what it is.
  record Row(String term, String value) {}

  static Row row(String term, String value) {
    return new Row(term, value);
  }

  /// A table of what is known; what is empty is left out.
  String rows(Row... rows) {
    StringBuilder out = new StringBuilder("<table>");
    for (Row row : rows) {
      if (!row.value.isEmpty()) {
        out.append("<tr><th>%s</th><td>%s</td></tr>\n".formatted(say(row.term), plain(row.value)));
      }
    }
    return out.append("</table>\n").toString();
  }

  /// A term, as XML.
  String say(String name) {
    return plain(phrases.say(name));
  }

  /// Any text, as XML.
  static String plain(String text) {
    return Xml.escaped(Xml.printable(text));
  }

  /// A passage, or as much of it as is printed, as XML.
  ///
  /// @param offset in code points
  /// @param length in code points
  static String passage(String text, int offset, int length) {
    return plain(
        PlagiarismReport.cut(text, offset, Math.min(MAX_PASSAGE, length)) + (length > MAX_PASSAGE ? " …" : ""));
  }

  static String percent(double part) {
    return String.format(Locale.ROOT, part > 0 && part < .0995 ? "%.1f %%" : "%.0f %%", 100 * part);
  }

  /// By patterns of our own: a small runtime has no names of months but English ones.
  String when(String instant) {
    DateTimeFormatter format =
        switch (phrases.language()) {
          case ENGLISH -> DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm (xxx)", Locale.ENGLISH);
          case KOREAN -> DateTimeFormatter.ofPattern("uuuu년 M월 d일 HH:mm (xxx)", Locale.ROOT);
        };
    return format.withZone(ZoneId.systemDefault()).format(Instant.parse(instant));
  }

  /// What the check was told to leave out.
  String settings(ReportSettings set) {
    List<String> said = new ArrayList<>();
    Stream.of(
            Map.entry("quotations", set.quotations()),
            Map.entry("bibliography", set.bibliography()),
            Map.entry("common", set.common()))
        .filter(Map.Entry::getValue)
        .forEach(each -> said.add(phrases.say("setting." + each.getKey())));
    if (!set.base().isEmpty()) {
      said.add(phrases.say("setting.base", Map.of("ids", String.join(", ", set.base()))));
    }
    if (!set.exclude().isEmpty()) {
      said.add(phrases.say("setting.exclude", Map.of("ids", String.join(", ", set.exclude()))));
    }
    return said.isEmpty() ? phrases.say("setting.none") : String.join("; ", said);
  }
}
