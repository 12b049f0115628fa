package io.doppel.api.report;

import io.doppel.api.AssessmentJson;
import io.doppel.api.CaseJson;
import io.doppel.api.DisguiseJson;
import io.doppel.api.PlagiarismJson.SourceJson;
import io.doppel.api.UnreadJson;
import io.doppel.api.report.print.PrintedPage;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The report of a check on paper: the same as the page, with the passages of each case beside each other, the text
/// with its marks behind them, and the certificate at the end. What is marked leads to its case, a case to its source.
final class PrintedPlagiarism {

  /// More are no help on paper; the other formats have all.
  private static final int MAX_CASES = 1_000;

  /// Of a passage, in code points.
  private static final int MAX_PASSAGE = 4_000;

  /// Of the text itself, in code points; of a longer one the passages alone are printed.
  private static final int MAX_TEXT = 300_000;

  private static final String STYLE =
      """
      @page { size: A4; margin: 18mm 16mm 20mm; @bottom-center { content: counter(page) " / " counter(pages);
        font: 8pt %1$s; } }
      body { font: 9.5pt/1.5 %1$s; color: #1c1d21; }
      h1 { font-size: 15pt; font-weight: normal; line-height: 1.3; margin: 0 0 2mm; word-wrap: break-word; }
      h2 { font-size: 12pt; font-weight: normal; margin: 6mm 0 2mm; page-break-after: avoid; }
      table { border-collapse: collapse; } th, td { text-align: left; vertical-align: top; padding: .6mm 4mm .6mm 0; }
      th { font-weight: normal; color: #5a5d66; white-space: nowrap; }
      td.number { text-align: right; }
      a { color: #1c1d21; }
      .verdict { font-size: 12pt; } .facts, .note { color: #5a5d66; font-size: 8.5pt; }
      .bar { height: 3mm; background: #7d93b5; }
      .case { margin-top: 5mm; } .case .head { page-break-after: avoid; }
      .both { width: 100%%; table-layout: fixed; -fs-table-paginate: paginate; }
      .both td { width: 50%%; padding: 1.5mm 2mm; border: .2mm solid #d8dae0; white-space: pre-wrap;
        word-wrap: break-word; font-size: 8.5pt; }
      .text { white-space: pre-wrap; word-wrap: break-word; }
      .swatch { padding: 0 1mm; }
      .verbatim { background: #ffd0cf; } .light { background: #ffe1b5; } .shuffled { background: #f6e96f; }
      .paraphrase { background: #cfe5ff; } .summary { background: #d9f0cf; }
      .left-out { border-bottom: .3mm dotted #5a5d66; }
      .text a { text-decoration: none; } .certificate { page-break-before: always; }
      .certificate h1 { text-align: center; margin-bottom: 8mm; }
      .certificate table { width: 100%%; table-layout: fixed; }
      .certificate th { width: 42mm; white-space: normal; }
      .certificate td { border-bottom: .2mm solid #d8dae0; word-wrap: break-word; }
      .signatures td { padding-top: 9mm; text-align: right; }
      """
          .formatted(PrintedPage.FONTS);

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
  private final Phrases phrases;
  private final List<Numbered> cases = new ArrayList<>();
  private final Map<String, SourceJson> sources = new LinkedHashMap<>();
  private final StringBuilder out = new StringBuilder();

  PrintedPlagiarism(PlagiarismReport report, ReportLanguage language) {
    this.report = report;
    phrases = Phrases.in(language);
    Stream.concat(report.found().cases().stream(), report.found().leftOut().stream())
        .forEach(found -> cases.add(new Numbered(cases.size() + 1, found)));
    report.found().sources().forEach(source -> sources.put(source.id(), source));
  }

  /// The whole page as XML.
  String page() {
    String title = phrases.say("plagiarismTitle", Map.of("name", report.name()));
    out.append("<html lang=\"").append(phrases.language().code()).append("\"><head><title>").append(plain(title));
    out.append("</title><style>").append(STYLE).append("</style></head><body>\n");
    out.append("<h1>").append(plain(title)).append("</h1>\n");
    addSummary();
    addSources();
    addCases();
    addText();
    out.append("<p class=\"note\">").append(say("plagiarismNote")).append("</p>\n");
    if (report.collection() != null) {
      addCertificate(report.collection());
    }
    return out.append("</body></html>").toString();
  }

