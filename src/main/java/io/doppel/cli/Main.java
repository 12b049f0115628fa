package io.doppel.cli;

import io.doppel.classification.NoExamplesException;
import io.doppel.cli.access.KeysCommand;
import io.doppel.cli.collection.AuditCommand;
import io.doppel.cli.collection.CollectionsCommand;
import io.doppel.cli.collection.CompactCommand;
import io.doppel.cli.collection.CopyCommand;
import io.doppel.cli.collection.DeleteCommand;
import io.doppel.cli.collection.ExamineCommand;
import io.doppel.cli.collection.IndexCommand;
import io.doppel.cli.collection.ReindexCommand;
import io.doppel.cli.collection.RestoreCommand;
import io.doppel.cli.collection.SnapshotCommand;
import io.doppel.cli.measure.BenchCommand;
import io.doppel.cli.measure.EvalCommand;
import io.doppel.cli.measure.TuneCommand;
import io.doppel.cli.model.CacheCommand;
import io.doppel.cli.model.ModelsCommand;
import io.doppel.cli.model.TrainCommand;
import io.doppel.cli.option.EngineOptions;
import io.doppel.cli.option.OutputCheck;
import io.doppel.cli.option.OutputPath;
import io.doppel.cli.task.CalibrateCommand;
import io.doppel.cli.task.ClassifyCommand;
import io.doppel.cli.task.duplicates.DuplicatesCommand;
import io.doppel.cli.task.EmbedCommand;
import io.doppel.cli.task.PlagiarismCommand;
import io.doppel.cli.task.SearchCommand;
import io.doppel.cli.task.SimilarityCommand;
import io.doppel.cli.terminal.Interruption;
import io.doppel.cli.terminal.Output;
import io.doppel.cli.terminal.TerminalWriter;
import io.doppel.engine.Advice;
import io.doppel.engine.NoSuchCollectionException;
import io.doppel.index.PassportMismatchException;
import io.doppel.index.failure.IndexClosedException;
import io.doppel.text.Bounds;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// The command `doppel`.
@Command(
    name = "doppel",
    description = "Finds texts that mean the same: what answers this, has it been asked before, was it copied?",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    scope = ScopeType.INHERIT,
    synopsisSubcommandLabel = "COMMAND",
    usageHelpAutoWidth = true,
    footer = {"", "Every option can also be set by an environment variable, --index by DOPPEL_INDEX, or in the file "
          + "doppel.properties: index = ..."})
public final class Main implements Runnable {

  /// Exit codes: 0 done, 1 failed, 2 wrong usage.
  private static final int FAILED = 1;

  private static final int WRONG_USAGE = 2;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  public static void main(String[] arguments) {
    // Numbers look the same on every machine, and so do names in lower case.
    Locale.setDefault(Locale.ROOT);
    if (isVersionWanted(arguments) && tellVersion()) {
      return; // which takes less than to exit
    }
    System.exit(isVersionWanted(arguments) ? FAILED : run(arguments));
  }

  /// The command that the first argument names, where the others need not be known to run it: reading what all of them
  /// take is half a second's work.
  static List<Class<?>> commandsFor(String... arguments) {
    return Commands.ALL.stream()
        .filter(command -> arguments.length > 0 && name(command).equals(arguments[0]))
        .filter(command -> !Commands.ABOUT_COMMANDS.contains(command))
        .findFirst()
        .<List<Class<?>>>map(List::of)
        .orElse(Commands.ALL);
  }

  private static String name(Class<?> command) {
    return command.getAnnotation(Command.class).name();
  }

  private static boolean isVersionWanted(String[] arguments) {
    return arguments.length == 1 && (arguments[0].equals("--version") || arguments[0].equals("-V"));
  }

  /// As picocli would, of which nothing is loaded.
  ///
  /// @return whether it could be written
  private static boolean tellVersion() {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    for (String line : new Version().getVersion()) {
      out.println(line);
    }
    if (out.checkError()) {
      System.err.println("doppel: " + Output.UNWRITTEN);
      return false;
    }
    return true;
  }

