package io.doppel.cli;

import io.doppel.cli.option.EngineOptions;
import io.doppel.engine.Doppel;
import io.doppel.mcp.Assistants;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// An assistant's way to the collections.
@Command(
    name = "mcp",
    description = {
      "Answers an assistant by the Model Context Protocol, on standard input and output, until the input ends.",
      "It can search, check for duplicates and plagiarism and read documents, and change nothing."
    })
final class McpCommand implements Callable<Integer> {

  @Mixin private EngineOptions engine = new EngineOptions();

  @Override
  public Integer call() throws IOException {
    PrintStream protocol = System.out;
    // A library that prints would be taken for a message.
    System.setOut(System.err);
    try (Doppel doppel = engine.open()) {
      new Assistants(doppel).speak(System.in, protocol);
    } finally {
      System.setOut(protocol);
    }
    return 0;
  }
}
