package io.doppel.cli.option;

import io.doppel.engine.Doppel;
import io.doppel.engine.Home;
import io.doppel.models.Models;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of every command that needs the model: where things are.
public final class EngineOptions {

  @Option(names = "--models", paramLabel = "DIR", description = "The folder of the models. Default: models/ of Doppel.")
  private @Nullable Path models;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      completionCandidates = Completion.Models.class,
      defaultValue = "all-MiniLM-L6-v2",
      description = "The model. Default: ${DEFAULT-VALUE}.")
  private String model = "";

  @Option(
      names = "--index",
      paramLabel = "DIR",
      description = "The folder of the collections. Default: index/ of Doppel.")
  private @Nullable Path index;

  /// Loads the model.
  public Doppel open() throws IOException {
    return Doppel.open(home());
  }

  /// Loads the model, for a command that embeds documents.
  public Doppel open(CacheOption cache) throws IOException {
    return Doppel.open(home(), cache.bytes());
  }

  public Home home() {
    return new Home(
        models == null ? root().resolve("models") : models,
        model,
        index == null ? root().resolve("index") : index);
  }

  public Models models() {
    return new Models(home().models());
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
