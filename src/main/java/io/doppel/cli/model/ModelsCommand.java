package io.doppel.cli.model;

import io.doppel.api.Json;
import io.doppel.cli.option.EngineOptions;
import io.doppel.cli.terminal.Table;
import io.doppel.encoder.Embedding;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.Fingerprint;
import io.doppel.encoder.Prompt;
import io.doppel.encoder.model.CrossEncoderFolder;
import io.doppel.encoder.model.ModelException;
import io.doppel.encoder.model.ModelFolder;
import io.doppel.encoder.onnx.EncoderSettings;
import io.doppel.encoder.onnx.OnnxEncoder;
import io.doppel.engine.CollectionFolders;
import io.doppel.models.ModelName;
import io.doppel.models.Models;
import io.doppel.models.Origin;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// The models.
@Command(
    name = "models",
    description = "Lists the models; shows, checks, fetches, adds or removes one.",
    subcommands = {ModelsPullCommand.class})
public final class ModelsCommand implements Callable<Integer> {

  private static final double MEGABYTE = 1 << 20;
  private static final int SAMPLES = 32;

  @Mixin private EngineOptions engine = new EngineOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  record ListedJson(
      String name, boolean crossEncoder, long bytes, @Nullable Integer maxTokens, List<String> languages, @Nullable String error) {}

  record ShownJson(
      String name,
      String folder,
      long bytes,
      String modelSha256,
      String tokenizerSha256,
      String pooling,
      int dimension,
      int maxTokens,
      String queryPrompt,
      String documentPrompt,
      List<String> languages,
      String licence,
      String source,
      String revision,
      long textsPerSecond,
      List<String> collections) {}

  @Override
  public Integer call() throws IOException {
    return list(engine);
  }

  @Command(name = "list", description = "Lists the models, as the command does without another word.")
  int list(@Mixin EngineOptions options) throws IOException {
    Models models = options.models();
    PrintWriter out = spec.commandLine().getOut();
    List<ListedJson> all = new ArrayList<>();
    for (ModelName name : models.names()) {
      all.add(listed(models, name));
    }
    if (options.json()) {
      all.forEach(model -> out.println(Json.line(model)));
    } else if (all.isEmpty()) {
      out.printf("There are no models in %s; fetch one with: doppel models pull%n", models.folder());
    } else {
      Table table = Table.of(spec, List.of("MB", "tokens", "languages", "name"), 8, 6, 12);
      for (ListedJson model : all) {
        table.add(
            "%,.0f".formatted(model.bytes() / MEGABYTE),
            Objects.toString(model.maxTokens(), "-"),
            languages(model.languages()),
            model.name() + (model.crossEncoder() ? " (cross-encoder)" : "") + (model.error() == null ? "" : ": " + model.error()));
      }
      table.print(out);
    }
    return 0;
  }

  private static ListedJson listed(Models models, ModelName name) throws IOException {
    Path folder = models.folder(name);
    List<String> languages = origin(folder).languages();
    boolean reranks = false;
    try {
      reranks = CrossEncoderFolder.isOne(folder);
      int maxTokens = reranks ? CrossEncoderFolder.read(folder).maxTokens() : ModelFolder.read(folder).maxTokens();
      return new ListedJson(name.value(), reranks, models.bytes(name), maxTokens, languages, null);
    } catch (ModelException e) {
      return new ListedJson(name.value(), reranks, models.bytes(name), null, languages, e.getMessage());
    }
  }

  @Command(name = "show", description = "Says what a model is, where it comes from and how fast it is here.")
  int show(
      @Mixin EngineOptions options,
      @Parameters(paramLabel = "NAME", arity = "0..1", description = "Default: the one in use.") @Nullable String name)
      throws IOException {
    ModelName model = new ModelName(name == null ? options.model() : name);
    ShownJson shown = shown(options, model);
    PrintWriter out = spec.commandLine().getOut();
    if (options.json()) {
      out.println(Json.line(shown));
      return 0;
    }
    print(out, "folder", "%s, %,.0f MB".formatted(shown.folder(), shown.bytes() / MEGABYTE));
    print(out, "source", (shown.source() + " " + shown.revision()).strip());
    print(out, "licence", shown.licence());
    print(out, "languages", languages(shown.languages()));
    print(out, "dimension", Integer.toString(shown.dimension()));
    print(out, "reads", "%,d tokens of a text".formatted(shown.maxTokens()));
    print(out, "pooling", shown.pooling());
    print(out, "query prompt", shown.queryPrompt());
    print(out, "document prompt", shown.documentPrompt());
    print(out, "model SHA-256", shown.modelSha256());
    print(out, "tokenizer SHA-256", shown.tokenizerSha256());
    print(out, "speed here", "%,d texts of some 25 tokens a second".formatted(shown.textsPerSecond()));
    print(out, "collections", String.join(", ", shown.collections()));
    return 0;
  }

