package io.doppel.cli.task.duplicates;

import io.doppel.api.duplicates.Since;
import io.doppel.cli.option.CollectionOption;
import io.doppel.cli.option.Completion;
import io.doppel.cli.option.EngineOptions;
import io.doppel.cli.option.Inputs;
import io.doppel.cli.option.OutputPath;
import io.doppel.cli.terminal.Interruption;
import io.doppel.cli.terminal.Output;
import io.doppel.duplicates.Decisions;
import io.doppel.duplicates.DuplicateAnswer;
import io.doppel.duplicates.DuplicateQuery;
import io.doppel.duplicates.Duplicates;
import io.doppel.duplicates.mining.Mined;
import io.doppel.engine.CollectionName;
import io.doppel.engine.Doppel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
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
      names = "--templates",
      description = {
        "With --all: documents that are the same but for a few values (a number, a date, a name, a code), in groups,"
            + " and in which values each differs from the first one. That alone makes no duplicates."
      })
  private boolean templates;

  @Option(
      names = "--boilerplate",
      description = {
        "With --all: lines and sentences that stand in so many documents that they do not make any two of them"
            + " duplicates."
      })
  private boolean boilerplate;

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
    WholeCollection.Files files = new WholeCollection.Files(out, report, dedupe);
    if (!all) {
      if (!files.none() || since != null || against != null || templates || boilerplate) {
        throw output.wrongUsage(
            "--out, --report, --dedupe, --since, --against, --templates and --boilerplate need --all");
      }
      return teach ? inAll(this::teach, "stopped") : check();
    }
    if ((files.none() ? 0 : 1) + (against == null ? 0 : 1) + (templates ? 1 : 0) + (boilerplate ? 1 : 0) > 1) {
      throw output.wrongUsage("--against, --templates and --boilerplate go with none of --out, --report and --dedupe, "
          + "nor with each other");
    }
    if (since != null && (dedupe != null || against != null || boilerplate)) {
      throw output.wrongUsage(
          "--since goes neither with --dedupe and --boilerplate, which are about all documents, nor with --against");
    }
    if (!files.none()) {
      return inAll(whole -> whole.write(files), "stopped; nothing was written");
    }
    return inAll(this::print, "stopped");
  }

  private void teach(WholeCollection whole) throws IOException {
    try (BufferedReader answers = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      Mined found = whole.mine();
      whole.warn();
      new TeachingDialogue(whole.collection(), found, answers, output).run();
    }
  }

  private void print(WholeCollection whole) throws IOException {
    if (against != null) {
      whole.against(new CollectionName(against), k);
    } else if (templates) {
      whole.templates(k);
    } else if (boilerplate) {
      whole.boilerplate(k);
    } else {
      whole.pairs(k);
    }
  }

  private interface Work {
    void on(WholeCollection whole) throws IOException;
  }

  /// Does something with all documents, until somebody stops it.
  private int inAll(Work work, String stopped) throws IOException {
    Optional<Instant> earliest = Optional.ofNullable(since).map(Since::of);
    Interruption interruption = Interruption.watch();
    try (Doppel doppel = engine.open()) {
      work.on(
          new WholeCollection(
              doppel, doppel.collection(collection.name()), threshold, earliest, output, interruption));
    } catch (CancellationException e) {
      output.err().println("doppel: " + stopped);
      return Interruption.EXIT_CODE;
    } finally {
      interruption.done();
    }
    return 0;
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
      Duplicates duplicates = doppel.collection(collection.name()).duplicates();
      answer = duplicates.check(query);
      duplicates.warning().ifPresent(warning -> output.err().println("doppel: " + warning));
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
}
