package io.doppel.cli.option;

import io.doppel.engine.Doppel;
import io.doppel.engine.Home;
import io.doppel.models.Models;
import io.doppel.text.Bounds;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The options of every command that needs the model: where things are.
public final class EngineOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(names = "--models", paramLabel = "DIR", description = "The folder of the models. Default: models/ of Doppel.")
  private @Nullable Path models;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      completionCandidates = Completion.Models.class,
      defaultValue = Models.DEFAULT,
      description = "The model. Default: ${DEFAULT-VALUE}.")
  private String model = "";

  @Option(
      names = "--index",
      paramLabel = "ADDRESS",
      description =
          "The folder of the collections, or a cluster: https://host:9200/prefix. Default: index/ of Doppel.")
  private @Nullable String index;

  /// Loads the model.
  public Doppel open() throws IOException {
    return Doppel.open(home());
  }

  /// Loads the model, for a command that embeds documents.
  public Doppel open(CacheOption cache) throws IOException {
    return Doppel.open(home(), cache.bytes());
  }

  public Home home() {
    Path folders = models == null ? root().resolve("models") : models;
    Path standard = Path.of(System.getProperty("doppel.index", root().resolve("index").toString()));
    if (index == null) {
      return new Home(folders, model, standard);
    }
    return isCluster(index)
        ? new Home(folders, model, standard, address(index))
        : new Home(folders, model, Path.of(index));
  }

  private static boolean isCluster(String index) {
    return index.startsWith("https://") || index.startsWith("http://");
  }

  /// Where collections are: the address of a folder or a cluster, however it was written.
  public static URI place(String index) {
    return isCluster(index) ? address(index) : Path.of(index).toAbsolutePath().normalize().toUri();
  }

  private static URI address(String index) {
    try {
      return new URI(index);
    } catch (URISyntaxException e) {
      throw new Bounds.Violation("index", "--index is no address: " + e.getReason());
    }
  }

  public Models models() {
    return new Models(home().models());
  }

  /// The name that was given with the command itself, and not by the environment.
  public Optional<String> namedModel() {
    return spec.commandLine().getParseResult().hasMatchedOption("--model") ? Optional.of(model) : Optional.empty();
  }

  /// The name of the model in use.
  public String model() {
    return model;
  }

  /// The folder of the program, as the launcher tells it.
  public static Path root() {
    return Path.of(System.getProperty("doppel.home", "."));
  }
}
