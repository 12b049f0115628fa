package io.doppel.cli.collection;

import io.doppel.cli.option.EngineOptions;
import io.doppel.engine.CollectionName;
import io.doppel.engine.Doppel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// A copy put back.
@Command(name = "restore", description = "Makes a collection of a folder that snapshot has made.")
public final class RestoreCommand implements Callable<Integer> {

  @Mixin private EngineOptions engine = new EngineOptions();

  @Parameters(index = "0", paramLabel = "NAME", description = "The collection, which must not be there yet.")
  private String name = "";

  @Parameters(index = "1", paramLabel = "DIR", description = "The folder.")
  private Path folder = Path.of("");

  @Override
  public Integer call() throws IOException {
    try (Doppel doppel = engine.open()) {
      doppel.restore(new CollectionName(name), folder);
    }
    return 0;
  }
}
