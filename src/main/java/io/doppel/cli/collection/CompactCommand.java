package io.doppel.cli.collection;

import io.doppel.api.Json;
import io.doppel.api.UpkeepJson;
import io.doppel.api.job.CollectionJobs;
import io.doppel.cli.option.CollectionParameter;
import io.doppel.cli.option.EngineOptions;
import io.doppel.cli.terminal.Count;
import io.doppel.cli.terminal.Interruption;
import io.doppel.cli.terminal.Output;
import io.doppel.cli.terminal.progress.Bar;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.index.upkeep.Footprint;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Compaction.
@Command(
    name = "compact",
    description = {
      "Writes a collection anew as one segment.",
      "",
      "Searches get faster, deleted documents leave the disk, and a change of --storage takes hold. Takes as "
          + "long as building the"
          + " graph on all processors, and twice the space meanwhile; searches go on. Ctrl-C leaves the "
              + "collection as it was."
    })
public final class CompactCommand implements Callable<Integer> {

  @Mixin private EngineOptions engine = new EngineOptions();
  @Mixin private Output output = new Output();

  @Mixin private CollectionParameter parameter = new CollectionParameter();

  @Override
  public Integer call() throws IOException {
    PrintWriter out = output.out();
    Interruption interruption = Interruption.watch();
    try (Doppel doppel = engine.open()) {
      DocumentCollection collection = doppel.collection(parameter.name());
      long before = collection.upkeep().footprint().diskBytes();
      UpkeepJson after;
      try (Bar bar = Bar.of(collection.name().value(), collection.passages())) {
        after = new CollectionJobs(doppel).compact(collection).await(bar::at, interruption::requested);
      } catch (CancellationException e) {
        output.err().println("doppel: stopped; the collection is as it was");
        return Interruption.EXIT_CODE;
      }
      if (output.json()) {
        out.println(Json.line(after));
      } else {
        Footprint footprint = collection.upkeep().footprint();
        out.printf(
            "%,d passages in %s; %,d bytes, before %,d%n",
            footprint.passages(), Count.of(footprint.segments(), "segment"), footprint.diskBytes(), before);
      }
      return 0;
    } finally {
      interruption.done();
    }
  }
}
