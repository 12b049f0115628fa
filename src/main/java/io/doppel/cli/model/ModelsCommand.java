package io.doppel.cli.model;

import io.doppel.api.Json;
import io.doppel.cli.option.Completion;
import io.doppel.cli.option.EngineOptions;
import io.doppel.cli.terminal.Output;
import io.doppel.cli.terminal.Table;
import io.doppel.encoder.model.CrossEncoderFolder;
import io.doppel.engine.Catalogs;
import io.doppel.engine.CollectionNames;
import io.doppel.index.Catalog;
import io.doppel.models.ModelName;
import io.doppel.models.Models;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The models.
@Command(
    name = "models",
    description = "Lists the models; shows, checks, fetches, adds or removes one.",
    subcommands = {ModelsPullCommand.class, ModelsGraftCommand.class})
public final class ModelsCommand implements Callable<Integer> {

  @Mixin private EngineOptions engine = new EngineOptions();
  @Mixin private Output output = new Output();

  @Override
  public Integer call() throws IOException {
    return list(engine, output);
  }

  @Command(name = "list", description = "Lists the models, as the command does without another word.")
  int list(@Mixin EngineOptions options, @Mixin Output output) throws IOException {
    Models models = options.models();
    PrintWriter out = output.out();
    List<ListedModel> all = new ArrayList<>();
    for (ModelName name : models.names()) {
      all.add(ListedModel.of(models, name));
    }
    if (output.json()) {
      all.forEach(model -> out.println(Json.line(model)));
    } else if (all.isEmpty()) {
      out.printf("There are no models in %s; fetch one with: doppel models pull%n", models.folder());
    } else {
      Table table = output.table(List.of("MB", "tokens", "languages", "name"), 8, 6, 12);
      for (ListedModel model : all) {
        model.addTo(table);
      }
      table.print(out);
    }
    return 0;
  }

  @Command(
      name = "show",
      description = "Says what a model is, where it comes from and how fast it is here.")
  int show(
      @Mixin EngineOptions options,
      @Mixin Output output,
      @Parameters(
              paramLabel = "NAME",
              arity = "0..1",
              completionCandidates = Completion.Models.class,
              description = "Default: the one in use.")
          @Nullable String name)
      throws IOException {
    ModelName model = new ModelName(name == null ? options.model() : name);
    ShownModel shown = ShownModel.of(options.models(), model, collections(options, model));
    PrintWriter out = output.out();
    if (output.json()) {
      out.println(Json.line(shown));
    } else {
      shown.print(out);
    }
    return 0;
  }

  @Command(
      name = "verify",
      description =
          "Holds the files of a model, or of all, against the hashes they came with, and loads it. Exits "
              + "with 1 if one is damaged.")
  int verify(
      @Mixin EngineOptions options,
      @Mixin Output output,
      @Parameters(
              paramLabel = "NAME",
              arity = "0..1",
              completionCandidates = Completion.Models.class,
              description = "Default: all models.")
          @Nullable String name)
      throws IOException {
    Models models = options.models();
    PrintWriter out = output.out();
    int exit = 0;
    for (ModelName model : name == null ? models.names() : List.of(new ModelName(name))) {
      List<String> problems = models.problems(model);
      if (output.json()) {
        out.println(Json.line(new VerifiedJson(model.value(), problems.isEmpty(), problems)));
      } else {
        out.println(model + (problems.isEmpty() ? ": good" : ": " + String.join("; ", problems)));
      }
      exit = problems.isEmpty() ? exit : 1;
    }
    return exit;
  }

  record VerifiedJson(String name, boolean ok, List<String> problems) {}

  @Command(
      name = "add",
      description =
          "Copies a model that sentence-transformers saved, if it works here; only the files that are read.")
  int add(
      @Mixin EngineOptions options,
      @Mixin Output output,
      @Option(
              names = "--name",
              paramLabel = "NAME",
              description = "What to call it. Default: the folder's name.")
          @Nullable String name,
      @Option(
              names = "--graph",
              paramLabel = "PATH",
              defaultValue = "",
              description = "The ONNX file in the folder. Default: model.onnx or onnx/model.onnx.")
          String graph,
      @Parameters(paramLabel = "FOLDER", description = "The model's folder.") Path folder)
      throws IOException {
    Path last = folder.toAbsolutePath().normalize().getFileName();
    ModelName added = new ModelName(name != null ? name : String.valueOf(last));
    options.models().add(folder, added, graph);
    output.out().println(use(options.models(), added));
    return 0;
  }

  @Command(
      name = "quantize",
      description = {
        "Makes a faster model of another, whose products are of integers of eight bits.",
        "",
        "A text's embedding is the same bit for bit alone and among others, on every processor; to that of the "
            + "first model it has a cosine of about 0.998. It is another model, so what was indexed with the first "
            + "must be indexed anew (doppel reindex). Measure what it brings here with: doppel tune"
      })
  int quantize(
      @Mixin EngineOptions options,
      @Mixin Output output,
      @Option(names = "--name", paramLabel = "NEW", description = "What to call it. Default: NAME-q.")
          @Nullable String name,
      @Parameters(
              paramLabel = "NAME",
              arity = "0..1",
              completionCandidates = Completion.Models.class,
              description = "The model to make it of. Default: the one in use.")
          @Nullable String from)
      throws IOException {
    ModelName model = new ModelName(from == null ? options.model() : from);
    ModelName made = new ModelName(name == null ? model + "-q" : name);
    options.models().quantize(model, made);
    output.out().println(use(options.models(), made));
    return 0;
  }

  @Command(
      name = "remove",
      description = "Deletes a model; collections made with it cannot be used without it.")
  int remove(
      @Mixin EngineOptions options,
      @Mixin Output output,
      @Option(names = "--yes", description = "Do not ask.") boolean yes,
      @Parameters(
              paramLabel = "NAME",
              completionCandidates = Completion.Models.class,
              description = "The model.")
          String name)
      throws IOException {
    ModelName model = new ModelName(name);
    options.models().folder(model);
    List<String> collections = collections(options, model);
    if (!collections.isEmpty()) {
      output.err().printf("doppel: made with it, and of no use without it: %s%n", String.join(", ", collections));
    }
    if (!yes && !confirmed(model)) {
      return 1;
    }
    options.models().remove(model);
    return 0;
  }

  @SuppressWarnings("SystemConsoleNull") // the type says that it may be
  private boolean confirmed(ModelName model) {
    Console console = System.console();
    if (console == null || !console.isTerminal()) {
      throw output.wrongUsage("Say --yes to remove %s without being asked".formatted(model));
    }
    String answer = console.readLine("Remove %s? [y/N] ", model);
    return answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
  }

  /// How to go on with a model that is there now.
  static String use(Models models, ModelName name) throws IOException {
    return CrossEncoderFolder.isOne(models.folder(name))
        ? "%s is there; put search results into its order with --rerank %s".formatted(name, name)
        : "%s is there; use it with --model %s, in collections of its own".formatted(name, name);
  }

  private static List<String> collections(EngineOptions options, ModelName model) throws IOException {
    try (Catalog catalog = Catalogs.at(options.home().collections())) {
      return new CollectionNames(catalog).madeWith(model.value()).stream().map(Object::toString).toList();
    }
  }
}
