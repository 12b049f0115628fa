package io.doppel.cli.option;

import io.doppel.engine.CollectionName;
import picocli.CommandLine.Parameters;

/// The collection that a command is about, where it is about nothing else.
public final class CollectionParameter {

  @Parameters(paramLabel = "NAME", completionCandidates = Completion.Collections.class, description = "The collection.")
  private String name = "";

  public CollectionName name() {
    return new CollectionName(name);
  }
}
