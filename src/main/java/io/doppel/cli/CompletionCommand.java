package io.doppel.cli;

import io.doppel.cli.option.Completion;
import io.doppel.cli.option.EngineOptions;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Completion in shells.
@Command(
    name = "generate-completion",
    description = {
      "Prints a script that lets bash and zsh complete commands, options and their values.",
      "",
      "Run it in the shell: source <(doppel generate-completion). Names of collections and models are looked "
          + "up when you ask for them."
    })
final class CompletionCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public Integer call() {
    String script = AutoComplete.bash(spec.root().name(), spec.root().commandLine());
    String index = EngineOptions.root().resolve("index").toAbsolutePath().toString();
    String models = EngineOptions.root().resolve("models").toAbsolutePath().toString();
    spec.commandLine().getOut().print(Completion.filled(script, index, models) + "\n");
    spec.commandLine().getOut().flush();
    return 0;
  }
}
