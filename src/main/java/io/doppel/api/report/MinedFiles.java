package io.doppel.api.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.doppel.api.Json;
import io.doppel.api.duplicates.DecisionJson;
import io.doppel.api.duplicates.PairJson;
import io.doppel.duplicates.Decisions;
import io.doppel.duplicates.mining.Cluster;
import io.doppel.duplicates.mining.Mined;
import io.doppel.duplicates.mining.MinedPairs;
import io.doppel.file.AtomicFile;
import io.doppel.index.PassageIndex;
import io.doppel.text.Document;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Writes what was mined in a collection to files. Pairs and documents are read from the index as they are written, one at a
/// time; a file is there whole or not at all.
public final class MinedFiles {

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
      @Nullable String decision) {}

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
          boolean first = true;
          for (int i = 0; i < mined.pairs().size(); i++) {
            Optional<PairLine> line = line(mined.pairs().get(i));
            if (line.isPresent()) {
              out.write((first ? "\n" : ",\n") + Json.line(line.get()));
              first = false;
            }
          }
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
          List<String> page = index.documentIds("", PassageIndex.MAX_HITS);
          while (!page.isEmpty()) {
            for (String id : page) {
              Optional<Document> document = superfluous.contains(id) ? Optional.empty() : index.document(id);
              if (document.isPresent()) {
                Document kept = document.get();
                out.write(Json.line(new DocumentLine(kept.id(), kept.title(), kept.text(), kept.fields())) + "\n");
              }
            }
            page = index.documentIds(page.getLast(), PassageIndex.MAX_HITS);
          }
        });
    return superfluous.size();
  }

  /// A page with the clusters, for people: one file, without anything from elsewhere.
  ///
  /// @param collection its name
  public void report(Path file, String collection, ReportLanguage language) throws IOException {
    AtomicFile.write(file, out -> new ClusterPage(index, mined, decisions, collection, language).write(out));
  }

  private void jsonLines(Writer out) throws IOException {
    for (int i = 0; i < mined.pairs().size(); i++) {
      Optional<PairLine> line = line(mined.pairs().get(i));
      if (line.isPresent()) {
        out.write(Json.line(line.get()) + "\n");
      }
    }
  }

  private void csv(Writer out) throws IOException {
    CsvWriter csv = CsvWriter.builder().build(out);
    csv.writeRecord("id1", "id2", "similarity", "probability", "text1", "text2", "decision");
    for (int i = 0; i < mined.pairs().size(); i++) {
      Optional<PairLine> line = line(mined.pairs().get(i));
      if (line.isPresent()) {
        csv.writeRecord(cells(line.get()));
      }
    }
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
        line.decision() == null ? "" : line.decision());
  }

  /// Empty where one of the documents is gone since.
  private Optional<PairLine> line(MinedPairs.Pair pair) throws IOException {
    Optional<Document> first = index.document(mined.pairs().id(pair.first()));
    Optional<Document> second = index.document(mined.pairs().id(pair.second()));
    return first.isEmpty() || second.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new PairLine(
                first.get().id(),
                second.get().id(),
                pair.similarity(),
                Float.isNaN(pair.probability()) ? null : pair.probability(),
                PairJson.shown(first.get()),
                PairJson.shown(second.get()),
                decisions.of(first.get().id(), second.get().id()).map(DecisionJson::name).orElse(null)));
  }
}
