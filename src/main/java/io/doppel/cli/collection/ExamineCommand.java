package io.doppel.cli.collection;

import io.doppel.api.job.CollectionJobs;
import io.doppel.cli.option.CollectionOption;
import io.doppel.cli.option.Completion;
import io.doppel.cli.option.EngineOptions;
import io.doppel.cli.option.FilterOption;
import io.doppel.cli.terminal.Interruption;
import io.doppel.cli.terminal.Output;
import io.doppel.cli.terminal.progress.EvaluationProgress;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.engine.quality.CollectionExamination;
import io.doppel.examination.Draw;
import io.doppel.examination.ExaminationQuery;
import io.doppel.source.SourceRecord;
import io.doppel.source.file.DocumentReader;
import io.doppel.text.Document;
import io.doppel.work.Cancellation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How the model does on the texts of a collection.
@Command(
    name = "examine",
    description = {
      "Tells how robust, fair and still valid the model is on the texts of a collection.",
      "",
      "Changes a sample of the texts as people and machines do, by typos, case, spaces and the like, and tells how much"
          + " of their similarity is kept; how that differs between kinds of texts; pairs whose cosine misleads; and"
          + " with --against or --new, whether new texts are still like those of the collection."
    })
public final class ExamineCommand implements Callable<Integer> {

  private static final int ALARM = 3;

  @Mixin private EngineOptions engine = new EngineOptions();
  @Mixin private Output output = new Output();
  @Mixin private CollectionOption collection = new CollectionOption();

  @Option(
      names = "--sample",
      paramLabel = "N",
      defaultValue = "" + ExaminationQuery.DEFAULT_SAMPLE,
      description = "How many texts to look at. Default: ${DEFAULT-VALUE}.")
  private int sample;

  @Option(
      names = "--by",
      paramLabel = "FIELD",
      description = "Also tell how texts with different values of this metadata field do. May be repeated.")
  private List<String> by = new ArrayList<>();

  @Option(
      names = "--against",
      paramLabel = "FILE",
      completionCandidates = Completion.Files.class,
      description = "New texts to hold against those of the collection, in any format of index; - is standard input.")
  private @Nullable String against;

  @Option(
      names = "--new",
      paramLabel = "FIELD:VALUE",
      description =
          "Documents of the collection that are new, written as for the --filter of search, such as date:2026-11-01..: "
              + "they are held against all others, of which the sample is. More than one must all hold.")
  private List<String> fresh = new ArrayList<>();

  @Option(
      names = "--alarm",
      paramLabel = "P",
      description =
          "Exit with 3 if the new texts are others: if their p-value is at most this, as .01, and as .001 at least.")
  private @Nullable Double alarm;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "" + ExaminationQuery.DEFAULT_SEED,
      description = "Draws the texts and changes them. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Override
  public Integer call() throws IOException {
    if (against != null && !fresh.isEmpty()) {
      throw output.wrongUsage("new texts are those of --against or of --new, not both");
    }
    if (alarm != null && against == null && fresh.isEmpty()) {
      throw output.wrongUsage("--alarm needs --against or --new");
    }
    ExaminationQuery query =
        new ExaminationQuery(
            sample,
            by,
            alarm == null ? OptionalDouble.empty() : OptionalDouble.of(alarm),
            fresh.isEmpty() ? Optional.empty() : Optional.of(FilterOption.of(fresh)),
            seed);
    Interruption interruption = Interruption.watch();
    try (Doppel doppel = engine.open()) {
      DocumentCollection examined = doppel.collection(collection.name());
      if (examined.documents() == 0) {
        output.err().printf("doppel: collection \"%s\" is empty; there is nothing to examine%n", collection.name());
        return alarm == null ? 0 : 1; // an alarm that cannot sound
      }
      List<Document> texts = against == null ? List.of() : fresh(against, interruption);
      CollectionExamination found = examine(doppel, examined, query, texts, interruption);
      new ExaminationTables(output, collection.name()).print(found);
      return found.report().alarms() ? ALARM : 0;
    } catch (CancellationException e) {
      output.err().println("doppel: stopped; nothing was changed");
      return Interruption.EXIT_CODE;
    } finally {
      interruption.done();
    }
  }

  private CollectionExamination examine(
      Doppel doppel,
      DocumentCollection examined,
      ExaminationQuery query,
      List<Document> fresh,
      Interruption interruption)
      throws IOException {
    try (EvaluationProgress progress = new EvaluationProgress(output.err(), List.of())) {
      return new CollectionJobs(doppel)
          .examine(examined, query, fresh)
          .await(done -> progress.at("examining", done, CollectionJobs.PARTS), interruption::requested);
    }
  }

  /// As many of the texts of a file as are looked at.
  private List<Document> fresh(String file, Interruption interruption) throws IOException {
    Draw<Document> draw = new Draw<>(sample, seed);
    try (DocumentReader reader = DocumentReader.open(List.of(file))) {
      while (reader.hasNext()) {
        Cancellation.check(interruption::requested);
        switch (reader.next()) {
          case SourceRecord.Accepted(var document, _) -> draw.offer(document.id(), document);
          case SourceRecord.Rejected rejected -> output.err().println("doppel: " + rejected.sentence());
        }
      }
    }
    if (draw.seen() == 0) {
      throw new IOException("there is no text in %s to hold against the collection".formatted(file));
    }
    if (draw.seen() > sample) {
      output.err().printf("doppel: %,d of %,d new texts are looked at%n", sample, draw.seen());
    }
    return draw.drawn();
  }
}
