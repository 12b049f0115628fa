package io.doppel.cli;

import io.doppel.cli.ConfigCommand.Holding;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Gives every option an environment variable, `--min-similarity` is `DOPPEL_MIN_SIMILARITY`, and a line of the
/// configuration file, which counts where there is no variable. Help and version have none: they stand instead of a
/// command, and `DOPPEL_VERSION` is a name that others use for what it says. A value is taken as it stands, and an
/// empty one is none.
final class Defaults implements IDefaultValueProvider {

  private final Environment environment;
  private final ConfigurationFile file;

  /// Where variables come from.
  @FunctionalInterface
  interface Environment {
    @Nullable String get(String variable);
  }

  Defaults(Environment environment, ConfigurationFile file) {
    this.environment = environment;
    this.file = file;
  }

  /// Those of a command line.
  static Defaults of(CommandLine line) {
    return (Defaults) line.getDefaultValueProvider();
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option) || !ConfigurationFile.isSettable(option)) {
      return null;
    }
    // What looks like a variable is none, as in arguments.
    return ofVariable(option).or(() -> ofFile(option)).map(value -> value.replace("${", "$${")).orElse(null);
  }

  /// What holds for an option, and where it comes from.
  Holding holding(OptionSpec option) {
    String name = ConfigurationFile.name(option);
    return ofVariable(option)
        .map(value -> new Holding(name, value, variable(option)))
        .or(() -> ofFile(option).map(value -> new Holding(name, value, String.valueOf(file.path()))))
        .orElseGet(() -> new Holding(name, option.defaultValue(), "default"));
  }

  private Optional<String> ofVariable(OptionSpec option) {
    return Optional.ofNullable(environment.get(variable(option))).filter(value -> !value.isEmpty());
  }

  private Optional<String> ofFile(OptionSpec option) {
    return file.value(option).filter(value -> !value.isEmpty());
  }

  static String variable(OptionSpec option) {
    return "DOPPEL_" + ConfigurationFile.name(option).replace('-', '_').toUpperCase(Locale.ROOT);
  }
}
