package io.doppel.cli.collection;

import io.doppel.cli.option.Completion;
import io.doppel.cli.option.EngineOptions;
import io.doppel.cli.option.OutputPath;
import io.doppel.engine.CollectionName;
import io.doppel.engine.Doppel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// A copy to keep.
@Command(
    name = "snapshot",
    description = "Copies a collection as it was last committed into a folder, while searching and writing go on.")
public final class SnapshotCommand implements Callable<Integer> {

  @Mixin private EngineOptions engine = new EngineOptions();

  @Parameters(
      index = "0",
      paramLabel = "NAME",
      completionCandidates = Completion.Collections.class,
      description = "The collection.")
  private String name = "";

  @Parameters(
      index = "1",
      paramLabel = "DIR",
      completionCandidates = Completion.Files.class,
      description = "The folder, which is made.")
  private OutputPath.Folder folder = new OutputPath.Folder(Path.of(""));

  @Override
  public Integer call() throws IOException {
    try (Doppel doppel = engine.open()) {
      doppel.snapshot(new CollectionName(name), folder.path());
    }
    return 0;
  }
}
