package io.doppel.cli.collection;

import io.doppel.api.AuditJson;
import io.doppel.api.Json;
import io.doppel.cli.option.CollectionParameter;
import io.doppel.cli.option.EngineOptions;
import io.doppel.cli.terminal.Output;
import io.doppel.engine.Advice;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.index.audit.Recall;
import io.doppel.index.audit.RecallAudit;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The audit of approximate search.
@Command(
    name = "audit",
    description = {
      "Tells how much of what is nearest a search finds.",
      "",
      "Searches for a sample of the stored passages through the graph and by scoring every vector, and says "
          + "what to change where"
          + " too little is found. Exits with 1 then, and where a file is not what was written."
    })
public final class AuditCommand implements Callable<Integer> {

  @Mixin private EngineOptions engine = new EngineOptions();
  @Mixin private Output output = new Output();

  @Option(
      names = "--sample",
      paramLabel = "N",
      defaultValue = "" + RecallAudit.DEFAULT_SAMPLE,
      description = "How many passages to search for. Default: ${DEFAULT-VALUE}.")
  private int sample;

  @Option(
      names = "-k",
      paramLabel = "N",
      defaultValue = "" + RecallAudit.DEFAULT_K,
      description = "How many of the nearest should be found. Default: ${DEFAULT-VALUE}.")
  private int k;

  @Option(
      names = "--promise",
      paramLabel = "RECALL",
      defaultValue = "" + RecallAudit.DEFAULT_PROMISE,
      description = "The part of them that should be found. Default: ${DEFAULT-VALUE}.")
  private double promise;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Draws the sample. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Mixin private CollectionParameter collection = new CollectionParameter();

  @Override
  public Integer call() throws IOException {
    RecallAudit audit = new RecallAudit(sample, k, promise, seed);
    Optional<RecallAudit.Report> report;
    try (Doppel doppel = engine.open()) {
      DocumentCollection audited = doppel.collection(collection.name());
      audited.verify();
      audited.decisions().warning().ifPresent(warning -> output.err().println("doppel: " + warning));
      report = audited.quality().audit(audit);
    }
    PrintWriter out = output.out();
    if (report.isEmpty()) {
      output.err().printf("doppel: collection \"%s\" is empty; there is nothing to audit%n", collection.name());
      return 0;
    }
    if (output.json()) {
      out.println(Json.line(AuditJson.of(collection.name(), report.get())));
    } else {
      print(report.get(), out);
    }
    return report.get().kept() ? 0 : 1;
  }

  private void print(RecallAudit.Report report, PrintWriter out) {
    Recall recall = report.stored();
    out.printf(
        "recall@%d %.4f (%.4f to %.4f), promised %s: %s%n",
        report.audit().k(),
        recall.value(),
        recall.low(),
        recall.high(),
        report.audit().promise(),
        report.kept() ? "kept" : "NOT KEPT");
    out.printf(
        "%,d of %,d passages searched for at width %d, stored as %s, in %.1f s%n",
        recall.queries(),
        report.passages(),
        report.settings().searchWidth(),
        report.settings().storage(),
        report.seconds());
    Advice.of(report, collection.name()).ifPresent(advice -> out.println("To mend it, " + advice));
  }
}
