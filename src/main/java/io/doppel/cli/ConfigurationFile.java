package io.doppel.cli;

import io.doppel.text.Bounds;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Values of options in a file of properties, by their names: `port = 8080`.
///
/// @param path of the file; null where there is none
/// @param values by the names of options without dashes in front
record ConfigurationFile(@Nullable Path path, Map<String, String> values) {

  /// Its name, in the folder of the program, unless the variable `DOPPEL_CONFIG` names another file.
  static final String NAME = "doppel.properties";

  static final String VARIABLE = "DOPPEL_CONFIG";

  static final ConfigurationFile NONE = new ConfigurationFile(null, Map.of());

  ConfigurationFile {
    values = Map.copyOf(values);
  }

  /// The file that holds for this process.
  ///
  /// @param named by the variable, null or empty where nobody names one
  /// @param folder of the program
  /// @throws IOException if a file that was named is not there, or cannot be read
  static ConfigurationFile find(@Nullable String named, Path folder) throws IOException {
    if (named != null && !named.isEmpty()) {
      return read(Path.of(named));
    }
    Path standard = folder.resolve(NAME);
    return Files.isRegularFile(standard) ? read(standard) : NONE;
  }

  private static ConfigurationFile read(Path path) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IllegalArgumentException e) {
      throw new IOException("%s cannot be read: %s".formatted(path, e.getMessage()), e);
    }
    Map<String, String> values = new TreeMap<>();
    properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name).strip()));
    return new ConfigurationFile(path, values);
  }

  /// Refuses names that no option of any command has: a misspelt one would be passed over.
  void check(CommandLine root) {
    String unknown = String.join(", ", unknownTo(root));
    if (!unknown.isEmpty()) {
      throw new Bounds.Violation(
          "config",
          "%s sets what no command has: %s; names are those of options, such as port".formatted(path, unknown));
    }
  }

  /// Names that no option of these commands has, in order.
  Set<String> unknownTo(CommandLine root) {
    Set<String> known = new TreeSet<>();
    gather(root, known);
    Set<String> unknown = new TreeSet<>(values.keySet());
    unknown.removeAll(known);
    return unknown;
  }

  private static void gather(CommandLine line, Set<String> names) {
    names.addAll(options(line.getCommandSpec()).keySet());
    line.getSubcommands().values().forEach(sub -> gather(sub, names));
  }

  /// Whether an option may be set for good. Help and version stand instead of a command.
  static boolean isSettable(OptionSpec option) {
    return !option.usageHelp() && !option.versionHelp();
  }

  static String name(OptionSpec option) {
    return option.longestName().replaceFirst("^-+", "");
  }

  Optional<String> value(OptionSpec option) {
    return Optional.ofNullable(values.get(name(option)));
  }

  /// The options of a command, by name.
  static Map<String, OptionSpec> options(CommandSpec command) {
    Map<String, OptionSpec> options = new TreeMap<>();
    command.options().stream()
        .filter(ConfigurationFile::isSettable)
        .forEach(option -> options.put(name(option), option));
    return options;
  }
}
