package io.doppel.api.report;

import static io.doppel.api.report.PrintedWords.passage;
import static io.doppel.api.report.PrintedWords.percent;
import static io.doppel.api.report.PrintedWords.plain;

import io.doppel.api.AssessmentJson;
import io.doppel.api.CaseJson;
import io.doppel.api.PlagiarismJson.SourceJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The sources and the cases of a report on paper, the passages of each case beside each other, and the text with its
/// marks. What is marked leads to its case, a case to its source.
final class PrintedCases {

  /// More are no help on paper; the other formats have all.
  private static final int MAX_CASES = 1_000;

  /// Of the text itself, in code points; of a longer one the passages alone are printed.
  private static final int MAX_TEXT = 300_000;

  /// A case with its number in the report.
  private record Numbered(int number, CaseJson found) {

    String look() {
      return found.leftOut() == null ? found.kind() : "left-out";
    }

    int end() {
      return found.thisOffset() + found.thisLength();
    }
  }

  private final PlagiarismReport report;
  private final PrintedWords words;
  private final Phrases phrases;
  private final List<Numbered> cases = new ArrayList<>();
  private final Map<String, SourceJson> sources = new LinkedHashMap<>();
  private final StringBuilder out;

  /// @param out where it is written to, as XML
  PrintedCases(PlagiarismReport report, PrintedWords words, StringBuilder out) {
    this.report = report;
    this.words = words;
    this.phrases = words.phrases();
    this.out = out;
    Stream.concat(report.found().cases().stream(), report.found().leftOut().stream())
        .forEach(found -> cases.add(new Numbered(cases.size() + 1, found)));
    report.found().sources().forEach(source -> sources.put(source.id(), source));
  }

  void addSources() {
    if (sources.isEmpty()) {
      return;
    }
    out.append("<h2>").append(words.say("sources")).append("</h2>\n<table>");
    List<String> ids = List.copyOf(sources.keySet());
    for (SourceJson source : sources.values()) {
      String facts =
          phrases.say(
              "ofText",
              Map.of("part", percent(source.coverage()), "parts", phrases.many("part", source.cases())));
      out.append(
          "<tr><td id=\"s%d\">%s</td><td class=\"facts\">%s</td></tr>\n"
              .formatted(ids.indexOf(source.id()), plain(title(source)), plain(facts)));
    }
    out.append("</table>\n");
  }

  void addCases() {
    if (cases.isEmpty()) {
      return;
    }
    out.append("<h2>").append(words.say("parts")).append("</h2>\n");
    List<String> ids = List.copyOf(sources.keySet());
    for (Numbered each : cases.subList(0, Math.min(MAX_CASES, cases.size()))) {
      CaseJson found = each.found();
      SourceJson source = Objects.requireNonNull(sources.get(found.source()), "every case has its source");
      String leftOut =
          found.leftOut() == null
              ? ""
              : " " + phrases.say("leftOut", Map.of("reason", phrases.say("reason." + found.leftOut())));
      out.append("<div class=\"case\" id=\"c%d\"><div class=\"head\">".formatted(each.number()));
      out.append(
          "<span class=\"swatch %s\">%d %s</span>%s, <a href=\"#s%d\">%s</a>"
              .formatted(
                  each.look(),
                  each.number(),
                  words.say("kind." + found.kind()),
                  plain(leftOut),
                  ids.indexOf(found.source()),
                  plain(phrases.say("from", Map.of("title", title(source))))));
      out.append("<div class=\"facts\">").append(plain(facts(found))).append("</div>");
      said(found).forEach(line -> out.append("<div class=\"facts\">").append(plain(line)).append("</div>"));
      out.append("</div>\n<table class=\"both\"><tr><td>");
      out.append(passage(report.text(), found.thisOffset(), found.thisLength())).append("</td><td>");
      out.append(passage(source.text(), found.sourceOffset(), found.sourceLength()));
      out.append("</td></tr></table></div>\n");
    }
    if (cases.size() > MAX_CASES) {
      out.append("<p class=\"note\">%s</p>\n".formatted(plain(phrases.many("more", cases.size() - MAX_CASES))));
    }
  }

  private String facts(CaseJson found) {
    List<String> facts = new ArrayList<>();
    facts.add(
        phrases.say(
            "offsets",
            Map.of(
                "from", String.valueOf(found.thisOffset()),
                "to", String.valueOf(found.thisOffset() + found.thisLength()),
                "sourceFrom", String.valueOf(found.sourceOffset()),
                "sourceTo", String.valueOf(found.sourceOffset() + found.sourceLength()))));
    if (found.thisPage() != null) {
      facts.add(phrases.say("onPage", Map.of("page", String.valueOf(found.thisPage()))));
    }
    if (found.sourcePage() != null) {
      facts.add(phrases.say("onPageThere", Map.of("page", String.valueOf(found.sourcePage()))));
    }
    facts.add(
        phrases.say(
            "evidence",
            Map.of(
                "similarity", String.format(Locale.ROOT, "%.2f", found.similarity()),
                "shared", percent(found.evidence().sharedWords()),
                "run", String.valueOf(found.evidence().longestRun()))));
    return String.join(", ", facts);
  }

  /// How the text says where a passage is from, and what somebody said about it.
  private List<String> said(CaseJson found) {
    List<String> lines = new ArrayList<>();
    CaseJson.CitationJson cited = found.citation();
    if (cited != null) {
      String work = cited.work().equals("unknown") ? "" : " (%s)".formatted(phrases.say("work." + cited.work()));
      lines.add(
          Stream.of(phrases.say("citation." + cited.kind()), cited.text(), cited.reference())
                  .filter(part -> !part.isEmpty())
                  .collect(Collectors.joining(": "))
              + work);
    }
    AssessmentJson said = found.assessment();
    if (said != null) {
      String by = said.by().isEmpty() ? phrases.say("somebody") : said.by();
      lines.add(
          phrases.say(
                  "assessed",
                  Map.of("ruling", phrases.say("ruling." + said.ruling()), "by", by, "at", words.when(said.at())))
              + " "
              + said.note());
    }
    return lines;
  }

  /// The text with a mark around each piece that lies in a case.
  void addText() {
    int length = report.text().codePointCount(0, report.text().length());
    if (length > MAX_TEXT || cases.isEmpty()) {
      return;
    }
    out.append("<h2>").append(words.say("thisText")).append("</h2>\n<div class=\"text\">");
    int[] letters = report.text().codePoints().toArray();
    List<Integer> cuts =
        Stream.concat(
                Stream.of(0, length), cases.stream().flatMap(each -> Stream.of(each.found().thisOffset(), each.end())))
            .distinct()
            .sorted()
            .toList();
    for (int i = 0; i + 1 < cuts.size(); i++) {
      int start = cuts.get(i);
      String piece = plain(new String(letters, start, cuts.get(i + 1) - start));
      Optional<Numbered> in =
          cases.stream().filter(each -> each.found().thisOffset() <= start && each.end() > start).findFirst();
      out.append(
          in.map(each -> "<a href=\"#c%d\" class=\"%s\">%s</a>".formatted(each.number(), each.look(), piece))
              .orElse(piece));
    }
    out.append("</div>\n");
  }

  private String title(SourceJson source) {
    return Stream.of(source.title(), source.id(), phrases.say("otherText"))
        .filter(each -> !each.isEmpty())
        .findFirst()
        .orElseThrow();
  }
}
