package io.doppel.api.report;

import static io.doppel.api.report.PrintedWords.passage;
import static io.doppel.api.report.PrintedWords.percent;
import static io.doppel.api.report.PrintedWords.plain;
import static io.doppel.api.report.PrintedWords.row;

import io.doppel.api.DisguiseJson;
import io.doppel.api.UnreadJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The report of a check on paper: the same as the page, with the passages of each case beside each other, the text
/// with its marks behind them, and the certificate at the end. What is marked leads to its case, a case to its source.
final class PrintedPlagiarism {

  private static final String STYLE = PageWithData.printStyle();

  private final PlagiarismReport report;
  private final Phrases phrases;
  private final PrintedWords words;
  private final StringBuilder out = new StringBuilder();

  PrintedPlagiarism(PlagiarismReport report, ReportLanguage language) {
    this.report = report;
    phrases = Phrases.in(language);
    words = new PrintedWords(phrases);
  }

  /// The whole page as XML.
  String page() {
    String title = phrases.say("plagiarismTitle", Map.of("name", report.name()));
    out.append("<html lang=\"").append(phrases.language().code()).append("\"><head><title>").append(plain(title));
    out.append("</title><style>").append(STYLE).append("</style></head><body>\n");
    out.append("<h1>").append(plain(title)).append("</h1>\n");
    addSummary();
    PrintedCases cases = new PrintedCases(report, words, out);
    cases.addSources();
    cases.addCases();
    cases.addText();
    out.append("<p class=\"note\">").append(words.say("plagiarismNote")).append("</p>\n");
    if (report.collection() != null) {
      out.append(PrintedCertificate.of(report, report.collection(), words));
    }
    return out.append("</body></html>").toString();
  }

  private void addSummary() {
    out.append(words.rows(
        row("checkedText", report.name()),
        row("author", report.author()),
        row("collection", Optional.ofNullable(report.collection()).orElse("")),
        row("model", report.model()),
        row("checkedAt", words.when(report.checkedAt())),
        row("settings", words.settings(report.settings()))));
    out.append("<p class=\"verdict\">").append(plain(verdict())).append("</p>\n<table>");
    report
        .found()
        .byKind()
        .forEach(
            (kind, part) ->
                out.append(
                    "<tr><td><span class=\"swatch %s\">%s</span></td><td class=\"number\">%s</td></tr>"
                        .formatted(kind, words.say("kind." + kind), percent(part))));
    out.append("</table>\n");
    addHistogram();
    if (report.found().truncated()) {
      out.append("<p class=\"note\">").append(words.say("truncated")).append("</p>\n");
    }
    addUnchecked();
    for (DisguiseJson each : report.found().disguises()) {
      out.append(
          "<p>%s: %s, %s</p>\n"
              .formatted(
                  words.say("disguise." + each.kind()),
                  plain(phrases.many("letters", each.letters())),
                  plain(phrases.many("places", each.placesTotal()))));
    }
  }

  private void addHistogram() {
    List<Histogram.Bin> bins = Histogram.of(report.found().cases());
    int most = bins.stream().mapToInt(Histogram.Bin::characters).max().orElse(0);
    if (most == 0) {
      return;
    }
    out.append("<h2>").append(words.say("histogram")).append("</h2>\n<table>");
    for (Histogram.Bin bin : bins) {
      if (bin.from() >= 0 || bin.cases() > 0) {
        String range = bin.from() < 0 ? "&lt; %s".formatted(bin.to()) : "%s – %s".formatted(bin.from(), bin.to());
        out.append("<tr><th>%s</th><td class=\"number\">%d</td><td class=\"number\">%s</td>"
            .formatted(range, bin.cases(), plain(phrases.many("characters", bin.characters()))));
        out.append(
            "<td style=\"width: 60mm\"><div class=\"bar\" style=\"width: %d%%\"></div></td></tr>"
                .formatted(100L * bin.characters() / most));
      }
    }
    out.append("</table>\n");
  }

  private void addUnchecked() {
    String unseen = report.unchecked().unseen();
    if (!unseen.isEmpty()) {
      out.append("<h2>").append(words.say("unseen")).append("</h2>\n<p class=\"text\">");
      out.append(passage(unseen, 0, unseen.codePointCount(0, unseen.length()))).append("</p>\n");
    }
    if (!report.unchecked().unread().isEmpty()) {
      out.append("<h2>").append(words.say("unread")).append("</h2>\n<table>");
      for (UnreadJson each : report.unchecked().unread()) {
        String names = each.names().isEmpty() ? "" : " (%s)".formatted(String.join(", ", each.names()));
        out.append("<tr><th>%s</th><td>%d%s</td></tr>".formatted(words.say("unread." + each.kind()), each.count(),
            plain(names)));
      }
      out.append("</table>\n");
    }
  }

  private String verdict() {
    if (report.found().cases().isEmpty() && report.found().leftOut().isEmpty()) {
      return phrases.say("nothingFound");
    }
    boolean more = report.found().coverageWithLeftOut() > report.found().coverage();
    return phrases.say(
        more ? "foundWithLeftOut" : "found",
        Map.of(
            "part", percent(report.found().coverage()),
            "parts", phrases.many("part", report.found().cases().size()),
            "all", percent(report.found().coverageWithLeftOut())));
  }
}
