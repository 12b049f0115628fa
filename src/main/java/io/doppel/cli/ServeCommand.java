package io.doppel.cli;

import io.doppel.cli.option.CacheOption;
import io.doppel.cli.option.EngineOptions;
import io.doppel.cli.terminal.Interruption;
import io.doppel.cli.terminal.Output;
import io.doppel.engine.Doppel;
import io.doppel.server.DoppelServer;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// The server.
@Command(name = "serve", description = "Serves the page and the JSON API until it is stopped.")
final class ServeCommand implements Callable<Integer> {

  @Mixin private EngineOptions engine = new EngineOptions();
  @Mixin private Output output = new Output();
  @Mixin private CacheOption cache = new CacheOption();
  @Mixin private ServerOptions options = new ServerOptions();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Interruption interruption = Interruption.watch();
    try (Doppel doppel = engine.open(cache);
        DoppelServer server = options.start(doppel, engine)) {
      output.err().printf("Doppel is at %s; Ctrl-C stops it.%n", options.address(server));
      interruption.await();
    } finally {
      interruption.done();
    }
    return 0;
  }
}
