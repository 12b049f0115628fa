package io.doppel.cli;

import io.doppel.engine.CollectionName;
import picocli.CommandLine.Parameters;

/// The collection that a command is about, where it is about nothing else.
final class CollectionParameter {

  @Parameters(paramLabel = "NAME", description = "The collection.")
  private String name = "";

  CollectionName name() {
    return new CollectionName(name);
  }
}
