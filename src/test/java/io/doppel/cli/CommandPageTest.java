package io.doppel.cli;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `docs/cli.md` shows the help of every command as it is printed. After a change of the commands, this writes it anew:
///
/// ```
/// ./mvnw test -Dtest=CommandPageTest -Dupdate.docs=true
/// ```
///
/// A command that the page does not have yet gets a section at its end; move it to where it belongs, and add an
/// example.
class CommandPageTest {

  private static final Path PAGE = Path.of("docs/cli.md");
  private static final int WIDTH = 80;

  /// A block that begins with the command that prints it.
  private static final Pattern HELP =
      Pattern.compile("(?m)^```console\n\\$ doppel (help|help [a-z-]+|[a-z -]+ --help)\n((?:(?!```).*\n)*)```$");

  private static final Pattern VARIABLES = Pattern.compile("(?s)(<!-- variables -->\n).*?(<!-- end of variables -->)");

  /// They do without an option's line, as every command has them.
  private static final Set<String> EVERYWHERE = Set.of("DOPPEL_HELP", "DOPPEL_VERSION");

  @BeforeAll
  static void update() throws IOException {
    if (Boolean.getBoolean("update.docs")) {
      Files.writeString(PAGE, updated(Files.readString(PAGE)));
    }
  }

  @Test
  void the_page_shows_the_help_of_every_command_as_it_is_printed() throws IOException {
    String page = Files.readString(PAGE);
    Map<String, String> shown = new TreeMap<>();
    HELP.matcher(page).results().forEach(match -> shown.put(match.group(1), match.group(2)));
    assertThat(shown)
        .as("docs/cli.md is not up to date; write it anew with -Dupdate.docs=true")
        .isEqualTo(new TreeMap<>(helps()));
  }

  @Test
  void a_command_that_is_read_alone_helps_as_it_does_among_the_others() {
    Main.commandLine().getSubcommands().forEach((name, among) -> {
      Map<String, CommandLine> alone = Main.commandLine(Main.commandsFor(name, "--help")).getSubcommands();
      assertThat(alone).containsKey(name);
      assertThat(Objects.requireNonNull(alone.get(name)).getUsageMessage(Ansi.OFF))
          .isEqualTo(among.getUsageMessage(Ansi.OFF));
    });
    assertThat(Main.commandsFor("search", "x")).hasSize(1);
    assertThat(Main.commandsFor("help", "search")).hasSizeGreaterThan(20);
  }

  @Test
  void the_page_names_the_environment_variable_of_every_option() throws IOException {
    Matcher variables = VARIABLES.matcher(Files.readString(PAGE));
    assertThat(variables.find()).isTrue();
    assertThat(variables.group())
        .as("docs/cli.md is not up to date; write it anew with -Dupdate.docs=true")
        .isEqualTo(variables.group(1) + variableTable() + variables.group(2));
  }

  @Test
  void every_command_every_option_and_every_parameter_says_what_it_does() {
    List<String> silent = new ArrayList<>();
    commands().forEach((name, command) -> {
      if (command.getCommandSpec().usageMessage().description().length == 0) {
        silent.add("doppel " + name);
      }
      arguments(command)
          .filter(argument -> argument.hidden() || String.join("", argument.description()).isBlank())
          .forEach(argument -> silent.add("doppel " + name + ": " + named(argument)));
    });
    assertThat(silent).isEmpty();
  }

  @Test
  void every_command_has_a_section_of_its_own() throws IOException {
    String page = Files.readString(PAGE);
    Set<String> missing = new TreeSet<>();
    commands().keySet().stream()
        .filter(name ->
            !name.isEmpty()
                && !page.contains("\n## doppel " + name + "\n")
                && !page.contains("\n### doppel " + name + "\n"))
        .forEach(missing::add);
    assertThat(missing).isEmpty();
  }

