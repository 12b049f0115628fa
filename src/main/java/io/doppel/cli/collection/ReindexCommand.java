package io.doppel.cli.collection;

import io.doppel.api.job.CollectionJobs;
import io.doppel.cli.option.CollectionParameter;
import io.doppel.cli.option.EngineOptions;
import io.doppel.cli.option.LanguageOption;
import io.doppel.cli.terminal.Interruption;
import io.doppel.cli.terminal.Output;
import io.doppel.cli.terminal.progress.IndexingReport;
import io.doppel.engine.Doppel;
import io.doppel.engine.indexing.IndexingProgress;
import io.doppel.engine.indexing.TrackingListener;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Rebuilding.
@Command(
    name = "reindex",
    description = {
      "Makes a collection anew from its own documents.",
      "",
      "For a collection that another model or an older version has made, or for another language. One that was made "
          + "with a model trained here stays with that, unless --model is given here. The old "
          + "one answers until the new one takes its place, in"
          + " one step. Stop it at any time: the next run goes on."
    })
public final class ReindexCommand implements Callable<Integer> {

  @Mixin private EngineOptions engine = new EngineOptions();
  @Mixin private Output output = new Output();

  @Mixin private LanguageOption language = new LanguageOption();

  @Mixin private CollectionParameter collection = new CollectionParameter();

  @Override
  public Integer call() throws IOException {
    Interruption interruption = Interruption.watch();
    AtomicReference<IndexingProgress> end = new AtomicReference<>(IndexingProgress.NONE);
    try {
      try (Doppel doppel = engine.open();
          IndexingReport report = new IndexingReport(output.err(), collection.name().value(), null, -1)) {
        end.set(
            new CollectionJobs(doppel)
                .reindex(
                    collection.name(),
                    language.order(engine.namedModel()),
                    new TrackingListener(report, end::set))
                .await(_ -> {}, interruption::requested));
      }
      IndexCommand.print(end.get(), output);
      return 0;
    } catch (CancellationException e) {
      IndexCommand.print(end.get(), output);
      output.err().println("doppel: stopped; the old index is in place; run the same command again to go on");
      return Interruption.EXIT_CODE;
    } finally {
      interruption.done();
    }
  }
}
