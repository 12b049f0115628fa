package io.doppel.cli;

import io.doppel.cli.option.CacheOption;
import io.doppel.cli.option.EngineOptions;
import io.doppel.cli.terminal.Interruption;
import io.doppel.cli.terminal.Output;
import io.doppel.cli.terminal.progress.IndexingReport;
import io.doppel.engine.CollectionName;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.engine.indexing.IndexingProgress;
import io.doppel.index.PassportMismatchException;
import io.doppel.samples.Sample;
import io.doppel.server.DoppelServer;
import io.doppel.source.DocumentSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// The demo: the server at once, the sample collections in the background.
@Command(
    name = "demo",
    description =
        "Serves the page and indexes the sample collections meanwhile; what is indexed can be searched at once.")
final class DemoCommand implements Callable<Integer> {

  @Mixin private EngineOptions engine = new EngineOptions();
  @Mixin private Output output = new Output();
  @Mixin private CacheOption cache = new CacheOption();
  @Mixin private ServerOptions options = new ServerOptions();

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter err = output.err();
    Interruption interruption = Interruption.watch();
    try (Doppel doppel = engine.open(cache);
        DoppelServer server = options.start(doppel, engine)) {
      err.printf("Doppel is at %s; Ctrl-C stops it.%n", options.address(server));
      Thread indexing = Thread.ofPlatform().name("samples").start(() -> indexAll(doppel, interruption, err));
      interruption.await();
      indexing.join();
    } finally {
      interruption.done();
    }
    return 0;
  }

  private static void indexAll(Doppel doppel, Interruption interruption, PrintWriter err) {
    String inClone = EngineOptions.root().resolve("target/samples").toString();
    Path folder = Path.of(System.getProperty("doppel.samples", inClone));
    for (Sample sample : Sample.values()) {
      if (interruption.requested()) {
        return;
      }
      try (DocumentSource source = sample.open(folder);
          IndexingReport report = new IndexingReport(err, sample.collection(), null, source.bytesTotal())) {
        DocumentCollection collection = open(doppel, new CollectionName(sample.collection()), report, interruption);
        IndexingProgress end = collection.add(source, report, interruption::requested);
        err.printf(
            "%s: %,d documents%s%n",
            sample.collection(),
            collection.documents(),
            end.unchanged() == end.done() ? " (nothing to do)" : " in %.1f s".formatted(end.seconds()));
      } catch (IOException | RuntimeException e) {
        err.printf("doppel: %s: %s%n", sample.collection(), e.getMessage());
      }
    }
  }

  /// Samples hold nothing that is not made again: those of another model are, unless somebody trained that with them.
  private static DocumentCollection open(
      Doppel doppel, CollectionName name, IndexingReport report, Interruption interruption) throws IOException {
    try {
      DocumentCollection collection = doppel.openOrCreate(name);
      if (collection.index().passport().equals(doppel.passport()) || doppel.isAdopted(name)) {
        return collection;
      }
    } catch (PassportMismatchException e) {
      // Made anew below.
    }
    doppel.rebuilds().reindex(name, report, interruption::requested);
    return doppel.openOrCreate(name);
  }
}
