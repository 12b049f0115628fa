package io.doppel.api.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.doppel.api.Json;
import io.doppel.api.duplicates.DecisionJson;
import io.doppel.duplicates.Decisions;
import io.doppel.duplicates.mining.Cluster;
import io.doppel.duplicates.mining.Mined;
import io.doppel.duplicates.mining.MinedPairs;
import io.doppel.file.AtomicFile;
import io.doppel.index.IndexView;
import io.doppel.index.PassageIndex;
import io.doppel.text.Document;
import io.doppel.work.Cancellation;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Writes what was mined in a collection to files. Pairs and documents are read from the index as they are written, a
/// few at a time, and for as long as anybody waits for them; a file is there whole or not at all.
public final class MinedFiles {

  /// Pairs, or documents, whose texts are in memory at once.
  private static final int READ_TOGETHER = 64;

  private final PassageIndex index;
  private final Mined mined;
  private final Decisions decisions;

  /// @param index the one that was mined
  /// @param decisions what people said about its pairs, which counts for more than what was judged
  public MinedFiles(PassageIndex index, Mined mined, Decisions decisions) {
    this.index = index;
    this.mined = mined;
    this.decisions = decisions;
  }

  record PairLine(
      String id1,
      String id2,
      float similarity,
      @Nullable Float probability,
      String text1,
      String text2,
      @Nullable String decision,
      boolean sameTemplate) {}

  record DocumentLine(String id, String title, String text, Map<String, String> fields) {}

  /// All pairs, the most probable first, as CSV.
  public void pairsAsCsv(Path file) throws IOException {
    AtomicFile.write(file, this::csv);
  }

  /// All pairs, the most probable first, as one JSON object with the list `pairs`.
  public void pairsAsJson(Path file) throws IOException {
    AtomicFile.write(
        file,
        out -> {
          out.write("{\"pairs\":[");
          String[] before = {"\n"};
          each(
              line -> {
                out.write(before[0] + Json.line(line));
                before[0] = ",\n";
              });
          out.write("\n],\"truncated\":" + mined.pairs().truncated() + "}\n");
        });
  }

  /// All pairs, the most probable first: as CSV where the name ends with `.csv`, else as JSON lines.
  public void pairs(Path file) throws IOException {
    AtomicFile.write(file, file.toString().toLowerCase(Locale.ROOT).endsWith(".csv") ? this::csv : this::jsonLines);
  }

  /// One document of each cluster and all that are in none, as JSON lines that the command `index` reads.
  ///
  /// @return how many documents were left out
  public long deduplicated(Path file) throws IOException {
    Set<String> superfluous = new HashSet<>();
    for (Cluster cluster : mined.clusters(decisions.decided())) {
      cluster.others().forEach(other -> superfluous.add(mined.pairs().id(other)));
    }
    AtomicFile.write(
        file,
        out -> {
          try (IndexView view = index.view()) {
            List<String> page = view.documentIds("", READ_TOGETHER);
            while (!page.isEmpty()) {
              Cancellation.check();
              for (Document kept :
                  view.documents(page.stream().filter(id -> !superfluous.contains(id)).toList())
                      .values()) {
                out.write(
                    Json.line(new DocumentLine(kept.id(), kept.title(), kept.text(), kept.fields()))
                        + "\n");
              }
              page = view.documentIds(page.getLast(), READ_TOGETHER);
            }
          }
        });
    return superfluous.size();
  }

  /// A page with the clusters, for people: one file, without anything from elsewhere.
  ///
  /// @param collection its name
  public void report(Path file, String collection, ReportLanguage language) throws IOException {
    try (IndexView view = index.view()) {
      AtomicFile.write(file, out -> new ClusterPage(view, mined, decisions, collection, language).write(out));
    }
  }

  private void jsonLines(Writer out) throws IOException {
    each(line -> out.write(Json.line(line) + "\n"));
  }

  private void csv(Writer out) throws IOException {
    CsvWriter csv = CsvWriter.builder().build(out);
    csv.writeRecord("id1", "id2", "similarity", "probability", "text1", "text2", "decision", "same_template");
    each(line -> csv.writeRecord(cells(line)));
    // It holds back the last rows; to close it would close the file, which is not ours.
    csv.flush();
  }

  private static List<String> cells(PairLine line) {
    return List.of(
        Cells.text(line.id1()),
        Cells.text(line.id2()),
        Float.toString(line.similarity()),
        line.probability() == null ? "" : Float.toString(line.probability()),
        Cells.text(line.text1()),
        Cells.text(line.text2()),
        line.decision() == null ? "" : line.decision(),
        line.sameTemplate() ? "yes" : "");
  }

  private interface Taker {
    void take(PairLine line) throws IOException;
  }

  /// All pairs in their order, but those of which a document is gone since.
  private void each(Taker taker) throws IOException {
    MinedPairs pairs = mined.pairs();
    try (IndexView view = index.view()) {
      for (int from = 0; from < pairs.size(); from += READ_TOGETHER) {
        Cancellation.check();
        List<MinedPairs.Pair> some =
            IntStream.range(from, Math.min(from + READ_TOGETHER, pairs.size())).mapToObj(pairs::get).toList();
        Map<String, Document> documents =
            view.documents(
                some.stream()
                    .flatMap(pair -> Stream.of(pairs.id(pair.first()), pairs.id(pair.second())))
                    .distinct()
                    .toList());
        for (MinedPairs.Pair pair : some) {
          Document first = documents.get(pairs.id(pair.first()));
          Document second = documents.get(pairs.id(pair.second()));
          if (first != null && second != null) {
            taker.take(line(pair, first, second));
          }
        }
      }
    }
  }

  private PairLine line(MinedPairs.Pair pair, Document first, Document second) {
    return new PairLine(
        first.id(),
        second.id(),
        pair.similarity(),
        Float.isNaN(pair.probability()) ? null : pair.probability(),
        first.shown(),
        second.shown(),
        decisions.of(first.id(), second.id()).map(DecisionJson::name).orElse(null),
        pair.template());
  }
}
