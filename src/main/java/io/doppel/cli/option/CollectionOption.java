package io.doppel.cli.option;

import io.doppel.engine.CollectionName;
import picocli.CommandLine.Option;

/// The option that names a collection.
public final class CollectionOption {

  @Option(
      names = {"-c", "--collection"},
      paramLabel = "NAME",
      required = true,
      completionCandidates = Completion.Collections.class,
      description = "The collection: lower-case letters, digits, - and _.")
  private String name = "";

  public CollectionName name() {
    return new CollectionName(name);
  }
}
