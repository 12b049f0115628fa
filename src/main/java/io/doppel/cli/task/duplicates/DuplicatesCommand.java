package io.doppel.cli.task.duplicates;

import io.doppel.api.duplicates.Since;
import io.doppel.api.job.CollectionJobs;
import io.doppel.api.report.MinedFiles;
import io.doppel.api.report.ReportLanguage;
import io.doppel.cli.option.CollectionOption;
import io.doppel.cli.option.Completion;
import io.doppel.cli.option.EngineOptions;
import io.doppel.cli.option.Inputs;
import io.doppel.cli.option.OutputPath;
import io.doppel.cli.terminal.Interruption;
import io.doppel.cli.terminal.Output;
import io.doppel.cli.terminal.progress.EvaluationProgress;
import io.doppel.duplicates.Against;
import io.doppel.duplicates.Decisions;
import io.doppel.duplicates.DuplicateAnswer;
import io.doppel.duplicates.DuplicateQuery;
import io.doppel.duplicates.Duplicates;
import io.doppel.duplicates.PairAnswer;
import io.doppel.duplicates.PairQuery;
import io.doppel.duplicates.mining.Mined;
import io.doppel.engine.CollectionName;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Duplicate questions.
@Command(
    name = "duplicates",
    description = {
      "Finds documents that ask the same as a text, or all pairs in a collection that ask the same.",
      "",
      "The right threshold differs from model to model and from one kind of text to another: look at some pairs first."
    })
public final class DuplicatesCommand implements Callable<Integer> {

  @Mixin private EngineOptions engine = new EngineOptions();
  @Mixin private Output output = new Output();
  @Mixin private CollectionOption collection = new CollectionOption();

