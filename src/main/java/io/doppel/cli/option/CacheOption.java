package io.doppel.cli.option;

import io.doppel.text.Bounds;
import picocli.CommandLine.Option;

/// The option that bounds the cache of embeddings.
public final class CacheOption {

  /// The most that can be given: a terabyte.
  public static final int MAX_MEGABYTES = 1 << 20;

  @Option(
      names = "--cache-size",
      paramLabel = "MB",
      defaultValue = "1024",
      description =
          "What the cache of embeddings may take of the disk, in megabytes; 0 switches it off. Default: "
              + "${DEFAULT-VALUE}.")
  private int megabytes = 1024;

  public long bytes() {
    Bounds.check("--cache-size", megabytes, 0, MAX_MEGABYTES);
    return (long) megabytes << 20;
  }
}