  @Test
  void the_first_table_lists_every_command() throws IOException {
    String page = Files.readString(PAGE);
    String table = page.substring(0, page.indexOf("```console"));
    assertThat(Main.commandLine().getSubcommands().keySet())
        .allSatisfy(name -> assertThat(table).contains("[`%s`](#doppel-%s)".formatted(name, name)));
  }

  private static String updated(String page) {
    Map<String, String> helps = helps();
    Set<String> seen = new TreeSet<>();
    String updated =
        HELP.matcher(page)
            .replaceAll(
                match -> {
                  String call = match.group(1);
                  seen.add(call);
                  String help = helps.get(call);
                  return help == null ? "" : Matcher.quoteReplacement(block(call, help));
                });
    StringBuilder added = new StringBuilder(updated.stripTrailing()).append('\n');
    commands().forEach((name, command) -> {
      String call = call(name);
      if (!seen.contains(call)) {
        added.append("\n## doppel ").append(name).append("\n\n").append(block(call, help(command))).append('\n');
      }
    });
    return VARIABLES.matcher(added)
        .replaceFirst(match -> Matcher.quoteReplacement(match.group(1) + variableTable() + match.group(2)));
  }

  private static String block(String call, String help) {
    return "```console\n$ doppel %s\n%s```".formatted(call, help);
  }

  /// What each call for help prints.
  private static Map<String, String> helps() {
    Map<String, String> helps = new LinkedHashMap<>();
    commands().forEach((name, command) -> helps.put(call(name), help(command)));
    return helps;
  }

  private static String help(CommandLine command) {
    String help = command.setUsageHelpAutoWidth(false).setUsageHelpWidth(WIDTH).getUsageMessage(Ansi.OFF);
    return help.lines().map(line -> line.stripTrailing() + "\n").collect(joining());
  }

  private static String call(String name) {
    return name.isEmpty() ? "help" : name.contains(" ") ? name + " --help" : "help " + name;
  }

  /// Every command by its name, `collections delete` for one in another, the program itself by none.
  private static Map<String, CommandLine> commands() {
    Map<String, CommandLine> commands = new LinkedHashMap<>();
    add("", Main.commandLine(), commands);
    return commands;
  }

  private static void add(String name, CommandLine command, Map<String, CommandLine> into) {
    into.put(name, command);
    command.getSubcommands().forEach((sub, line) -> {
      if (line.getCommandSpec().name().equals(sub)) {
        add((name + " " + sub).strip(), line, into);
      }
    });
  }

  private static Stream<ArgSpec> arguments(CommandLine command) {
    return Stream.concat(
        command.getCommandSpec().options().stream(), command.getCommandSpec().positionalParameters().stream());
  }

  private static String named(ArgSpec argument) {
    return switch (argument) {
      case OptionSpec option -> option.longestName();
      case PositionalParamSpec parameter -> parameter.paramLabel();
      default -> argument.toString();
    };
  }

  private static String variableTable() {
    Map<String, Set<String>> options = new TreeMap<>();
    Map<String, Set<String>> users = new TreeMap<>();
    commands().forEach((name, command) ->
        command.getCommandSpec().options().forEach(option -> {
          String variable = Defaults.variable(option);
          options.computeIfAbsent(variable, _ -> new TreeSet<>()).add(String.join(", ", option.names()));
          users.computeIfAbsent(variable, _ -> new TreeSet<>()).add(name);
        }));
    StringBuilder table = new StringBuilder("| variable | option | commands |\n| --- | --- | --- |\n");
    options.forEach((variable, names) -> {
      if (!EVERYWHERE.contains(variable)) {
        String of =
            users.getOrDefault(variable, Set.of()).stream()
                .map(name -> "`" + name + "`")
                .collect(joining(", "));
        String shown = names.stream().map(name -> "`" + name + "`").collect(joining(", "));
        table.append("| `%s` | %s | %s |\n".formatted(variable, shown, of));
      }
    });
    return table.toString();
  }
}
