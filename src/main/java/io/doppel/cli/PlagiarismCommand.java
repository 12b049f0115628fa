package io.doppel.cli;

import io.doppel.api.CaseJson;
import io.doppel.api.Json;
import io.doppel.api.PlagiarismJson;
import io.doppel.engine.CollectionName;
import io.doppel.engine.Doppel;
import io.doppel.plagiarism.Plagiarism;
import io.doppel.plagiarism.PlagiarismAnswer;
import io.doppel.plagiarism.PlagiarismQuery;
import io.doppel.plagiarism.Source;
import io.doppel.plagiarism.alignment.Case;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Plagiarism, against a collection or between two files.
@Command(
    name = "plagiarism",
    description = {
      "Finds passages of a text that were copied or paraphrased, and where from.",
      "",
      "With -c the text is held against all documents of a collection; with two files, the first against the second."
          + " Offsets and lengths count Unicode code points."
    })
final class PlagiarismCommand implements Callable<Integer> {

  private static final int QUOTED = 160;

  @Mixin private EngineOptions engine = new EngineOptions();
  @Mixin private CacheOption cache = new CacheOption();

  @Option(
      names = {"-c", "--collection"},
      paramLabel = "NAME",
      description = "The collection with the possible sources.")
  private @Nullable String collection;

  @Option(names = "--exclude", paramLabel = "ID", description = "A document that is no source; may be given again.")
  private Set<String> exclude = Set.of();

  @Parameters(index = "0", paramLabel = "FILE", description = "The suspicious text; - is standard input.")
  private String suspicious = "";

  @Parameters(index = "1", arity = "0..1", paramLabel = "SOURCE", description = "The text it may be taken from.")
  private @Nullable String source;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if ((collection == null) == (source == null)) {
      throw new ParameterException(spec.commandLine(), "Give either -c NAME or a second file");
    }
    PlagiarismQuery query = new PlagiarismQuery(Inputs.file(suspicious), exclude);
    PlagiarismAnswer answer;
    try (Doppel doppel = engine.open(cache)) {
      answer =
          source == null
              ? doppel.collection(new CollectionName(String.valueOf(collection))).plagiarism().check(query)
              : compare(doppel, query.text(), source);
    }
    PrintWriter out = spec.commandLine().getOut();
    PlagiarismJson json = PlagiarismJson.of(answer, query.text());
    if (engine.json) {
      json.cases().forEach(found -> out.println(Json.line(found)));
    } else {
      print(answer, json, out);
    }
    if (answer.truncated()) {
      spec.commandLine().getErr().println("doppel: the text is too long to be looked up whole; some sources may be missing");
    }
    return 0;
  }

  private static PlagiarismAnswer compare(Doppel doppel, String suspicious, String file) throws IOException {
    String text = Inputs.file(file);
    List<Case> cases = Plagiarism.compare(suspicious, text, doppel.encoder());
    double coverage = Plagiarism.coverage(suspicious, cases);
    return new PlagiarismAnswer(
        coverage, List.of(new Source("", file, text, coverage, cases.size())), cases, false);
  }

  private static void print(PlagiarismAnswer answer, PlagiarismJson json, PrintWriter out) {
    if (answer.cases().isEmpty()) {
      out.println("Nothing was found elsewhere.");
      return;
    }
    int cases = json.cases().size();
    out.printf(
        "%.0f %% of the text was found elsewhere, in %d passage%s.%n",
        100 * answer.coverage(), cases, cases == 1 ? "" : "s");
    for (PlagiarismJson.SourceJson found : json.sources()) {
      out.printf("%n%s (%.0f %%)%n", (found.id() + " " + found.title()).strip(), 100 * found.coverage());
      for (CaseJson one : json.cases()) {
        if (one.source().equals(found.id())) {
          out.printf(
              "  %s, similarity %.3f: characters %d to %d, from %d to %d there%n",
              one.kind(),
              one.similarity(),
              one.thisOffset(),
              one.thisOffset() + one.thisLength(),
              one.sourceOffset(),
              one.sourceOffset() + one.sourceLength());
          out.println("    there: " + quote(found.text(), one.sourceOffset(), one.sourceLength()));
        }
      }
    }
  }

  private static String quote(String text, int offset, int length) {
    int start = text.offsetByCodePoints(0, offset);
    int end = text.offsetByCodePoints(start, Math.min(length, QUOTED));
    return text.substring(start, end).replaceAll("\\s+", " ") + (length > QUOTED ? " …" : "");
  }
}
