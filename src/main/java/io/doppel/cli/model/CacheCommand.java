package io.doppel.cli.model;

import io.doppel.api.Json;
import io.doppel.cli.option.CacheOption;
import io.doppel.cli.option.EngineOptions;
import io.doppel.encoder.cache.EmbeddingCache;
import io.doppel.engine.Doppel;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The cache of embeddings.
@Command(
    name = "cache",
    description = {
      "Says how large the cache of embeddings is, or clears it.",
      "",
      "What was embedded once is not embedded again: not when a file is indexed into another collection, nor after its"
          + " collection was deleted."
    })
public final class CacheCommand implements Callable<Integer> {

  private static final double MEGABYTE = 1 << 20;

  @Mixin private EngineOptions engine = new EngineOptions();
  @Mixin private CacheOption size = new CacheOption();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  record CacheJson(String folder, long bytes, long maxBytes) {}

  @Override
  public Integer call() throws IOException {
    EmbeddingCache cache = Doppel.cache(engine.home(), size.bytes());
    PrintWriter out = spec.commandLine().getOut();
    if (engine.json()) {
      out.println(Json.line(new CacheJson(cache.folder().toString(), cache.bytes(), size.bytes())));
    } else {
      out.printf(
          "%s: %s of at most %s%n", cache.folder(), megabytes(cache.bytes()), megabytes(size.bytes()));
    }
    return 0;
  }

  @Command(name = "clear", description = "Deletes the cache; what it held is embedded anew when it is needed.")
  int clear(@Mixin EngineOptions options) throws IOException {
    EmbeddingCache cache = Doppel.cache(options.home(), 0);
    long bytes = cache.bytes();
    cache.clear();
    if (options.json()) {
      spec.commandLine().getOut().println(Json.line(new CacheJson(cache.folder().toString(), 0, 0)));
    } else {
      spec.commandLine().getOut().printf("%s is empty; it had %s%n", cache.folder(), megabytes(bytes));
    }
    return 0;
  }

  private static String megabytes(long bytes) {
    return "%,.1f MB".formatted(bytes / MEGABYTE);
  }
}
