package io.doppel.cli.model;

import io.doppel.api.Json;
import io.doppel.cli.option.CacheOption;
import io.doppel.cli.option.EngineOptions;
import io.doppel.cli.terminal.Output;
import io.doppel.encoder.cache.EmbeddingCache;
import io.doppel.engine.Doppel;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// The cache of embeddings.
@Command(
    name = "cache",
    subcommands = CacheFillCommand.class,
    description = {
      "Says how large the cache of embeddings is, fills it, or clears it.",
      "",
      "What was embedded once is not embedded again: not when a file is indexed into another collection, nor after its"
          + " collection was deleted."
    })
public final class CacheCommand implements Callable<Integer> {

  private static final double MEGABYTE = 1 << 20;

  @Mixin private EngineOptions engine = new EngineOptions();
  @Mixin private Output output = new Output();
  @Mixin private CacheOption size = new CacheOption();

  record CacheJson(String folder, long bytes, long maxBytes) {}

  @Override
  public Integer call() throws IOException {
    EmbeddingCache cache = Doppel.cache(engine.home(), size.bytes());
    PrintWriter out = output.out();
    if (output.json()) {
      out.println(Json.line(new CacheJson(cache.folder().toString(), cache.bytes(), size.bytes())));
    } else {
      out.printf(
          "%s: %s of at most %s%n", cache.folder(), megabytes(cache.bytes()), megabytes(size.bytes()));
    }
    return 0;
  }

  @Command(name = "clear", description = "Deletes the cache; what it held is embedded anew when it is needed.")
  int clear(@Mixin EngineOptions options, @Mixin Output output) throws IOException {
    EmbeddingCache cache = Doppel.cache(options.home(), 0);
    long bytes = cache.bytes();
    cache.clear();
    if (output.json()) {
      output.out().println(Json.line(new CacheJson(cache.folder().toString(), 0, 0)));
    } else {
      output.out().printf("%s is empty; it had %s%n", cache.folder(), megabytes(bytes));
    }
    return 0;
  }

  static String megabytes(long bytes) {
    return "%,.1f MB".formatted(bytes / MEGABYTE);
  }
}