  private static void print(PrintWriter out, String what, String value) {
    out.printf("%-18s %s%n", what, value.isEmpty() ? "-" : value);
  }

  private static ShownJson shown(EngineOptions options, ModelName name) throws IOException {
    Models models = options.models();
    Path path = models.folder(name);
    ModelFolder folder = ModelFolder.read(path);
    Origin origin = origin(path);
    try (Encoder encoder = OnnxEncoder.load(path, EncoderSettings.standard())) {
      Fingerprint fingerprint = encoder.fingerprint();
      return new ShownJson(
          name.value(),
          path.toString(),
          models.bytes(name),
          fingerprint.modelSha256(),
          fingerprint.tokenizerSha256(),
          fingerprint.pooling(),
          fingerprint.dimension(),
          fingerprint.maxTokens(),
          folder.prompt(Prompt.QUERY),
          folder.prompt(Prompt.DOCUMENT),
          origin.languages(),
          origin.licence(),
          origin.source(),
          origin.revision(),
          textsPerSecond(encoder),
          collections(options, name));
    }
  }

  private static long textsPerSecond(Encoder encoder) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < SAMPLES; i++) {
      texts.add(
          "A sentence of some twenty words shows how fast this model is with short texts on the machine at hand, number %d."
              .formatted(i));
    }
    encoder.encode(texts, Prompt.NONE); // warms up
    long start = System.nanoTime();
    List<Embedding> embeddings = encoder.encode(texts, Prompt.NONE);
    return Math.round(embeddings.size() / ((System.nanoTime() - start) / 1e9));
  }

  @Command(
      name = "verify",
      description = "Holds the files of a model, or of all, against the hashes they came with, and loads it. Exits with 1 if one is damaged.")
  int verify(
      @Mixin EngineOptions options,
      @Parameters(paramLabel = "NAME", arity = "0..1", description = "Default: all models.") @Nullable String name)
      throws IOException {
    Models models = options.models();
    PrintWriter out = spec.commandLine().getOut();
    int exit = 0;
    for (ModelName model : name == null ? models.names() : List.of(new ModelName(name))) {
      List<String> problems = models.problems(model);
      if (options.json()) {
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
      description = "Copies a model that sentence-transformers saved, if it works here; only the files that are read.")
  int add(
      @Mixin EngineOptions options,
      @Option(names = "--name", paramLabel = "NAME", description = "What to call it. Default: the folder's name.") @Nullable String name,
      @Option(names = "--graph", paramLabel = "PATH", defaultValue = "", description = "The ONNX file in the folder. Default: model.onnx or onnx/model.onnx.") String graph,
      @Parameters(paramLabel = "FOLDER", description = "The model's folder.") Path folder)
      throws IOException {
    Path last = folder.toAbsolutePath().normalize().getFileName();
    ModelName added = new ModelName(name != null ? name : String.valueOf(last));
    options.models().add(folder, added, graph);
    spec.commandLine().getOut().println(use(options.models(), added));
    return 0;
  }

  @Command(name = "remove", description = "Deletes a model; collections made with it cannot be used without it.")
  int remove(
      @Mixin EngineOptions options,
      @Option(names = "--yes", description = "Do not ask.") boolean yes,
      @Parameters(paramLabel = "NAME", description = "The model.") String name)
      throws IOException {
    ModelName model = new ModelName(name);
    options.models().folder(model);
    List<String> collections = collections(options, model);
    if (!collections.isEmpty()) {
      spec.commandLine().getErr().printf("doppel: made with it, and of no use without it: %s%n", String.join(", ", collections));
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
      throw new ParameterException(spec.commandLine(), "Say --yes to remove %s without being asked".formatted(model));
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
    return new CollectionFolders(options.home().index()).madeWith(model.value()).stream().map(Object::toString).toList();
  }

  private static Origin origin(Path folder) throws IOException {
    return Origin.of(folder).orElse(new Origin("", "", "", List.of()));
  }

  private static String languages(List<String> languages) {
    int shown = 6;
    return languages.size() <= shown
        ? String.join(" ", languages)
        : "%s and %d more".formatted(String.join(" ", languages.subList(0, shown)), languages.size() - shown);
  }
}
