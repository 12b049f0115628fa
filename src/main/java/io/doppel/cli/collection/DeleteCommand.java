package io.doppel.cli.collection;

import io.doppel.api.Json;
import io.doppel.cli.option.CollectionOption;
import io.doppel.cli.option.EngineOptions;
import io.doppel.cli.option.FilterOption;
import io.doppel.cli.terminal.Output;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.index.query.Filter;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Deletion of documents.
@Command(name = "delete", description = "Deletes documents: those with these ids, or all that pass a filter.")
public final class DeleteCommand implements Callable<Integer> {

  @Mixin private EngineOptions engine = new EngineOptions();
  @Mixin private Output output = new Output();
  @Mixin private CollectionOption collection = new CollectionOption();
  @Mixin private FilterOption filter = new FilterOption();

  @Parameters(paramLabel = "ID", arity = "0..*", description = "The documents.")
  private List<String> ids = List.of();

  record Summary(long deleted) {}

  @Override
  public Integer call() throws IOException {
    Filter passing = filter.filter();
    if (ids.isEmpty() == passing.equals(Filter.EVERYTHING)) {
      throw output.wrongUsage("Give either ids or --filter");
    }
    long deleted;
    try (Doppel doppel = engine.open()) {
      DocumentCollection from = doppel.collection(collection.name());
      deleted = ids.isEmpty() ? from.delete(passing) : from.delete(ids);
    }
    PrintWriter out = output.out();
    if (output.json()) {
      out.println(Json.line(new Summary(deleted)));
    } else {
      out.printf("%,d deleted%n", deleted);
    }
    return 0;
  }
}
