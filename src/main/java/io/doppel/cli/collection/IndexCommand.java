package io.doppel.cli.collection;

import io.doppel.api.IndexedJson;
import io.doppel.api.Json;
import io.doppel.cli.option.CacheOption;
import io.doppel.cli.option.CollectionOption;
import io.doppel.cli.option.Completion;
import io.doppel.cli.option.EngineOptions;
import io.doppel.cli.option.LanguageOption;
import io.doppel.cli.option.OutputPath;
import io.doppel.cli.terminal.Count;
import io.doppel.cli.terminal.Interruption;
import io.doppel.cli.terminal.Output;
import io.doppel.cli.terminal.progress.IndexingReport;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.engine.curation.GatedSource;
import io.doppel.engine.curation.OnDuplicate;
import io.doppel.engine.indexing.IndexingProgress;
import io.doppel.index.upkeep.IndexSettings;
import io.doppel.source.DocumentSource;
import io.doppel.source.Format;
import io.doppel.source.Part;
import io.doppel.source.file.DocumentReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Batch indexing of files.
@Command(
    name = "index",
    description = {
      "Adds documents to a collection.",
      "",
      "Files are JSONL (id, title, text, anything else is kept as metadata), CSV or TSV with a header line, text files,"
          + " documents (PDF, Word, OpenDocument, RTF, Hangul, slides, spreadsheets, books, mails, Markdown, "
              + "LaTeX, HTML), or"
              + " folders of these, each also compressed with gzip. "
              + "A document with an id that is there replaces the old"
          + " one; one that has not changed is passed over. Stop it at any time: the next run goes on."
    })
public final class IndexCommand implements Callable<Integer> {

  @Mixin private EngineOptions engine = new EngineOptions();
  @Mixin private Output output = new Output();
  @Mixin private CacheOption cache = new CacheOption();
  @Mixin private CollectionOption collection = new CollectionOption();
  @Mixin private LanguageOption language = new LanguageOption();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}; lines is a document a line. Default: by the file's name.")
  private @Nullable Format format;

  @Option(
      names = "--rejects",
      paramLabel = "FILE",
      completionCandidates = Completion.Files.class,
      description = "Write what could not be read here, as JSONL with file, line, reason and the line itself.")
  private OutputPath.@Nullable File rejects;

  @Option(
      names = "--part",
      paramLabel = "N/OF",
      description =
          "Only the documents of this part, such as 2/8: eight processes with the same files and a part each index all "
              + "of them, into a collection in a cluster. Any of them may be stopped and started again.")
  private @Nullable String part;

  @Option(
      names = "--on-duplicate",
      paramLabel = "WHAT",
      description = {
        "What becomes of a document that says what another one of the collection says: reject, flag (it is stored, and"
            + " counted), merge (the other one gets the fields that it lacks) or allow. Default: allow.",
        "Each costs a search; documents of one run that are not written yet are not seen."
      })
  private @Nullable String onDuplicate;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files or folders; - is standard input.")
  private List<Path> files = List.of();

  @Override
  public Integer call() throws IOException {
    if (part != null) {
      Part.of(part);
    }
    gate();
    Interruption interruption = Interruption.watch();
    try {
      IndexingProgress end = index(interruption);
      print(end, output);
      if (interruption.requested()) {
        return stopped();
      }
      return end.rejected() > 0 && end.rejected() == end.done() ? 1 : 0;
    } catch (CancellationException e) {
      return stopped();
    } finally {
      interruption.done();
    }
  }

  private int stopped() {
    output.err().println("doppel: stopped; run the same command again to go on");
    return Interruption.EXIT_CODE;
  }

  private IndexingProgress index(Interruption interruption) throws IOException {
    PrintWriter err = output.err();
    try (DocumentReader source = opened();
        Doppel doppel = engine.open(cache);
        IndexingReport report =
            new IndexingReport(
                err,
                collection.name().value(),
                rejects == null ? null : rejects.path(),
                source.bytesTotal())) {
      // Where there are others, what they have put may not show yet.
      boolean there = part != null || doppel.exists(collection.name());
      try {
        return index(part == null ? source : Part.of(part).in(source), doppel, report, interruption);
      } finally {
        sayWhatIsUnread(source, err);
        if (!there) {
          doppel.deleteIfEmpty(collection.name());
        }
      }
    }
  }

  private IndexingProgress index(DocumentSource source, Doppel doppel, IndexingReport report, Interruption interruption)
      throws IOException {
    DocumentCollection target = doppel.openOrCreate(collection.name());
    IndexSettings present = target.index().settings();
    IndexSettings wanted = language.changed(present);
    if (!wanted.equals(present)) {
      target.configure(wanted);
    }
    OnDuplicate gate = gate();
    GatedSource gated = new GatedSource(source, target, gate);
    IndexingProgress end =
        target.add(gate == OnDuplicate.ALLOW ? source : gated, report, interruption::requested);
    int merged = gated.merge(report);
    report.keepRejects();
    if (gate == OnDuplicate.FLAG || gate == OnDuplicate.MERGE) {
      output
          .err()
          .printf("doppel: %,d say what others say, %,d were merged into others%n", gated.flagged(), merged);
    }
    if (end.passages() > 0) {
      doppel
          .cache()
          .problem()
          .ifPresent(problem ->
              output.err().printf("doppel: %s; nothing was kept for the next time%n", problem));
    }
    return end;
  }

  private OnDuplicate gate() {
    return onDuplicate == null ? OnDuplicate.ALLOW : OnDuplicate.of(onDuplicate);
  }

  /// The documents, of which there is one at least, or a line that holds none and says why.
  private DocumentReader opened() throws IOException {
    DocumentReader source = DocumentReader.open(files.stream().map(Path::toString).toList(), format);
    sayWhatIsSkipped(source.skippedFiles(), output.err());
    if (!source.hasNext()) {
      source.close();
      throw new IOException(
          files.size() == 1
              ? "there is no document in " + files.getFirst()
              : "there is no document in any of the %d files and folders".formatted(files.size()));
    }
    return source;
  }

  private static void sayWhatIsUnread(DocumentReader source, PrintWriter err) {
    source.incomplete().forEach(file -> err.println("doppel: " + file));
    int more = source.incompleteFiles() - source.incomplete().size();
    if (more > 0) {
      err.printf("doppel: and of %s more something was not read%n", Count.of(more, "file"));
    }
  }

  private static void sayWhatIsSkipped(int files, PrintWriter err) {
    if (files == 1) {
      err.println("doppel: 1 file is passed over, as its name tells no format");
    } else if (files > 1) {
      err.printf("doppel: %,d files are passed over, as their names tell no format%n", files);
    }
  }

  /// What came of it, for people or as [IndexedJson].
  static void print(IndexingProgress end, Output output) {
    PrintWriter out = output.out();
    if (output.json()) {
      out.println(Json.line(IndexedJson.of(end)));
      return;
    }
    out.printf(
        "%,d indexed, %,d replaced, %,d unchanged, %,d rejected; %s in %.1f s%s%n",
        end.indexed(),
        end.replaced(),
        end.unchanged(),
        end.rejected(),
        Count.of(end.passages(), "passage"),
        end.seconds(),
        end.passages() == 0 ? "" : " (%,.0f a second)".formatted(end.passages() / Math.max(0.001, end.seconds())));
    if (end.cached() > 0) {
      out.printf(
          "%s, of which %,d %s embedded before%s%n",
          Count.of(end.passages(), "text"),
          end.cached(),
          end.cached() == 1 ? "was" : "were",
          end.cached() == end.passages() ? ": no inference" : "");
    }
  }
}
