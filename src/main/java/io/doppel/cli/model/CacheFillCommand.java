package io.doppel.cli.model;

import io.doppel.api.Json;
import io.doppel.cli.option.CacheOption;
import io.doppel.cli.option.CollectionOption;
import io.doppel.cli.option.EngineOptions;
import io.doppel.cli.terminal.Count;
import io.doppel.cli.terminal.Interruption;
import io.doppel.cli.terminal.Output;
import io.doppel.cli.terminal.progress.Bar;
import io.doppel.encoder.Prompt;
import io.doppel.encoder.cache.CachingEncoder;
import io.doppel.encoder.cache.EmbeddingCache;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.index.IndexView;
import io.doppel.plagiarism.ReadAhead;
import io.doppel.text.Bounds;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Embeds the sentences of a collection before a check for plagiarism asks for them.
@Command(
    name = "fill",
    description = {
      "Embeds the sentences of a collection ahead of the checks for plagiarism that hold texts against them.",
      "",
      "Without it a document is embedded when it is first held against a text. Worth it before many texts are held"
          + " against an archive. What the cache has is not embedded again: after Ctrl-C the next run goes on with the"
          + " documents that were not finished."
    })
public final class CacheFillCommand implements Callable<Integer> {

  /// What the cache takes of the disk for an embedding besides its numbers, about.
  private static final long BYTES_OF_A_KEY = 700;

  @Mixin private EngineOptions engine = new EngineOptions();
  @Mixin private Output output = new Output();
  @Mixin private CacheOption size = new CacheOption();
  @Mixin private CollectionOption parameter = new CollectionOption();

  record FillJson(long documents, long sentences, long found, long tooLong, String folder, long bytes) {}

  @Override
  public Integer call() throws IOException {
    Bounds.check("--cache-size", (int) (size.bytes() >> 20), 1, CacheOption.MAX_MEGABYTES);
    Interruption interruption = Interruption.watch();
    try (Doppel doppel = engine.open(size)) {
      DocumentCollection collection = doppel.collection(parameter.name());
      EmbeddingCache cache = doppel.cache();
      // A cache that cannot be used shows at its first use; otherwise it would after hours.
      var _ = collection.cachingEncoder().encode("one", Prompt.NONE);
      requireUsable(cache);
      CachingEncoder encoder = collection.cachingEncoder();
      ReadAhead.Found read = read(collection, encoder, cache, interruption);
      // Only then it has what it was given last.
      cache.close();
      requireUsable(cache);
      print(read, encoder, cache);
      return 0;
    } catch (CancellationException e) {
      output.err().println("doppel: stopped; what was embedded stays in the cache");
      return Interruption.EXIT_CODE;
    } finally {
      interruption.done();
    }
  }

  private static void requireUsable(EmbeddingCache cache) throws IOException {
    Optional<String> problem = cache.problem();
    if (problem.isPresent()) {
      throw new IOException(problem.get());
    }
  }

  /// Ends once the cache cannot be used any more, since the disk is full: the rest would be embedded for nothing.
  private static ReadAhead.Found read(
      DocumentCollection collection, CachingEncoder encoder, EmbeddingCache cache, Interruption interruption)
      throws IOException {
    try (IndexView view = collection.view();
        Bar bar = Bar.of(collection.name().value(), view.documents())) {
      return ReadAhead.of(
          view, encoder, bar::at, () -> interruption.requested() || cache.problem().isPresent());
    } catch (CancellationException e) {
      requireUsable(cache);
      throw e;
    }
  }

  private void print(ReadAhead.Found read, CachingEncoder encoder, EmbeddingCache cache) throws IOException {
    String folder = cache.folder().toString();
    if (output.json()) {
      output.out().println(Json.line(
          new FillJson(
              read.documents(), read.sentences(), encoder.found(), read.tooLong(), folder, cache.bytes())));
    } else {
      output.out().printf(
          "%s, %s, of which %,d were embedded before%n",
          Count.of(read.documents(), "document"), Count.of(read.sentences(), "sentence"), encoder.found());
      if (read.tooLong() > 0) {
        output.out().printf("%s too long for any check, and left out%n", Count.of(read.tooLong(), "document"));
      }
      output.out().printf(
          "%s: %s of at most %s%n",
          folder, CacheCommand.megabytes(cache.bytes()), CacheCommand.megabytes(size.bytes()));
    }
    long needed = read.sentences() * (Float.BYTES * (long) encoder.dimension() + BYTES_OF_A_KEY);
    // What was used last has at least half of it.
    if (needed > size.bytes() / 2) {
      output.err().printf(
          "doppel: warning: the sentences take about %s, and only half of the cache is sure to stay; all of them are"
              + " with --cache-size %d, here and where texts are checked%n",
          CacheCommand.megabytes(needed), Math.ceilDiv(2 * needed, 1 << 20));
    }
  }
}
