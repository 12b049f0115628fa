package io.doppel.cli.task;

import io.doppel.api.AssessmentJson;
import io.doppel.api.CaseJson;
import io.doppel.api.DisguiseJson;
import io.doppel.api.PlagiarismJson;
import io.doppel.cli.terminal.Count;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a check for plagiarism found, for people at a terminal.
final class PrintedCases {

  private static final int QUOTED = 160;

  private PrintedCases() {}

  static void print(PlagiarismJson json, PrintWriter out) {
    printCases(json, out);
    json.disguises().forEach(disguise -> out.println(sentence(disguise)));
  }

  /// How many letters are disguised, and where the first of them are.
  static String sentence(DisguiseJson disguise) {
    String what =
        switch (disguise.kind()) {
          case "look_alike" -> "Letters that only look like what they are read as";
          case "zero_width" -> "Characters without width inside of words";
          case "soft_hyphen" -> "Soft hyphens inside of words";
          default -> "Letters of words that stand apart";
        };
    DisguiseJson.PlaceJson first = disguise.places().getFirst();
    return "%s: %,d in %s, the first at characters %d to %d, read as: %s"
        .formatted(
            what,
            disguise.letters(),
            Count.of(disguise.placesTotal(), "place"),
            first.thisOffset(),
            first.thisOffset() + first.thisLength(),
            quote(first.plain(), 0, first.plain().codePointCount(0, first.plain().length())));
  }

  private static void printCases(PlagiarismJson json, PrintWriter out) {
    if (json.cases().isEmpty() && json.leftOut().isEmpty()) {
      out.println("Nothing was found elsewhere.");
      return;
    }
    out.printf(
        "%.0f %% of the text was found elsewhere, in %s.%n",
        100 * json.coverage(), Count.of(json.cases().size(), "passage"));
    json.byKind().forEach((kind, part) -> out.printf("  %s: %.0f %%%n", kind, 100 * part));
    if (!json.leftOut().isEmpty()) {
      out.printf("With what was left out it is %.0f %%.%n", 100 * json.coverageWithLeftOut());
    }
    List<CaseJson> numbered = Stream.concat(json.cases().stream(), json.leftOut().stream()).toList();
    for (PlagiarismJson.SourceJson found : json.sources()) {
      out.printf("%n%s (%.0f %%)%n", (found.id() + " " + found.title()).strip(), 100 * found.coverage());
      for (int i = 0; i < numbered.size(); i++) {
        if (numbered.get(i).source().equals(found.id())) {
          print(i + 1, numbered.get(i), found, out);
        }
      }
    }
  }

  private static void print(int number, CaseJson one, PlagiarismJson.SourceJson from, PrintWriter out) {
    out.printf(
        "  %d. %s%s, similarity %.3f: characters %d to %d%s, from %d to %d there%s%n",
        number,
        one.kind(),
        one.leftOut() == null ? "" : " (left out: " + one.leftOut() + ")",
        one.similarity(),
        one.thisOffset(),
        one.thisOffset() + one.thisLength(),
        page(one.thisPage()),
        one.sourceOffset(),
        one.sourceOffset() + one.sourceLength(),
        page(one.sourcePage()));
    out.println("    there: " + quote(from.text(), one.sourceOffset(), one.sourceLength()));
    if (one.citation() != null) {
      out.println("    " + sentence(one.citation()));
    }
    if (one.assessment() != null) {
      out.println("    " + sentence(one.assessment()));
    }
  }

  /// How the text says where a case is from.
  private static String sentence(CaseJson.CitationJson cited) {
    String what =
        switch (cited.kind()) {
          case "quoted_and_cited" -> "quoted and cited";
          case "quoted_without_source" -> "quoted without a source";
          case "copied_beyond_quotation" -> "cited, but copied beyond the quotation";
          default -> "cited";
        };
    String work =
        switch (cited.work()) {
          case "source" -> ", which is this source";
          case "another" -> ", which is another work";
          default -> "";
        };
    return cited.text().isEmpty() ? what : "%s: %s%s".formatted(what, cited.text().replaceAll("\\s+", " "), work);
  }

  /// What somebody said about a case.
  static String sentence(AssessmentJson said) {
    return "%s said %s on %s%s"
        .formatted(
            said.by().isEmpty() ? "somebody" : said.by(),
            said.ruling(),
            said.at(),
            said.note().isEmpty() ? "" : ": " + said.note().replaceAll("\\s+", " "));
  }

  private static String page(@Nullable Integer number) {
    return number == null ? "" : " (page %d)".formatted(number);
  }

  /// A part of a text in one line, and of a long one its beginning.
  ///
  /// @param offset in code points, as is `length`
  static String quote(String text, int offset, int length) {
    int start = text.offsetByCodePoints(0, offset);
    int end = text.offsetByCodePoints(start, Math.min(length, QUOTED));
    return text.substring(start, end).replaceAll("\\s+", " ") + (length > QUOTED ? " …" : "");
  }
}
