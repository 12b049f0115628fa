package io.doppel.cli.collection;

import io.doppel.api.CollectionJson;
import io.doppel.api.Json;
import io.doppel.api.UpkeepJson;
import io.doppel.cli.option.Completion;
import io.doppel.cli.option.EngineOptions;
import io.doppel.cli.terminal.Output;
import io.doppel.cli.terminal.Table;
import io.doppel.engine.CollectionName;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.index.upkeep.IndexSettings;
import io.doppel.index.upkeep.VectorStorage;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The collections.
@Command(name = "collections", description = "Lists the collections, deletes one, or changes how one is kept.")
public final class CollectionsCommand implements Callable<Integer> {

  @Mixin private EngineOptions engine = new EngineOptions();
  @Mixin private Output output = new Output();

  /// What a shell offers.
  private static final class Storages implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(VectorStorage.values()).map(VectorStorage::toString).iterator();
    }
  }

  @Override
  public Integer call() throws IOException {
    List<CollectionJson> collections;
    try (Doppel doppel = engine.open()) {
      collections = CollectionJson.all(doppel);
    }
    PrintWriter out = output.out();
    if (output.json()) {
      collections.forEach(collection -> out.println(Json.line(collection)));
    } else if (collections.isEmpty()) {
      out.println("There are no collections; make one with: doppel index -c NAME FILE…");
    } else {
      Table table = output.table(List.of("documents", "passages", "name"), 12, 12);
      for (CollectionJson one : collections) {
        String error = one.error() == null ? "" : ": " + one.error();
        table.add("%,d".formatted(one.documents()), "%,d".formatted(one.passages()), one.name() + error);
      }
      table.print(out);
    }
    return 0;
  }

  @Command(name = "delete", description = "Deletes a collection with all its documents.")
  int delete(
      @Mixin EngineOptions options,
      @Mixin Output output,
      @Parameters(
              paramLabel = "NAME",
              completionCandidates = Completion.Collections.class,
              description = "The collection.")
          String name)
      throws IOException {
    try (Doppel doppel = options.open()) {
      doppel.delete(new CollectionName(name));
    }
    return 0;
  }

  @Command(
      name = "set",
      description = {
        "Changes how a collection stores and searches its vectors, and prints how it does.",
        "",
        "A search width holds at once. A storage holds for what is written from then on; doppel compact "
            + "writes all of it."
      })
  int set(
      @Mixin EngineOptions options,
      @Mixin Output output,
      @Option(
              names = "--storage",
              paramLabel = "STORAGE",
              completionCandidates = Storages.class,
              description =
                  "How vectors lie where the graph is walked: float32, int8, int4 or bit1.")
          @Nullable String storage,
      @Option(
              names = "--search-width",
              paramLabel = "N",
              description =
                  "How many candidates a search keeps while it walks: more find more and take longer. At first 128.")
          @Nullable Integer searchWidth,
      @Parameters(
              paramLabel = "NAME",
              completionCandidates = Completion.Collections.class,
              description = "The collection.")
          String name)
      throws IOException {
    try (Doppel doppel = options.open()) {
      DocumentCollection collection = doppel.collection(new CollectionName(name));
      IndexSettings present = collection.index().settings();
      IndexSettings wanted =
          present
              .withStorage(storage == null ? present.storage() : VectorStorage.of(storage))
              .withSearchWidth(searchWidth == null ? present.searchWidth() : searchWidth);
      if (!wanted.equals(present)) {
        collection.configure(wanted);
      }
      PrintWriter out = output.out();
      if (output.json()) {
        out.println(Json.line(UpkeepJson.of(collection)));
      } else {
        out.printf("vectors stored as %s, search width %d%n", wanted.storage(), wanted.searchWidth());
      }
    }
    return 0;
  }
}
