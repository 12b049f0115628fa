package io.doppel.cli.collection;

import io.doppel.api.Json;
import io.doppel.cli.option.CollectionOption;
import io.doppel.cli.option.EngineOptions;
import io.doppel.cli.terminal.Interruption;
import io.doppel.cli.terminal.Output;
import io.doppel.cli.terminal.progress.StepReport;
import io.doppel.engine.Catalogs;
import io.doppel.engine.snapshot.CollectionCopy;
import io.doppel.index.Catalog;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// A collection in another place.
@Command(
    name = "copy",
    description = {
      "Copies a collection from one place to another: from a folder into a cluster, or back.",
      "",
      "Documents are copied with their embeddings, and what people decided and enrolled with them. Nothing is embedded "
          + "anew, and no model is needed. Stop it at any time: the next run goes on. At its end both are held against "
          + "each other."
    })
public final class CopyCommand implements Callable<Integer> {

  @Mixin private Output output = new Output();
  @Mixin private CollectionOption collection = new CollectionOption();

  @Parameters(
      index = "0",
      paramLabel = "FROM",
      description = "The folder of the collections, or a cluster: https://host:9200/prefix.")
  private String from = "";

  @Parameters(index = "1", paramLabel = "TO", description = "Where it is to be, the same way.")
  private String to = "";

  record Summary(long documents, long copied, long passages, double seconds) {}

  @Override
  public Integer call() throws IOException {
    URI source = EngineOptions.place(from);
    URI target = EngineOptions.place(to);
    if (source.equals(target)) {
      throw output.wrongUsage("FROM and TO are the same place");
    }
    Interruption interruption = Interruption.watch();
    try {
      return copy(source, target, interruption);
    } finally {
      interruption.done();
    }
  }

  private int copy(URI source, URI target, Interruption interruption) throws IOException {
    long start = System.nanoTime();
    CollectionCopy.Report report;
    try (Catalog here = Catalogs.at(source);
        Catalog there = Catalogs.at(target);
        StepReport steps = new StepReport()) {
      report =
          new CollectionCopy(here, there, collection.name().value())
              .run((done, total) -> steps.at("copying", done, total), interruption::requested);
    }
    print(report, (System.nanoTime() - start) / 1e9);
    if (!report.finished()) {
      output.err().println("doppel: stopped; run the same command again to go on");
      return Interruption.EXIT_CODE;
    }
    return 0;
  }

  private void print(CollectionCopy.Report report, double seconds) {
    PrintWriter out = output.out();
    if (output.json()) {
      out.println(Json.line(new Summary(report.documents(), report.copied(), report.passages(), seconds)));
    } else {
      out.printf(
          "%,d of %,d documents copied, %,d there already; %,d passages%s in %.1f s%n",
          report.copied(),
          report.documents(),
          report.documents() - report.copied(),
          report.passages(),
          report.finished() ? ", compared" : "",
          seconds);
    }
  }
}
