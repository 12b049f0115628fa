package io.doppel.cli.task;

import io.doppel.api.BatchJson.SimilarPairJson;
import io.doppel.api.BatchJson.TooLongJson;
import io.doppel.api.BatchJson;
import io.doppel.api.Json;
import io.doppel.api.job.CollectionJobs;
import io.doppel.api.report.BatchReport;
import io.doppel.api.report.ReportFormat;
import io.doppel.api.report.ReportLanguage;
import io.doppel.cli.option.Inputs;
import io.doppel.cli.option.OutputPath;
import io.doppel.cli.terminal.Count;
import io.doppel.cli.terminal.Interruption;
import io.doppel.cli.terminal.Output;
import io.doppel.cli.terminal.Table;
import io.doppel.cli.terminal.progress.EvaluationProgress;
import io.doppel.engine.CollectionName;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.engine.indexing.IndexingListener;
import io.doppel.file.AtomicFile;
import io.doppel.file.TemporaryFolder;
import io.doppel.plagiarism.batch.Batch;
import io.doppel.plagiarism.batch.BatchQuery;
import io.doppel.plagiarism.exclusion.Exclusions;
import io.doppel.source.DocumentSource;
import io.doppel.source.SourceRecord;
import io.doppel.source.file.DocumentReader;
import io.doppel.text.Bounds;
import io.doppel.text.Document;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/// All texts of a folder or of a collection against each other, for the command `plagiarism --all`.
///
/// @param output where it prints
/// @param query what to look for; of a folder, base documents are files
/// @param archives what the texts are held against besides
/// @param report where a report goes, null for nowhere
record AllAgainstAll(
    Output output,
    BatchQuery query,
    Set<String> archives,
    OutputPath.@Nullable File report,
    ReportFormat format,
    ReportLanguage language) {

  /// Compares the files of a folder, in a collection that is gone afterwards.
  int ofFolder(Path folder, Doppel doppel) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException("--all needs a folder or -c NAME, and %s is no folder".formatted(folder));
    }
    Map<String, Document> documents = new HashMap<>();
    for (Document document : read(folder.toString())) {
      documents.put(document.id(), query.sameAuthor() ? withAuthor(document) : document);
    }
    if (documents.isEmpty()) {
      throw new IOException("there is no text to compare in " + folder);
    }
    Set<String> bases = new HashSet<>();
    for (String base : query.leaveOut().base()) {
      if (report != null) {
        report.requireApartFrom(Path.of(base));
      }
      bases.add(base(base, folder, documents));
    }
    Bounds.check("documents", documents.size(), 0, Batch.MAX_DOCUMENTS);
    Exclusions given = query.leaveOut();
    BatchQuery resolved =
        new BatchQuery(
            query.threshold(),
            query.sources(),
            query.sameAuthor(),
            new Exclusions(given.quotations(), given.bibliography(), given.common(), bases, ""));
    CollectionName name = new CollectionName("submissions");
    try (TemporaryFolder scratch = TemporaryFolder.of("doppel-");
        DocumentCollection collection = doppel.temporary(name, scratch.path());
        DocumentSource source = DocumentSource.of(List.copyOf(documents.values()))) {
      collection.add(source, IndexingListener.SILENT, () -> false);
      return compare(folder.toString(), doppel, collection, resolved);
    }
  }

  /// Compares the documents of a collection.
  int ofCollection(DocumentCollection collection, Doppel doppel) throws IOException {
    return compare(collection.name().value(), doppel, collection, query);
  }

  private List<Document> read(String path) throws IOException {
    List<Document> documents = new ArrayList<>();
    try (DocumentReader reader = DocumentReader.open(List.of(path))) {
      while (reader.hasNext()) {
        switch (reader.next()) {
          case SourceRecord.Accepted(var document, _) -> documents.add(document);
          case SourceRecord.Rejected rejected -> output.err().println("doppel: " + rejected.sentence());
        }
      }
    }
    return documents;
  }

  /// The id of a base document; one that is not in the folder is put beside its files.
  private String base(String file, Path folder, Map<String, Document> documents) throws IOException {
    Path path = Path.of(file);
    Path real = path.toRealPath();
    String inside =
        real.startsWith(folder.toRealPath())
            ? Normalizer.normalize(
                folder.toRealPath().relativize(real).toString().replace('\\', '/'),
                Normalizer.Form.NFC)
            : "";
    if (documents.containsKey(inside)) {
      return inside;
    }
    Document base = new Document(file, "", Inputs.file(file), Map.of());
    documents.put(base.id(), base);
    return base.id();
  }

  /// A document in a folder within the folder is by whom that folder is named after.
  private static Document withAuthor(Document document) {
    int slash = document.id().indexOf('/');
    if (slash < 0 || document.fields().containsKey("author")) {
      return document;
    }
    Map<String, String> fields = new HashMap<>(document.fields());
    fields.put("author", document.id().substring(0, slash));
    return new Document(document.id(), document.title(), document.text(), fields);
  }

  private int compare(String name, Doppel doppel, DocumentCollection collection, BatchQuery wanted) throws IOException {
    List<DocumentCollection> held = new ArrayList<>();
    for (String archive : archives) {
      held.add(doppel.collection(new CollectionName(archive)));
    }
    Interruption interruption = Interruption.watch();
    long documents = collection.documents();
    try (EvaluationProgress progress = new EvaluationProgress(output.err(), List.of())) {
      BatchJson found =
          new CollectionJobs(doppel)
              .compare(collection, held, wanted)
              .await(done -> progress.at("comparing", done, documents), interruption::requested);
      if (report != null) {
        AtomicFile.write(
            report.path(),
            new BatchReport(name, collection.index().passport().encoder().model(), found)
                .in(format, language));
      }
      print(found);
      return 0;
    } catch (CancellationException e) {
      output.err().println("doppel: stopped; nothing was written");
      return Interruption.EXIT_CODE;
    } finally {
      interruption.done();
    }
  }

  private void print(BatchJson found) {
    PrintWriter out = output.out();
    if (output.json()) {
      found.pairs().forEach(pair -> out.println(Json.line(pair)));
      return;
    }
    out.printf(
        "%s: %s with matching parts, %s; %s%s%n",
        Count.of(found.documents(), "text"),
        Count.of(found.pairs().size(), "pair"),
        Count.of(found.clusters().size(), "cluster"),
        Count.of(found.comparisons(), "comparison"),
        found.reused() == 0 ? "" : ", %,d of them known from an earlier run".formatted(found.reused()));
    if (!found.pairs().isEmpty()) {
      Table table = output.table(List.of("shared", "parts", "left out", "texts, and how much of each"), 6, 5, 8);
      for (SimilarPairJson pair : found.pairs()) {
        table.add(
            percent(Math.max(pair.coverage1(), pair.coverage2())),
            Integer.toString(pair.cases().size()),
            pair.leftOut().isEmpty() ? "" : Integer.toString(pair.leftOut().size()),
            "%s (%s), %s%s (%s)"
                .formatted(
                    pair.id1(),
                    percent(pair.coverage1()),
                    pair.collection2() == null ? "" : pair.collection2() + ": ",
                    pair.id2(),
                    percent(pair.coverage2())));
      }
      table.print(out);
    }
    for (List<String> cluster : found.clusters()) {
      out.printf("cluster of %d: %s%n", cluster.size(), String.join(", ", cluster));
    }
    for (String id : found.tooLong()) {
      output.err().printf("doppel: %s is too long to be compared%n", id);
    }
    for (TooLongJson each : found.tooLongInArchives()) {
      output.err().printf("doppel: %s: %s is too long to be compared%n", each.collection(), each.id());
    }
    if (found.truncated()) {
      output.err().println("doppel: there are more pairs; a higher --threshold tells which share most");
    }
  }

  private static String percent(double part) {
    return "%.0f %%".formatted(100 * part);
  }
}
