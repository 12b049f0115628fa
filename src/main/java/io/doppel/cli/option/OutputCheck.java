package io.doppel.cli.option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine;

/// Lets a command run when nothing that it writes lies over what it reads: whatever its options and parameters of the
/// type [OutputPath] name is held against those of the type [Path], and against the folders of collections and models.
public final class OutputCheck implements IExecutionStrategy {

  @Override
  public int execute(ParseResult parsed) {
    CommandLine last = parsed.asCommandLineList().getLast();
    if (!last.isUsageHelpRequested() && !last.isVersionHelpRequested()) {
      try {
        check(last.getCommandSpec());
      } catch (IOException | IllegalArgumentException e) {
        throw new ExecutionException(last, String.valueOf(e.getMessage()), e);
      }
    }
    return new RunLast().execute(parsed);
  }

  private static void check(CommandSpec command) throws IOException {
    List<OutputPath> outputs = values(command, OutputPath.class);
    if (outputs.isEmpty()) {
      return;
    }
    List<Path> inputs = new ArrayList<>(values(command, Path.class));
    for (CommandSpec mixin : command.mixins().values()) {
      if (mixin.userObject() instanceof EngineOptions engine) {
        inputs.add(engine.home().index());
        inputs.add(engine.home().models());
      }
    }
    for (int i = 0; i < outputs.size(); i++) {
      OutputPath output = outputs.get(i);
      output.check();
      for (Path input : inputs) {
        output.requireApartFrom(input);
      }
      for (OutputPath before : outputs.subList(0, i)) {
        output.requireApartFrom(before);
      }
    }
  }

  /// What options and parameters of a type hold, whether it was given or comes from the environment.
  private static <T> List<T> values(CommandSpec command, Class<T> type) {
    return command.args().stream()
        .<@Nullable Object>map(ArgSpec::getValue)
        .flatMap(value -> value instanceof Collection<?> many ? many.stream() : Stream.ofNullable(value))
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }
}
