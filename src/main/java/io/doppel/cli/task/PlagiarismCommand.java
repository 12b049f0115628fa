package io.doppel.cli.task;

import io.doppel.api.PlagiarismJson;
import io.doppel.api.UnreadJson;
import io.doppel.api.report.PlagiarismReport;
import io.doppel.api.report.ReportFormat;
import io.doppel.api.report.ReportSettings;
import io.doppel.api.report.Unchecked;
import io.doppel.cli.option.CacheOption;
import io.doppel.cli.option.Completion;
import io.doppel.cli.option.EngineOptions;
import io.doppel.cli.option.Inputs;
import io.doppel.cli.option.OutputPath;
import io.doppel.cli.terminal.Output;
import io.doppel.engine.CollectionName;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.file.AtomicFile;
import io.doppel.plagiarism.Plagiarism;
import io.doppel.plagiarism.PlagiarismAnswer;
import io.doppel.plagiarism.PlagiarismQuery;
import io.doppel.plagiarism.assessment.Ruling;
import io.doppel.plagiarism.batch.BatchQuery;
import io.doppel.plagiarism.exclusion.Exclusions;
import io.doppel.plagiarism.issue.IssuedReports;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Plagiarism, against a collection or between two files.
@Command(
    name = "plagiarism",
    description = {
      "Finds passages of a text that were copied or paraphrased, and where from.",
      "",
      "With -c the text is held against all documents of a collection; with two files, the first against the "
          + "second; with"
          + " --all, the files of a folder, or the documents of a collection, against each other."
          + " Offsets and lengths count Unicode code points."
    })
public final class PlagiarismCommand implements Callable<Integer> {

  @Mixin private EngineOptions engine = new EngineOptions();
  @Mixin private Output output = new Output();
  @Mixin private CacheOption cache = new CacheOption();
  @Mixin private ReportOptions report = new ReportOptions();

  @Option(
      names = {"-c", "--collection"},
      paramLabel = "NAME",
      completionCandidates = Completion.Collections.class,
      description = "The collection with the possible sources.")
  private @Nullable String collection;

  @Option(names = "--all", description = "All texts of the folder FILE, or of the collection, against each other.")
  private boolean all;

  @Option(
      names = "--threshold",
      paramLabel = "PART",
      description = "With --all: the least part of either text that a pair must share, up to 1. Default: "
          + BatchQuery.DEFAULT_THRESHOLD + ".")
  private @Nullable Float threshold;

  @Option(
      names = "--same-author",
      description =
          "With --all: texts with the same field author, or in the same folder within the folder, do not count.")
  private boolean sameAuthor;

  @Option(
      names = "--archive",
      paramLabel = "NAME",
      completionCandidates = Completion.Collections.class,
      description =
          "With --all: a collection that the texts are held against besides, such as those of last year, or sources;"
              + " may be given again.")
  private Set<String> archives = Set.of();

  @Option(names = "--exclude", paramLabel = "ID", description = "A document that is no source; may be given again.")
  private Set<String> exclude = Set.of();

  @Option(
      names = "--leave-out",
      paramLabel = "WHAT",
      split = ",",
      description =
          "What does not count, and is shown as left out: ${COMPLETION-CANDIDATES}. May be several, as in "
              + "quotations,common.")
  private Set<LeaveOut> leaveOut = Set.of();

  @Option(
      names = "--base",
      paramLabel = "ID",
      description =
          "A document whose text everybody may use, such as a template; may be given again. With --all and a folder: a"
              + " file.")
  private Set<String> base = Set.of();

  @Option(
      names = "--author",
      paramLabel = "NAME",
      description = "Who wrote the text: documents whose field author is the same do not count.")
  private String author = "";

  @Option(
      names = "--assess",
      paramLabel = "CASE=RULING",
      description =
          "With -c: says of a case, by its number in the answer, that it is accepted (reuse indeed), cited properly in"
              + " this text, common (everybody writes so) or false. It is kept with the collection and counts from then"
              + " on, also for a revised text. May be given again.")
  private Map<Integer, Ruling> assess = Map.of();

  @Option(names = "--note", paramLabel = "NOTE", description = "With --assess: why.")
  private String note = "";

  @Option(names = "--assessments", description = "With -c: lists what was said about cases, the last first.")
  private boolean assessments;

  @Option(
      names = "--retract",
      paramLabel = "ID",
      description = "With -c: takes back what was said about a case, by its id in --assessments.")
  private @Nullable Long retract;

  @Option(
      names = "--verify",
      paramLabel = "REPORT",
      completionCandidates = Completion.Files.class,
      description =
          "With -c: whether a report was written for that collection, and is as it was: its file, or the seal that it"
              + " shows. Exit code 3 if not.")
  private @Nullable String verify;