  @Option(names = "--all", description = "All pairs within the collection.")
  private boolean all;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = {
        "With --all: only pairs with a document that came in, or was changed, since then.",
        "A day or a time: 2026-01-31, 2026-01-31T12:00:00Z. It counts when duplicates were looked for."
      })
  private @Nullable String since;

  @Option(
      names = "--against",
      paramLabel = "COLLECTION",
      completionCandidates = Completion.Collections.class,
      description = "With --all: pairs of a document of the collection and one of this other collection.")
  private @Nullable String against;

  @Option(
      names = "--threshold",
      paramLabel = "COSINE",
      description = "The least similarity, -1 to 1. Default: 0.65 for a text, 0.75 with --all.")
  private @Nullable Float threshold;

  @Option(
      names = "--decisions",
      description = "Print what people decided about pairs, as labelled pairs for the command calibrate.")
  private boolean decisions;

  @Option(
      names = "--teach",
      description = {
        "Ask about pairs that are worth a person's time, twenty a round: an answer is a line of standard input,"
            + " y, n, s to skip, q to quit.",
        "The command calibrate --decided learns from them."
      })
  private boolean teach;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      completionCandidates = Completion.Files.class,
      description = "With --all: write all pairs here, as CSV if the name ends with .csv, else as JSON lines.")
  private OutputPath.@Nullable File out;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      completionCandidates = Completion.Files.class,
      description = "With --all: write a page (HTML) with the clusters here.")
  private OutputPath.@Nullable File report;

  @Option(
      names = "--dedupe",
      paramLabel = "FILE",
      completionCandidates = Completion.Files.class,
      description = "With --all: write the documents here as JSON lines, one of each cluster.")
  private OutputPath.@Nullable File dedupe;

  @Option(names = "-k", paramLabel = "N", description = "The most to show. Default: 20 for a text, 100 with --all.")
  private @Nullable Integer k;

  @Parameters(paramLabel = "TEXT", arity = "0..*", description = "The text to check; - reads standard input.")
  private List<String> text = List.of();

  @Override
  public Integer call() throws IOException {
    if ((all ? 1 : 0) + (text.isEmpty() ? 0 : 1) + (decisions ? 1 : 0) + (teach ? 1 : 0) != 1) {
      throw output.wrongUsage("Give either a TEXT to check, --all, --teach or --decisions");
    }
    if (decisions) {
      return decided();
    }
    if (!all && (out != null || report != null || dedupe != null || since != null || against != null)) {
      throw output.wrongUsage("--out, --report, --dedupe, --since and --against need --all");
    }
    if (!all) {
      return teach ? teach() : check();
    }
    if (against != null) {
      if (out != null || report != null || dedupe != null || since != null) {
        throw output.wrongUsage("--against goes with none of --out, --report, --dedupe and --since");
      }
      return against(new CollectionName(against));
    }
    if (since != null && dedupe != null) {
      throw output.wrongUsage("--since goes with --out and --report, not with --dedupe, which is about all documents");
    }
    return out == null && report == null && dedupe == null ? pairs() : mine();
  }

  private int check() throws IOException {
    String asked = Inputs.text(text);
    DuplicateQuery query;
    DuplicateAnswer answer;
    try (Doppel doppel = engine.open()) {
      query =
          new DuplicateQuery(
              asked,
              threshold == null
                  ? DuplicateQuery.defaultThreshold(
                      doppel.collection(collection.name()).encoder().scale())
                  : threshold,
              k == null ? DuplicateQuery.DEFAULT_K : k);
      Duplicates duplicates = task(doppel);
      answer = duplicates.check(query);
      warn(duplicates);
    }
    new PrintedPairs(output).candidates(query, answer);
    return 0;
  }

  private int decided() throws IOException {
    try (Doppel doppel = engine.open()) {
      Decisions decisions = doppel.collection(collection.name()).decisions();
      new PrintedPairs(output).labelled(decisions.all());
      decisions.warning().ifPresent(warning -> output.err().println("doppel: " + warning));
    }
    return 0;
  }

  private int teach() throws IOException {
    Interruption interruption = Interruption.watch();
    try (Doppel doppel = engine.open();
        BufferedReader answers = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      DocumentCollection taught = doppel.collection(collection.name());
      Mined found = mine(doppel, taught, least(taught), interruption);
      warn(taught.duplicates());
      new TeachingDialogue(taught, found, answers, output).run();
    } catch (CancellationException e) {
      output.err().println("doppel: stopped");
      return Interruption.EXIT_CODE;
    } finally {
      interruption.done();
    }
    return 0;
  }

  private float least(DocumentCollection searched) {
    return threshold == null ? PairQuery.defaultThreshold(searched.encoder().scale()) : threshold;
  }

  private int mine() throws IOException {
    PrintWriter err = output.err();
    Interruption interruption = Interruption.watch();
    try (Doppel doppel = engine.open()) {
      DocumentCollection mined = doppel.collection(collection.name());
      long started = System.nanoTime();
      Mined found = mine(doppel, mined, least(mined), interruption);
      double seconds = (System.nanoTime() - started) / 1e9;
      Decisions known = mined.decisions();
      MinedFiles files = new MinedFiles(mined.index(), found, known);
      if (out != null) {
        files.pairs(out.path());
      }
      if (report != null) {
        files.report(report.path(), mined.name().value(), ReportLanguage.ENGLISH);
      }
      long leftOut = dedupe == null ? -1 : files.deduplicated(dedupe.path());
      err.printf(
          "%,d documents: %,d pairs, %,d of them duplicates and %,d possible; %,d clusters, %,d with the "
              + "very text of another one, in %.1f s%s%n",
          found.pairs().documents(),
          found.pairs().size(),
          found.duplicates(),
          found.possible(),
          found.clusters(known.decided()).size(),
          found.exact(),
          seconds,
          leftOut < 0 ? "" : "; %,d documents left out".formatted(leftOut));
      new PrintedPairs(output).sayIfTruncated(found.pairs().truncated());
      warn(mined.duplicates());
    } catch (CancellationException e) {
      err.println("doppel: stopped; nothing was written");
      return Interruption.EXIT_CODE;
    } finally {
      interruption.done();
    }
    return 0;
  }

  private Mined mine(Doppel doppel, DocumentCollection searched, float least, Interruption interruption)
      throws IOException {
    long passages = searched.passages();
    Optional<Instant> earliest = Optional.ofNullable(since).map(Since::of);
    try (EvaluationProgress progress = new EvaluationProgress(output.err(), List.of())) {
      Mined found =
          new CollectionJobs(doppel)
              .mine(searched, least)
              .await(done -> progress.at("looking for duplicates", done, passages), interruption::requested)
              .mined();
      return earliest.map(found::since).orElse(found);
    }
  }

  private int pairs() throws IOException {
    Interruption interruption = Interruption.watch();
    try (Doppel doppel = engine.open()) {
      DocumentCollection searched = doppel.collection(collection.name());
      PairQuery query = query(searched);
      Mined found = mine(doppel, searched, query.threshold(), interruption);
      Decisions known = searched.decisions();
      Duplicates duplicates = searched.duplicates();
      PairAnswer answer = duplicates.pairs(found, query.k(), (one, other) -> known.of(one, other).isPresent());
      new PrintedPairs(output).pairs(query, answer);
      warn(duplicates);
    } catch (CancellationException e) {
      output.err().println("doppel: stopped");
      return Interruption.EXIT_CODE;
    } finally {
      interruption.done();
    }
    return 0;
  }

  private int against(CollectionName other) throws IOException {
    Interruption interruption = Interruption.watch();
    try (Doppel doppel = engine.open();
        EvaluationProgress progress = new EvaluationProgress(output.err(), List.of())) {
      DocumentCollection here = doppel.collection(collection.name());
      PairQuery query = query(here);
      long passages = here.passages();
      PairAnswer answer =
          new Against(here.index(), doppel.collection(other).index(), here.calibration())
              .pairs(query, done -> progress.at("looking for duplicates", done, passages), interruption::requested);
      new PrintedPairs(output).pairs(query, answer);
      warn(here.duplicates());
    } catch (CancellationException e) {
      output.err().println("doppel: stopped");
      return Interruption.EXIT_CODE;
    } finally {
      interruption.done();
    }
    return 0;
  }

  private PairQuery query(DocumentCollection searched) {
    return new PairQuery(least(searched), k == null ? PairQuery.DEFAULT_K : k);
  }

  private Duplicates task(Doppel doppel) throws IOException {
    return doppel.collection(collection.name()).duplicates();
  }

  private void warn(Duplicates duplicates) {
    duplicates.warning().ifPresent(warning -> output.err().println("doppel: " + warning));
  }
}
