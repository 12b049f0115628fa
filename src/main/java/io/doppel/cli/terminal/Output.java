package io.doppel.cli.terminal;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Where a command prints, and how: a part of every command.
public final class Output {

  /// What to say where results are lost.
  public static final String UNWRITTEN = "standard output could not be written; some results are missing there";

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec command;

  @Option(names = "--json", description = "Print JSON, one object a line.")
  private boolean json;

  /// Whether to print JSON.
  public boolean json() {
    return json;
  }

  /// For results. No letter of what is printed is an order to a terminal.
  public PrintWriter out() {
    return TerminalWriter.over(command.commandLine().getOut());
  }

  /// To be asked by whoever goes on computing while it prints.
  ///
  /// @throws IOException if results could not be written: the disk is full, or nobody reads them any more
  public void requireWritten() throws IOException {
    if (command.commandLine().getOut().checkError()) {
      throw new IOException(UNWRITTEN);
    }
  }

  /// For all that is no result.
  public PrintWriter err() {
    return TerminalWriter.over(command.commandLine().getErr());
  }

  /// A table as wide as the terminal.
  ///
  /// @param header the columns' names
  /// @param least columns that each but the last takes at least
  public Table table(List<String> header, int... least) {
    return Table.of(Terminal.columns(), header, least);
  }

  /// What is wrong with the options that were given, to be thrown; the command's usage is shown below it.
  public ParameterException wrongUsage(String sentence) {
    return new ParameterException(command.commandLine(), sentence);
  }

  /// The words that the program was started with.
  public List<String> arguments() {
    return command.root().commandLine().getParseResult().originalArgs();
  }
}
