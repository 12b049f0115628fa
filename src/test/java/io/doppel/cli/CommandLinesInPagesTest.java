package io.doppel.cli;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine;

/// Every command line that a page shows is one that the program understands: the commands and the options are there.
class CommandLinesInPagesTest {

  private static final Pattern FENCED = Pattern.compile("(?ms)^ *```.*?^ *```$");
  private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
  private static final Pattern CONTINUED = Pattern.compile("\\\\\n\\s*");
  private static final Pattern ASSIGNMENT = Pattern.compile("[A-Z_]+=.*");
  private static final Set<String> LAUNCHER_VARIABLES = Set.of("DOPPEL_HOME", "DOPPEL_JAVA_OPTS", "DOPPEL_JDK_FOLDERS");
  private static final Pattern CALL = Pattern.compile("(\\./)?doppel( .*)?");

  @Test
  void every_command_line_of_every_page_is_understood() throws IOException {
    List<String> faults = new ArrayList<>();
    int seen = 0;
    for (Path page : pages()) {
      String text = Files.readString(page);
      for (String line : blocks(text)) {
        for (List<String> call : calls(line)) {
          seen++;
          fault(call, false).ifPresent(fault -> faults.add(page + ": " + line + ": " + fault));
        }
      }
      for (String code : spans(text)) {
        // In a sentence a command may stand without what it needs.
        for (List<String> call : calls(code)) {
          seen++;
          fault(call, true).ifPresent(fault -> faults.add(page + ": " + code + ": " + fault));
        }
      }
    }
    assertThat(faults).isEmpty();
    assertThat(seen).isGreaterThan(20);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          doppel search -c pets a cat                  | true
          ./doppel search -c pets -k 3 "a cat"         | true
          DOPPEL_INDEX=/data doppel collections        | true
          DOPPEL_COLLECTION=pets doppel search a cat   | true
          DOPPEL_COLECTION=pets doppel collections     | false
          cat a.jsonl ! doppel index -c pets - > /dev/null | true
          doppel serch -c pets a cat                   | false
          doppel search -c pets --kk 3 a cat           | false
          doppel search a cat                          | false
          cat a ! doppel index --colection pets -      | false
          """)
  void what_is_wrong_in_a_command_line_is_seen(String line, boolean understood) {
    List<List<String>> calls = calls(line.replace('!', '|'));
    assertThat(calls).hasSize(1);
    assertThat(fault(calls.getFirst(), false).isEmpty()).isEqualTo(understood);
  }

  /// What the program says against a call.
  ///
  /// @param words the call with the variables set before it
  private static Optional<String> fault(List<String> words, boolean mayLackParameters) {
    Map<String, String> variables =
        assignments(words).map(word -> word.split("=", 2)).collect(toMap(parts -> parts[0], parts -> parts[1]));
    List<String> arguments = words.subList(variables.size() + 1, words.size());
    if (arguments.isEmpty()) {
      return Optional.empty();
    }
    CommandLine line = Main.commandLine();
    line.setDefaultValueProvider(new Defaults(variables::get, ConfigurationFile.NONE));
    Set<String> known = new HashSet<>(LAUNCHER_VARIABLES);
    collectVariables(line, known);
    Optional<String> unknown =
        variables.keySet().stream().filter(name -> name.startsWith("DOPPEL_") && !known.contains(name)).findFirst();
    if (unknown.isPresent()) {
      return Optional.of("no option has the variable " + unknown.get());
    }
    try {
      line.parseArgs(arguments.toArray(String[]::new));
      return Optional.empty();
    } catch (MissingParameterException e) {
      return mayLackParameters ? Optional.empty() : Optional.ofNullable(e.getMessage());
    } catch (ParameterException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static Stream<String> assignments(List<String> words) {
    return words.stream().takeWhile(word -> ASSIGNMENT.matcher(word).matches());
  }

  private static void collectVariables(CommandLine command, Set<String> into) {
    command.getCommandSpec().options().forEach(option -> into.add(Defaults.variable(option)));
    command.getSubcommands().values().forEach(sub -> collectVariables(sub, into));
  }

  /// README.md and the pages under docs.
  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    Path readme = Path.of("README.md");
    if (Files.exists(readme)) {
      pages.add(readme);
    }
    try (Stream<Path> files = Files.list(Path.of("docs"))) {
      files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
    }
    return pages;
  }

  /// The lines of the fenced blocks; of one that shows what is printed, those behind a `$`.
  private static List<String> blocks(String page) {
    List<String> commands = new ArrayList<>();
    FENCED.matcher(page).results().forEach(match -> {
      List<String> lines = CONTINUED.matcher(match.group()).replaceAll("").lines().map(String::strip).toList();
      boolean prompts = lines.stream().anyMatch(line -> line.startsWith("$ "));
      lines.stream()
          .filter(line -> !prompts || line.startsWith("$ "))
          .map(line -> prompts ? line.substring(2) : line)
          .forEach(commands::add);
    });
    return commands;
  }

  private static List<String> spans(String page) {
    return CODE.matcher(FENCED.matcher(page).replaceAll(""))
        .results()
        .map(match -> match.group(1))
        .filter(code -> CALL.matcher(code).matches())
        .toList();
  }

  /// The words of each call of `doppel` in a line of the shell, with the variables set before it.
  private static List<List<String>> calls(String line) {
    List<List<String>> calls = new ArrayList<>();
    for (List<String> command : commands(line)) {
      String program = command.stream().skip(assignments(command).count()).findFirst().orElse("");
      if (program.equals("doppel") || program.equals("./doppel")) {
        calls.add(command);
      }
    }
    return calls;
  }

  /// The words of each command, quotes taken off, what is redirected left out.
  private static List<List<String>> commands(String line) {
    List<List<String>> commands = new ArrayList<>();
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean open = false;
    boolean redirected = false;
    char quote = 0;
    for (char c : (line + ";").toCharArray()) {
      if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          word.append(c);
        }
        continue;
      }
      boolean ends = "|;&".indexOf(c) >= 0;
      if (c == '\'' || c == '"') {
        quote = c;
        open = true;
      } else if (c == '#' && !open) {
        break;
      } else if (!ends && !Character.isWhitespace(c) && c != '<' && c != '>') {
        word.append(c);
        open = true;
      } else {
        if (open && !redirected && !(c == '>' && word.toString().equals("2"))) {
          words.add(word.toString());
        }
        redirected = c == '<' || c == '>' || (redirected && !open && !ends);
        word.setLength(0);
        open = false;
        if (ends) {
          commands.add(words);
          words = new ArrayList<>();
        }
      }
    }
    if (!words.isEmpty()) {
      commands.add(words);
    }
    return commands;
  }
}