  private void addSummary() {
    rows(
        row("checkedText", report.name()),
        row("author", report.author()),
        row("collection", Optional.ofNullable(report.collection()).orElse("")),
        row("model", report.model()),
        row("checkedAt", when(report.checkedAt())),
        row("settings", settings()));
    out.append("<p class=\"verdict\">").append(plain(verdict())).append("</p>\n<table>");
    report
        .found()
        .byKind()
        .forEach(
            (kind, part) ->
                out.append(
                    "<tr><td><span class=\"swatch %s\">%s</span></td><td class=\"number\">%s</td></tr>"
                        .formatted(kind, say("kind." + kind), percent(part))));
    out.append("</table>\n");
    addHistogram();
    if (report.found().truncated()) {
      out.append("<p class=\"note\">").append(say("truncated")).append("</p>\n");
    }
    addUnchecked();
    for (DisguiseJson each : report.found().disguises()) {
      out.append(
          "<p>%s: %s, %s</p>\n"
              .formatted(
                  say("disguise." + each.kind()),
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
    out.append("<h2>").append(say("histogram")).append("</h2>\n<table>");
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
    if (!report.unchecked().unseen().isEmpty()) {
      out.append("<h2>").append(say("unseen")).append("</h2>\n<p class=\"text\">");
      out.append(plain(beginning(report.unchecked().unseen()))).append("</p>\n");
    }
    if (!report.unchecked().unread().isEmpty()) {
      out.append("<h2>").append(say("unread")).append("</h2>\n<table>");
      for (UnreadJson each : report.unchecked().unread()) {
        String names = each.names().isEmpty() ? "" : " (%s)".formatted(String.join(", ", each.names()));
        out.append("<tr><th>%s</th><td>%d%s</td></tr>".formatted(say("unread." + each.kind()), each.count(),
            plain(names)));
      }
      out.append("</table>\n");
    }
  }

  private void addSources() {
    if (sources.isEmpty()) {
      return;
    }
    out.append("<h2>").append(say("sources")).append("</h2>\n<table>");
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

  private void addCases() {
    if (cases.isEmpty()) {
      return;
    }
    out.append("<h2>").append(say("parts")).append("</h2>\n");
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
                  say("kind." + found.kind()),
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
                  Map.of("ruling", phrases.say("ruling." + said.ruling()), "by", by, "at", when(said.at())))
              + " "
              + said.note());
    }
    return lines;
  }

  /// The text with a mark around each piece that lies in a case.
  private void addText() {
    int length = report.text().codePointCount(0, report.text().length());
    if (length > MAX_TEXT || cases.isEmpty()) {
      return;
    }
    out.append("<h2>").append(say("thisText")).append("</h2>\n<div class=\"text\">");
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

  private void addCertificate(String collection) {
    String kinds =
        report.found().byKind().entrySet().stream()
            .map(each -> phrases.say("kind." + each.getKey()) + " " + percent(each.getValue()))
            .collect(Collectors.joining(", "));
    String rulings =
        cases.stream()
            .map(each -> each.found().assessment())
            .filter(said -> said != null)
            .collect(Collectors.groupingBy(AssessmentJson::ruling, LinkedHashMap::new, Collectors.counting()))
            .entrySet()
            .stream()
            .map(each -> phrases.say("ruling." + each.getKey()) + " " + each.getValue())
            .collect(Collectors.joining(", "));
    out.append("<div class=\"certificate\"><h1>").append(say("certificateTitle")).append("</h1>\n");
    rows(
        row("checkedText", report.name()),
        row("author", report.author().isEmpty() ? "\u00a0" : report.author()),
        row("affiliation", "\u00a0"),
        row("checkedAt", when(report.checkedAt())),
        row("collection", collection),
        row("model", report.model()),
        row("settings", settings()),
        row("length", phrases.many("characters", report.text().codePointCount(0, report.text().length()))),
        row("coverage", percent(report.found().coverage())),
        row("coverageWithLeftOut", percent(report.found().coverageWithLeftOut())),
        row("byKind", kinds.isEmpty() ? "–" : kinds),
        row("rulings", rulings.isEmpty() ? "–" : rulings),
        row("sourcesFound", String.valueOf(sources.values().stream().filter(source -> source.cases() > 0).count())),
        row("textHash", report.textSha256()),
        row("seal", report.seal()));
    out.append("<p>").append(say("certificateStatement")).append("</p>\n<table class=\"signatures\">");
    for (String term : List.of("signAuthor", "signAdvisor")) {
      out.append("<tr><th>%s</th><td>%s</td></tr>".formatted(say(term), say("signature")));
    }
    out.append("</table>\n<p class=\"note\">");
    out.append(plain(phrases.say("howToVerify", Map.of("collection", collection, "seal", report.seal()))));
    out.append("</p></div>\n");
  }

  private String verdict() {
    if (cases.isEmpty()) {
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

  private String settings() {
    ReportSettings set = report.settings();
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

  private String title(SourceJson source) {
    return Stream.of(source.title(), source.id(), phrases.say("otherText"))
        .filter(each -> !each.isEmpty())
        .findFirst()
        .orElseThrow();
  }

  private record Row(String term, String value) {}

  private static Row row(String term, String value) {
    return new Row(term, value);
  }

  private void rows(Row... rows) {
    out.append("<table>");
    for (Row row : rows) {
      if (!row.value.isEmpty()) {
        out.append("<tr><th>%s</th><td>%s</td></tr>\n".formatted(say(row.term), plain(row.value)));
      }
    }
    out.append("</table>\n");
  }

  private String passage(String text, int offset, int length) {
    return plain(
        PlagiarismReport.cut(text, offset, Math.min(MAX_PASSAGE, length)) + (length > MAX_PASSAGE ? " …" : ""));
  }

  private static String beginning(String text) {
    int length = text.codePointCount(0, text.length());
    return PlagiarismReport.cut(text, 0, Math.min(MAX_PASSAGE, length)) + (length > MAX_PASSAGE ? " …" : "");
  }

  private String say(String name) {
    return plain(phrases.say(name));
  }

  private static String plain(String text) {
    return Xml.escaped(Xml.printable(text));
  }

  private static String percent(double part) {
    return String.format(Locale.ROOT, part > 0 && part < .0995 ? "%.1f %%" : "%.0f %%", 100 * part);
  }

  /// By patterns of our own: a small runtime has no names of months but English ones.
  private String when(String instant) {
    DateTimeFormatter format =
        switch (phrases.language()) {
          case ENGLISH -> DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm (xxx)", Locale.ENGLISH);
          case KOREAN -> DateTimeFormatter.ofPattern("uuuu년 M월 d일 HH:mm (xxx)", Locale.ROOT);
        };
    return format.withZone(ZoneId.systemDefault()).format(Instant.parse(instant));
  }
}