  private static int run(String[] arguments) {
    PrintWriter err = TerminalWriter.over(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    try {
      ConfigurationFile file =
          ConfigurationFile.find(System.getenv(ConfigurationFile.VARIABLE), EngineOptions.root());
      CommandLine line = commandLine(file, commandsFor(arguments));
      if (!file.unknownTo(line).isEmpty()) {
        file.check(commandLine(file));
      }
      return line.execute(arguments);
    } catch (Bounds.Violation e) {
      err.println("doppel: " + e.getMessage());
      return WRONG_USAGE;
    } catch (NoSuchFileException e) {
      err.println("doppel: there is no file %s, which %s names".formatted(e.getFile(), ConfigurationFile.VARIABLE));
      return FAILED;
    } catch (IOException e) {
      err.println("doppel: " + e.getMessage());
      return FAILED;
    }
  }

  /// The whole command line, with nothing but the environment; tests run it too.
  static CommandLine commandLine() {
    return commandLine(ConfigurationFile.NONE);
  }

  /// The same with a file where options are set that the environment does not set.
  static CommandLine commandLine(ConfigurationFile file) {
    return commandLine(file, Commands.ALL);
  }

  /// The same with some commands only.
  static CommandLine commandLine(List<Class<?>> commands) {
    return commandLine(ConfigurationFile.NONE, commands);
  }

  private static CommandLine commandLine(ConfigurationFile file, List<Class<?>> commands) {
    CommandLine line = new CommandLine(new Main());
    commands.forEach(line::addSubcommand);
    line.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    line.setDefaultValueProvider(new Defaults(System::getenv, file));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    // A text may begin with @; no argument is the name of a file with more of them.
    line.setExpandAtFiles(false);
    line.registerConverter(OutputPath.File.class, path -> new OutputPath.File(Path.of(path)));
    line.registerConverter(OutputPath.Folder.class, path -> new OutputPath.Folder(Path.of(path)));
    line.setExecutionStrategy(Main::execute);
    line.setParameterExceptionHandler(Main::wrongUsage);
    line.setExecutionExceptionHandler(sentences());
    return line;
  }

  /// It has failed if what it printed could not be written.
  private static int execute(CommandLine.ParseResult parsed) {
    int code = new OutputCheck().execute(parsed);
    CommandLine last = parsed.asCommandLineList().getLast();
    if (code == 0 && last.getOut().checkError()) {
      TerminalWriter.over(last.getErr()).println("doppel: " + Output.UNWRITTEN);
      return FAILED;
    }
    return code;
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Say which command:");
  }

  /// Says what is wrong with the arguments, and how the command is used.
  private static int wrongUsage(CommandLine.ParameterException exception, String[] arguments) {
    CommandLine line = exception.getCommandLine();
    boolean root = line.getParent() == null;
    PrintWriter err = TerminalWriter.over(line.getErr());
    err.println("doppel: " + (root ? wrongCommand(exception) : exception.getMessage()));
    if (!CommandLine.UnmatchedArgumentException.printSuggestions(exception, err)) {
      if (root) {
        line.usage(line.getErr(), line.getColorScheme());
      } else {
        CommandLine.Help help = line.getHelp();
        err.print("Usage: " + help.synopsis("Usage: ".length()));
        err.println("More: %s --help".formatted(line.getCommandSpec().qualifiedName()));
      }
    }
    return WRONG_USAGE;
  }

  private static @Nullable String wrongCommand(CommandLine.ParameterException exception) {
    return exception instanceof CommandLine.UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()
        ? "there is no command " + unmatched.getUnmatched().getFirst()
        : exception.getMessage();
  }

  /// What a person can mend is one sentence; what only a developer can is a stack trace.
  private static IExecutionExceptionHandler sentences() {
    return (exception, line, parsed) -> {
      PrintWriter err = TerminalWriter.over(line.getErr());
      switch (exception) {
        case CancellationException _ -> {
          err.println("doppel: stopped");
          return Interruption.EXIT_CODE;
        }
        case IllegalArgumentException e -> {
          err.println("doppel: " + e.getMessage());
          return WRONG_USAGE;
        }
        case NoSuchFileException e ->
            err.println(
                "doppel: there is no file %s%s"
                    .formatted(e.getFile(), e.getReason() == null ? "" : "; " + e.getReason()));
        case AccessDeniedException e ->
            err.println("doppel: access to %s is denied".formatted(e.getFile()));
        case NoSuchCollectionException _,
            NoExamplesException _,
            PassportMismatchException _,
            IndexClosedException _,
            UncheckedIOException _,
            IOException _ ->
            err.println("doppel: " + Advice.sentence(exception));
        default -> {
          err.println(
              "doppel: an error that should not happen; please report it with these lines:");
          exception.printStackTrace(err);
        }
      }
      return FAILED;
    };
  }

  /// Apart from the rest, so that none of them is loaded to tell the version.
  private static final class Commands {

    static final List<Class<?>> ALL =
        List.of(
            DemoCommand.class,
            IndexCommand.class,
            SearchCommand.class,
            DuplicatesCommand.class,
            PlagiarismCommand.class,
            ClassifyCommand.class,
            SimilarityCommand.class,
            EmbedCommand.class,
            DeleteCommand.class,
            CollectionsCommand.class,
            AuditCommand.class,
            ExamineCommand.class,
            CompactCommand.class,
            ReindexCommand.class,
            SnapshotCommand.class,
            RestoreCommand.class,
            CopyCommand.class,
            CalibrateCommand.class,
            CacheCommand.class,
            ModelsCommand.class,
            TrainCommand.class,
            EvalCommand.class,
            BenchCommand.class,
            TuneCommand.class,
            ServeCommand.class,
            McpCommand.class,
            KeysCommand.class,
            ConfigCommand.class,
            CompletionCommand.class,
            CommandLine.HelpCommand.class);

    /// They tell of all the others.
    static final Set<Class<?>> ABOUT_COMMANDS =
        Set.of(CompletionCommand.class, CommandLine.HelpCommand.class, ConfigCommand.class);

    private Commands() {}
  }
}
