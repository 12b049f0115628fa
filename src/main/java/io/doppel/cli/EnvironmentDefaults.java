package io.doppel.cli;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Gives every option an environment variable: `--min-similarity` is `DOPPEL_MIN_SIMILARITY`. Help and version have
/// none: they stand instead of a command, and `DOPPEL_VERSION` is a name that others use for what it says. A value is
/// taken as it stands, and an empty one is none.
final class EnvironmentDefaults implements IDefaultValueProvider {

  private final Environment environment;

  /// Where variables come from.
  @FunctionalInterface
  interface Environment {
    @Nullable String get(String variable);
  }

  EnvironmentDefaults(Environment environment) {
    this.environment = environment;
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option) || option.usageHelp() || option.versionHelp()) {
      return null;
    }
    String value = environment.get(variable(option));
    // What looks like a variable is none, as in arguments.
    return value == null || value.isEmpty() ? null : value.replace("${", "$${");
  }

  static String variable(OptionSpec option) {
    return "DOPPEL_" + option.longestName().replaceFirst("^-+", "").replace('-', '_').toUpperCase(Locale.ROOT);
  }
}
