package io.doppel.api.report;

import io.doppel.duplicates.Decisions;
import io.doppel.duplicates.mining.Cluster;
import io.doppel.duplicates.mining.Mined;
import io.doppel.duplicates.mining.MinedPairs;
import io.doppel.index.IndexView;
import io.doppel.text.Document;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The clusters of a collection, and the pairs that may be duplicates too, as one HTML page, for people. Texts are
/// escaped; nothing is loaded from elsewhere.
final class ClusterPage {

  /// A page of more clusters helps nobody; the pairs are in the other files.
  private static final int MAX_CLUSTERS = 2_000;

  private static final int MAX_POSSIBLE = 1_000;
  private static final int MAX_TEMPLATES = 1_000;
  private static final int MAX_MEMBERS = 50;
  private static final int MAX_TEXT = 500;

  /// Pairs whose texts are in memory at once.
  private static final int READ_TOGETHER = 64;

  private final IndexView view;
  private final Mined mined;
  private final Decisions decisions;
  private final List<Cluster> clusters;
  private final String collection;
  private final Phrases phrases;

  ClusterPage(IndexView view, Mined mined, Decisions decisions, String collection, ReportLanguage language) {
    this.view = view;
    this.mined = mined;
    this.decisions = decisions;
    this.clusters = mined.clusters(decisions.decided());
    this.collection = collection;
    this.phrases = Phrases.in(language);
  }

  void write(Writer out) throws IOException {
    out.write(
        """
        <!doctype html>
        <html lang="%s">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>%s</title>
        <style>
        :root { color-scheme: light dark; font: 100%%/1.5 system-ui, "Noto Sans KR", sans-serif; }
        body { max-width: 52rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
        section { margin: 1.5rem 0; padding: .5rem 1rem; border: 1px solid; border-radius: .5rem; }
        h2 { font-size: 1rem; }
        .id { opacity: .7; font-size: .85rem; }
        </style>
        </head>
        <body>
        <h1>%2$s</h1>
        <p>%s</p>
        """
            .formatted(phrases.language().code(), title(), summary()));
    for (Cluster cluster : clusters.subList(0, Math.min(MAX_CLUSTERS, clusters.size()))) {
      write(cluster, out);
    }
    if (mined.possible() > 0) {
      writePossible(out);
    }
    writeTemplates(out);
    out.write("</body>\n</html>\n");
  }

  private String title() {
    return Xml.escaped(phrases.say("duplicatesTitle", Map.of("name", collection)));
  }

  private String summary() {
    long inClusters = clusters.stream().mapToLong(Cluster::size).sum();
    List<String> sentences = new ArrayList<>();
    sentences.add(
        phrases.say(
            "duplicatesFound",
            Map.of(
                "documents", phrases.many("document", mined.pairs().documents()),
                "pairs", phrases.many("pair", mined.pairs().size()),
                "duplicates", phrases.number(mined.duplicates()),
                "possible", phrases.number(mined.possible()),
                "clusters", phrases.many("cluster", clusters.size()),
                "members", phrases.many("document", inClusters),
                "exact", phrases.number(mined.exact()))));
    if (mined.pairs().truncated()) {
      sentences.add(phrases.say("minedTruncated"));
    }
    if (clusters.size() > MAX_CLUSTERS) {
      sentences.add(phrases.many("largestClusters", MAX_CLUSTERS));
    }
    return Xml.escaped(String.join(" ", sentences));
  }

  private void writePossible(Writer out) throws IOException {
    String cut = mined.possible() > MAX_POSSIBLE ? " " + phrases.many("firstFollow", MAX_POSSIBLE) : "";
    out.write("<h1>%s</h1>\n<p>%s%s</p>\n".formatted(phrases.say("possibleTitle"), phrases.say("possibleNote"), cut));
    int end = mined.duplicates() + Math.min(MAX_POSSIBLE, mined.possible());
    Map<String, Document> documents = Map.of();
    for (int i = mined.duplicates(); i < end; i++) {
      if ((i - mined.duplicates()) % READ_TOGETHER == 0) {
        documents = documents(IntStream.range(i, Math.min(i + READ_TOGETHER, end)).boxed().flatMap(this::members));
      }
      MinedPairs.Pair pair = mined.pairs().get(i);
      // What was decided is not asked again.
      if (decisions.of(mined.pairs().id(pair.first()), mined.pairs().id(pair.second())).isPresent()) {
        continue;
      }
      out.write(
          "<section>\n<ul>\n<li>%s</li>\n<li>%s</li>\n</ul>\n</section>\n"
              .formatted(item(pair.first(), documents), item(pair.second(), documents)));
    }
  }

  private void writeTemplates(Writer out) throws IOException {
    List<List<Integer>> templates = mined.templates();
    if (templates.isEmpty()) {
      return;
    }
    String cut = templates.size() > MAX_TEMPLATES ? " " + phrases.many("firstTemplates", MAX_TEMPLATES) : "";
    out.write("<h1>%s</h1>\n<p>%s%s</p>\n".formatted(phrases.say("templatesTitle"), phrases.say("templatesNote"), cut));
    for (List<Integer> template : templates.subList(0, Math.min(MAX_TEMPLATES, templates.size()))) {
      write(new Cluster(template.getFirst(), template.subList(1, template.size())), out);
    }
  }

  private void write(Cluster cluster, Writer out) throws IOException {
    List<Integer> others = cluster.others().subList(0, Math.min(MAX_MEMBERS, cluster.others().size()));
    Map<String, Document> documents = documents(Stream.concat(Stream.of(cluster.representative()), others.stream()));
    out.write("<section>\n<h2>%s</h2>\n<ul>\n".formatted(item(cluster.representative(), documents)));
    for (int member : others) {
      out.write("<li>%s</li>\n".formatted(item(member, documents)));
    }
    int left = cluster.others().size() - MAX_MEMBERS;
    out.write(
        left > 0
            ? "<li>%s</li>\n</ul>\n</section>\n".formatted(phrases.many("more", left))
            : "</ul>\n</section>\n");
  }

  private Stream<Integer> members(int pair) {
    return Stream.of(mined.pairs().get(pair).first(), mined.pairs().get(pair).second());
  }

  private Map<String, Document> documents(Stream<Integer> numbers) throws IOException {
    return view.documents(numbers.map(number -> mined.pairs().id(number)).distinct().toList());
  }

  private String item(int number, Map<String, Document> documents) {
    String id = mined.pairs().id(number);
    Document found = documents.get(id);
    String text = found == null ? "" : found.shown();
    int end = text.offsetByCodePoints(0, Math.min(MAX_TEXT, text.codePointCount(0, text.length())));
    String shown = end < text.length() ? text.substring(0, end) + "…" : text;
    return "<bdi>%s</bdi> <span class=\"id\"><bdi>%s</bdi></span>".formatted(Xml.escaped(shown), Xml.escaped(id));
  }
}
