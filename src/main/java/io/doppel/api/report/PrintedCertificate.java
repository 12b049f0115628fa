package io.doppel.api.report;

import static io.doppel.api.report.PrintedWords.percent;
import static io.doppel.api.report.PrintedWords.plain;
import static io.doppel.api.report.PrintedWords.row;

import io.doppel.api.AssessmentJson;
import io.doppel.api.CaseJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The last page of a report on paper, as universities ask for: what was checked against what, what was found, and
/// room for two signatures.
final class PrintedCertificate {

  private PrintedCertificate() {}

  /// The page, as XML.
  static String of(PlagiarismReport report, String collection, PrintedWords words) {
    StringBuilder out = new StringBuilder();
    Phrases phrases = words.phrases();
    String kinds =
        report.found().byKind().entrySet().stream()
            .map(each -> phrases.say("kind." + each.getKey()) + " " + percent(each.getValue()))
            .collect(Collectors.joining(", "));
    String rulings =
        Stream.concat(report.found().cases().stream(), report.found().leftOut().stream())
            .map(CaseJson::assessment)
            .filter(said -> said != null)
            .collect(Collectors.groupingBy(AssessmentJson::ruling, LinkedHashMap::new, Collectors.counting()))
            .entrySet()
            .stream()
            .map(each -> phrases.say("ruling." + each.getKey()) + " " + each.getValue())
            .collect(Collectors.joining(", "));
    long sources = report.found().sources().stream().filter(source -> source.cases() > 0).count();
    out.append("<div class=\"certificate\"><h1>").append(words.say("certificateTitle")).append("</h1>\n");
    out.append(words.rows(
        row("checkedText", report.name()),
        row("author", report.author().isEmpty() ? "\u00a0" : report.author()),
        row("affiliation", "\u00a0"),
        row("checkedAt", words.when(report.checkedAt())),
        row("collection", collection),
        row("model", report.model()),
        row("settings", words.settings(report.settings())),
        row("length", phrases.many("characters", report.text().codePointCount(0, report.text().length()))),
        row("coverage", percent(report.found().coverage())),
        row("coverageWithLeftOut", percent(report.found().coverageWithLeftOut())),
        row("byKind", kinds.isEmpty() ? "–" : kinds),
        row("rulings", rulings.isEmpty() ? "–" : rulings),
        row("sourcesFound", String.valueOf(sources)),
        row("textHash", report.textSha256()),
        row("seal", report.seal())));
    out.append("<p>").append(words.say("certificateStatement")).append("</p>\n<table class=\"signatures\">");
    for (String term : List.of("signAuthor", "signAdvisor")) {
      out.append("<tr><th>%s</th><td>%s</td></tr>".formatted(words.say(term), words.say("signature")));
    }
    out.append("</table>\n<p class=\"note\">");
    out.append(plain(phrases.say("howToVerify", Map.of("collection", collection, "seal", report.seal()))));
    return out.append("</p></div>\n").toString();
  }
}
