package io.doppel.cli;

import io.doppel.engine.CollectionName;
import picocli.CommandLine.Option;

/// The option that names a collection.
final class CollectionOption {

  @Option(
      names = {"-c", "--collection"},
      paramLabel = "NAME",
      required = true,
      description = "The collection: lower-case letters, digits, - and _.")
  private String name = "";

  CollectionName name() {
    return new CollectionName(name);
  }
}
