package io.doppel.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.doppel.api.Json;
import io.doppel.cli.terminal.Output;
import io.doppel.cli.terminal.Table;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// What holds here, and where it comes from.
@Command(
    name = "config",
    description = {
      "Prints what holds for the options of a command where the command line does not say it, and where that comes "
          + "from.",
      "",
      "An option is looked for on the command line, in an environment variable (--index: DOPPEL_INDEX) and in the file "
          + "doppel.properties in the folder of the program, or the one that DOPPEL_CONFIG names (index = ...)."
    })
final class ConfigCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Mixin private Output output = new Output();

  @Parameters(
      paramLabel = "COMMAND",
      arity = "0..*",
      defaultValue = "serve",
      description = "The command, such as serve or keys create. Default: ${DEFAULT-VALUE}.")
  private List<String> command = List.of();

  /// An option. `from` is `default`, or the variable or file that says it.
  record Holding(String option, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String value, String from) {}

  @Override
  public Integer call() {
    Map<String, Holding> all = new TreeMap<>();
    Defaults defaults = Defaults.of(spec.root().commandLine());
    for (OptionSpec option : ConfigurationFile.options(asked().getCommandSpec()).values()) {
      Holding holding = defaults.holding(option);
      all.put(holding.option(), holding);
    }
    if (output.json()) {
      all.values().forEach(each -> output.out().println(Json.line(each)));
      return 0;
    }
    Table table = output.table(List.of("option", "value", "from"), 16, 12);
    all.values().forEach(each -> table.add(each.option(), each.value() == null ? "" : each.value(), each.from()));
    table.print(output.out());
    return 0;
  }

  private CommandLine asked() {
    CommandLine found = spec.root().commandLine();
    for (String name : command) {
      CommandLine next = found.getSubcommands().get(name);
      if (next == null) {
        throw output.wrongUsage("there is no command " + String.join(" ", command));
      }
      found = next;
    }
    return found;
  }
}
