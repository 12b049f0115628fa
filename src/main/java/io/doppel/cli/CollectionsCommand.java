package io.doppel.cli;

import io.doppel.api.CollectionJson;
import io.doppel.api.Json;
import io.doppel.engine.CollectionName;
import io.doppel.engine.Doppel;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// The collections.
@Command(name = "collections", description = "Lists the collections, or deletes one.")
final class CollectionsCommand implements Callable<Integer> {

  @Mixin private EngineOptions engine = new EngineOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    List<CollectionJson> collections;
    try (Doppel doppel = engine.open()) {
      collections = CollectionJson.all(doppel);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (engine.json) {
      collections.forEach(collection -> out.println(Json.line(collection)));
    } else if (collections.isEmpty()) {
      out.println("There are no collections; make one with: doppel index -c NAME FILE…");
    } else {
      Table table = Table.of(spec, List.of("documents", "passages", "name"), 12, 12);
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
      @Parameters(paramLabel = "NAME", description = "The collection.") String name)
      throws IOException {
    try (Doppel doppel = options.open()) {
      doppel.delete(new CollectionName(name));
    }
    return 0;
  }
}