  /// What can be left out, as it is written on the command line.
  private enum LeaveOut {
    QUOTATIONS,
    BIBLIOGRAPHY,
    COMMON
  }

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FILE",
      description =
          "The suspicious text, also PDF, Word, Hangul or another kind of document; - is standard input.")
  private @Nullable Path suspicious;

  @Parameters(index = "1", arity = "0..1", paramLabel = "SOURCE", description = "The text it may be taken from.")
  private @Nullable Path source;

  @Override
  public Integer call() throws IOException {
    if (all) {
      return checkAll();
    }
    if (verify != null) {
      return verify(verify);
    }
    if (assessments || retract != null) {
      return assessments();
    }
    if (suspicious == null) {
      throw output.wrongUsage("Give a FILE to check, or --all");
    }
    if ((collection == null) == (source == null)) {
      throw output.wrongUsage("Give either -c NAME or a second file");
    }
    if (threshold != null || sameAuthor || !archives.isEmpty()) {
      throw output.wrongUsage("--threshold, --same-author and --archive need --all");
    }
    return check(suspicious);
  }

  private int check(Path suspicious) throws IOException {
    ReportFormat format = report.format(output);
    Exclusions exclusions = exclusions();
    if (collection == null && !exclusions.equals(Exclusions.NONE)) {
      throw output.wrongUsage("--leave-out, --base and --author need -c NAME");
    }
    if ((collection == null && !assess.isEmpty()) || (assess.isEmpty() && !note.isEmpty())) {
      throw output.wrongUsage("--assess needs -c NAME, and --note needs --assess");
    }
    Inputs.Read read = Inputs.read(suspicious.toString());
    PlagiarismQuery query = new PlagiarismQuery(read.text(), exclude, exclusions);
    PlagiarismAnswer answer;
    String model;
    IssuedReports register = null;
    try (Doppel doppel = engine.open(cache)) {
      if (source == null) {
        DocumentCollection held = doppel.collection(new CollectionName(String.valueOf(collection)));
        CaseAssessments said = new CaseAssessments(held.assessments());
        answer = said.with(held.plagiarism().check(query), query.text(), assess, note);
        model = held.encoder().fingerprint().model();
        register = held.issuedReports();
      } else {
        answer = Plagiarism.check(query.text(), source.toString(), Inputs.file(source.toString()), doppel.encoder());
        model = doppel.encoder().fingerprint().model();
      }
    }
    PlagiarismJson json = PlagiarismJson.of(answer, query.text());
    OutputPath.File file = report.file();
    if (file != null) {
      PlagiarismReport found =
          new PlagiarismReport(
              suspicious.toString(),
              author,
              collection,
              model,
              Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
              ReportSettings.of(query),
              query.text(),
              new Unchecked(read.unseen(), UnreadJson.of(read.unread())),
              json);
      AtomicFile.write(file.path(), report.content(found, format, register, output));
    }
    new CheckedText(suspicious, read, json, answer.truncated()).print(output);
    return 0;
  }

  private int verify(String given) throws IOException {
    if (collection == null || suspicious != null) {
      throw output.wrongUsage("--verify needs -c NAME, and stands alone");
    }
    try (Doppel doppel = engine.open(cache)) {
      return new ReportVerification(doppel.collection(new CollectionName(collection)).issuedReports(), output)
          .verify(given);
    }
  }

  private int assessments() throws IOException {
    if (collection == null || suspicious != null || (assessments && retract != null)) {
      throw output.wrongUsage("--assessments and --retract need -c NAME, and stand alone");
    }
    try (Doppel doppel = engine.open(cache)) {
      CaseAssessments said =
          new CaseAssessments(doppel.collection(new CollectionName(collection)).assessments());
      if (retract == null) {
        said.print(output);
      } else {
        said.retract(retract);
      }
      return 0;
    }
  }

  private int checkAll() throws IOException {
    if ((suspicious == null) == (collection == null) || source != null) {
      throw output.wrongUsage("With --all give either a folder or -c NAME");
    }
    if (!exclude.isEmpty() || !author.isEmpty()) {
      throw output.wrongUsage("--exclude and --author are for a single text; see --same-author");
    }
    if (!assess.isEmpty() || !note.isEmpty()) {
      throw output.wrongUsage("--assess and --note are for a single text");
    }
    if (report.anonymous() || verify != null || assessments || retract != null) {
      throw output.wrongUsage("--anonymous, --verify, --assessments and --retract are not for --all");
    }
    ReportFormat format = report.format(output);
    if (format == ReportFormat.XML || format == ReportFormat.PDF) {
      throw output.wrongUsage("with --all, --report must end with .html, .json or .csv, got " + report.file());
    }
    BatchQuery query =
        new BatchQuery(
            threshold == null ? BatchQuery.DEFAULT_THRESHOLD : threshold,
            BatchQuery.DEFAULT_SOURCES,
            sameAuthor,
            exclusions());
    AllAgainstAll comparison =
        new AllAgainstAll(output, query, archives, report.file(), format, report.language(output));
    try (Doppel doppel = engine.open(cache)) {
      return suspicious == null
          ? comparison.ofCollection(doppel.collection(new CollectionName(String.valueOf(collection))), doppel)
          : comparison.ofFolder(suspicious, doppel);
    }
  }

  private Exclusions exclusions() {
    return new Exclusions(
        leaveOut.contains(LeaveOut.QUOTATIONS),
        leaveOut.contains(LeaveOut.BIBLIOGRAPHY),
        leaveOut.contains(LeaveOut.COMMON),
        base,
        author);
  }
}
