package io.doppel.cli.measure;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Measurements of speed.
@Command(
    name = "bench",
    description = {
      "Measures how fast this machine is.",
      "",
      "What was measured last is kept beside the model, and the server tells it."
    },
    subcommands = {
      BenchEncodeCommand.class,
      BenchIndexCommand.class,
      BenchPlagiarismCommand.class,
      BenchSearchCommand.class,
      BenchDuplicatesCommand.class,
      BenchGrowthCommand.class,
      BenchTrainingCommand.class
    },
    synopsisSubcommandLabel = "COMMAND")
public final class BenchCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Say what to measure: encode, index, plagiarism, search, duplicates, growth or training");
  }
}
